// Statistics: each number opens the list that it counts, and counts only what the person may see.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

import { addSpaces, call, invite, join, PASSWORD } from '../support/people';
import { ADMINISTRATOR, signIn } from '../support/server';
import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

const table = (page: Page) => page.getByRole('table', { name: 'Activities' });
const row = (page: Page, name: string) => table(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
const number = (page: Page) => row(page, 'Spaces created').getByRole('link');

async function addDeal(page: Page, name: string): Promise<void> {
  await open(page, '/deals/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('numbers and lists agree for administrators and users', async ({ page, stranger }) => {
  test.slow();
  const owner = await join(await stranger(), await invite(page, 'Olga Opiekun', 'olga@example.com'));
  const outsider = await join(await stranger(), await invite(page, 'Ewa Obca', 'ewa@example.com'));
  await addSpaces(owner, ['Counted for all']);
  await addSpaces(owner, ['Counted for insiders'], { visibility: 'private' });
  await addSpaces(owner, ['Counted for few'], { visibility: 'hidden' });
  const [archived, deleted] = await addSpaces(owner, ['Counted though archived', 'Not counted any more']);
  expect((await call(owner, 'archive_space', { id: archived })).status()).toBe(200);
  expect((await call(owner, 'delete_space', { id: deleted })).status()).toBe(200);

  for (const [who, count] of [
    [page, 4],
    [owner, 4],
    [outsider, 2],
  ] as const) {
    await open(who, '/statistics/activities?period=today');
    await expect(number(who)).toHaveText(String(count));
    await number(who).click();
    await expect(who).toHaveURL(/\/spaces\?from=/);
    await expect(who.getByText(`${count} spaces`)).toBeVisible();
    await expect(who.getByRole('link', { name: 'Counted though archived' })).toBeVisible();
  }
  await expect(outsider.getByText('Counted for few')).toHaveCount(0);
});

test('period and person are chosen and stay in the address', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['By the administrator']);
  await page.getByRole('link', { name: 'Statistics', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activities' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Period' }).selectOption({ label: 'This year' });
  await expect(page).toHaveURL(/period=year/);
  await page.getByRole('combobox', { name: 'Person' }).fill('Anna');
  await page.getByRole('option', { name: ADMINISTRATOR.name }).click();
  await expect(page).toHaveURL(/person=/);
  await expect(number(page)).not.toHaveText('0');

  await page.getByRole('combobox', { name: 'Period' }).selectOption({ label: 'Own dates' });
  await page.getByLabel('From', { exact: true }).fill('2020-01-01');
  await page.getByLabel('To', { exact: true }).fill('2020-01-31');
  await expect(page).toHaveURL(/from=2020-01-01&to=2020-01-31/);
  await expect(number(page)).toHaveText('0');
  await expect(page.getByText('Nothing happened in this period')).toBeVisible();

  // Own dates start with the period that was shown; a last day before the first is reported.
  await page.getByRole('combobox', { name: 'Period' }).selectOption({ label: 'Last year' });
  await expect(page).toHaveURL(/period=last-year/);
  await open(page, '/statistics/activities?period=last-year');
  await page.getByRole('combobox', { name: 'Period' }).selectOption({ label: 'Own dates' });
  const last = new Date().getFullYear() - 1;
  await expect(page.getByLabel('From', { exact: true })).toHaveValue(`${last}-01-01`);
  await expect(page.getByLabel('To', { exact: true })).toHaveValue(`${last}-12-31`);
  await page.getByLabel('To', { exact: true }).fill(`${last - 1}-12-31`);
  await expect(page.getByText('This day is before the first one')).toBeVisible();
  await expect(table(page)).toContainText(`31\u00a0Dec\u00a0${last - 1} – 1\u00a0Jan\u00a0${last}`);
});

test('numbers of the previous period open their lists, and sign-ins open the audit log', async ({ page, stranger }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Of the period before']);
  // The previous period of tomorrow is today.
  const tomorrow = await page.evaluate(() => new Date(Date.now() + 86_400_000).toLocaleDateString('en-CA'));
  await open(page, `/statistics/activities?period=own&from=${tomorrow}&to=${tomorrow}`);
  await row(page, 'Spaces created').getByRole('link').last().click();
  await expect(page).toHaveURL(/\/spaces\?from=/);
  await expect(page.getByRole('link', { name: 'Of the period before' })).toBeVisible();

  const elsewhere = await stranger();
  await open(elsewhere, '/sign-in');
  await signIn(elsewhere, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await expect(elsewhere).toHaveURL(/\/spaces$/);
  await open(page, '/statistics/activities?period=today');
  const count = Number(await row(page, 'Sign-ins').getByRole('link').innerText());
  await row(page, 'Sign-ins').getByRole('link').click();
  await expect(page).toHaveURL(/kind=signed_in/);
  await expect(page.getByRole('cell', { name: /^Signed in from/ })).toHaveCount(count);
  // The log contains no other lines: invitations, for example, are of another kind.
  await expect(page.getByRole('row')).toHaveCount(count + 1);
  await join(await stranger(), await invite(page, 'Nina Nowa', 'nina@example.com'));
  const user = await stranger();
  await open(user, '/sign-in');
  await signIn(user, 'nina@example.com', PASSWORD);
  await expect(user).toHaveURL(/\/spaces$/);
  await open(user, '/statistics/activities?period=today');
  // A user's number opens the list of their own sign-ins.
  const own = row(user, 'Sign-ins').getByRole('link').first();
  await expect(own).toHaveText('1');
  await own.click();
  await expect(user.getByRole('heading', { name: 'Your sign-ins' })).toBeVisible();
  await expect(user.getByRole('list', { name: 'Your sign-ins' }).getByRole('listitem')).toHaveCount(1);
  await open(user, `/statistics/sign-ins?from=${tomorrow}&to=${tomorrow}`);
  await expect(user.getByText('You did not sign in on these days.')).toBeVisible();
});

test('added, won and lost deals are counted and charted', async ({ page }) => {
  await addDeal(page, 'A counted deal');
  await page.getByRole('button', { name: 'Mark as won' }).click();
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible();
  await open(page, '/statistics/activities?period=today');
  await expect(row(page, 'Deals added').getByRole('link')).toHaveText('1');
  await expect(row(page, 'Deals lost').getByRole('link')).toHaveText('0');
  await expect(page.getByRole('img', { name: /^Deals won: 1 in this period/ })).toBeVisible();
  await row(page, 'Deals won').getByRole('link').click();
  await expect(page.getByRole('link', { name: 'A counted deal' })).toBeVisible();
  // A note shows what was counted, because no field of the list shows it.
  await expect(page.getByText(/^Closed: \d+\s\w+\s\d{4}$/)).toBeVisible();
});

test('statistics are exported', async ({ page }) => {
  await open(page, '/statistics/activities?period=week');
  await expect(table(page)).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('activities.csv');
  const text = await readFile(await download.path(), 'utf8');
  expect(text.split('\r\n')[0]).toBe('\ufeffActivity,Part,From,To,Count');
  expect(text).toContain('Spaces created,This period,');
  await open(page, '/settings/audit-log?kind=export');
  await expect(page.getByRole('row', { name: /Exported: statistics, \d+ rows/ })).toHaveCount(1);
});

test('a user’s numbers count only what they may see, and their export has the same numbers', async ({ page, stranger }) => {
  test.slow();
  const seller = await join(await stranger(), await invite(page, 'Szymon Sprzedaje', 'szymon@example.com'));
  const user = await join(await stranger(), await invite(page, 'Ula Zwykła', 'ula@example.com'));
  for (const visibility of ['public', 'private', 'hidden'] as const) {
    await addSpaces(seller, [`Of the seller, ${visibility}`], { visibility });
  }
  await addDeal(seller, 'Nothing to the user');
  await addDeal(user, 'Lost by the user');
  await user.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(user.getByRole('button', { name: 'Reopen' })).toBeVisible();

  const person = (await (await call(seller, 'my_session', {})).json()).me.id;
  for (const [who, spaces, deals] of [
    [page, 3, 1],
    [user, 1, 0],
  ] as const) {
    await open(who, `/statistics/activities?period=week&person=${person}`);
    await expect(number(who)).toHaveText(String(spaces));
    await expect(row(who, 'Deals added').getByRole('cell').first()).toHaveText(String(deals));
  }

  await open(user, '/statistics/activities?period=week');
  await expect(row(user, 'Deals added').getByRole('cell')).toHaveText(['1', '0']);
  await expect(row(user, 'Deals lost').getByRole('cell')).toHaveText(['1', '0']);
  await row(user, 'Deals lost').getByRole('link').click();
  await expect(user.getByRole('link', { name: 'Lost by the user' })).toBeVisible();
  await expect(user.getByText('1 deal', { exact: true })).toBeVisible();

  await open(user, '/statistics/activities?period=week');
  const [download] = await Promise.all([
    user.waitForEvent('download'),
    user.getByRole('link', { name: 'Export' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  const lines = text.trim().split('\r\n').map((line) => line.split(','));
  const exportedCounts = (activity: string, part: string) =>
    lines.filter(([name, of]) => name === activity && of === part).map((line) => Number(line.at(-1)));
  const activities = await table(user).getByRole('rowheader').allInnerTexts();
  expect(activities).toContain('Spaces created');
  for (const activity of activities) {
    const [now, before] = await row(user, activity).getByRole('cell').allInnerTexts();
    expect(exportedCounts(activity, 'This period'), activity).toEqual([Number(now)]);
    expect(exportedCounts(activity, 'Previous period'), activity).toEqual([Number(before)]);
    expect(exportedCounts(activity, 'Step').reduce((sum, count) => sum + count, 0), activity).toBe(Number(now));
  }
});

test('charts, and dates in the wrong order, are accessible and fit the window', async ({ page }) => {
  test.slow();
  await open(page, '/spaces');
  await addSpaces(page, ['Charted']);
  await open(page, '/statistics/activities?period=year');
  await page.getByRole('combobox', { name: 'Person' }).fill('Anna');
  await page.getByRole('option', { name: ADMINISTRATOR.name }).click();
  await expect(page).toHaveURL(/person=/);
  await expect(page.getByRole('img', { name: /^Spaces created: [1-9]/ })).toBeVisible();
  await presentable(page);
  await page.getByRole('combobox', { name: 'Period' }).selectOption({ label: 'Own dates' });
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(page.getByText('This day is before the first one')).toBeVisible();
  await presentable(page);
});
