// Importing a file of 100,000 rows in the page, from the choice of the file to 'added': the whole time and each step.
import { fileURLToPath } from 'node:url';

import { accountWithPeople } from '../support/accounts.mjs';
import { openContext, openPage, startBrowser } from '../support/browser.mjs';
import { median, time } from '../support/figures.mjs';
import { xlsxFile } from '../support/files.mjs';
import { ADMINISTRATOR, Server } from '../support/server.mjs';

const ROUNDS = 3;
const STEPS = ['read', 'columns', 'check', 'send', 'commit'];
const IN_PAGE = ['heartbeat', 'steps'].map((name) => fileURLToPath(new URL(`../page/${name}.js`, import.meta.url)));

export async function measure({ folder, figures }) {
  const file = xlsxFile(folder);
  const browser = await startBrowser();
  const rounds = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await importOnce(browser, folder, file));
  } finally {
    await browser.close();
  }
  const whole = rounds.map((steps) => STEPS.reduce((sum, step) => sum + steps[step].ms, 0));
  const parts = STEPS.map((step) => `${step} ${time(median(rounds.map((steps) => steps[step].ms)))}`);
  figures.note(
    'import of an xlsx file of 100,000 rows, from choosing the file to “added”',
    `${time(median(whole))}: ${parts.join(', ')}`,
  );
  const blocked = STEPS.map((step) => `${step} ${time(Math.max(...rounds.map((steps) => steps[step].blocked)))}`);
  figures.note('longest time that the page was blocked during this import', blocked.join(', '));
}

async function importOnce(browser, folder, file) {
  const server = await Server.start(accountWithPeople(folder, 'whole'));
  try {
    const visitor = await server.signIn(ADMINISTRATOR);
    const context = await openContext(browser, visitor, { bypassCSP: true });
    const page = await openPage(context, `${server.origin}/spaces/import`);
    for (const path of IN_PAGE) await page.addScriptTag({ path });
    const follow = (kind, steps) => page.evaluate(([kind, steps]) => follow(kind, steps), [kind, steps]);
    const next = () => page.getByRole('button', { name: 'Continue', exact: true }).click();
    const steps = {};
    // The measurement starts before the event that begins the first step.
    const [read] = await Promise.all([
      follow('change', ['read']),
      page.getByLabel('Spreadsheet file').setInputFiles(file),
    ]);
    const [columns] = await Promise.all([follow('click', ['columns']), next()]);
    const [check] = await Promise.all([follow('click', ['check']), next()]);
    const start = page.getByRole('button', { name: /^Import [\d.,\s]+ spaces/ });
    const [rest] = await Promise.all([follow('click', ['send', 'commit']), start.click()]);
    visitor.leave();
    await context.close();
    return Object.assign(steps, read, columns, check, rest);
  } finally {
    await server.stop();
  }
}
