// The whole import wizard, for each file format. The fixtures are described in fixtures/README.md.
import type { Page, Route } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { call, invite, join as joinAs } from '../support/people';
import { accessible, expect, open, ready, test } from '../support/test';

test.use({ file: import.meta.url });

const fixture = (name: string) => join(import.meta.dirname, '../fixtures', name);
const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();
const importButton = (page: Page) => page.getByRole('button', { name: /^Import [\d,]+ spaces?/ });

async function goToCheck(page: Page, file: string): Promise<void> {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles(fixture(file));
  await next(page);
  await expect(page.getByRole('combobox', { name: 'Widoczność' })).toHaveValue('visibility');
  await next(page);
  await expect(importButton(page)).toBeVisible();
}

/** Edits a cell of the check step. */
async function edit(page: Page, cell: RegExp, text: string): Promise<void> {
  await page.getByRole('button', { name: cell }).first().click();
  await page.getByRole('textbox', { name: cell }).fill(text);
  await page.keyboard.press('Enter');
}

/** Chooses to create spaces whose names exist already, from earlier tests. */
async function createAnyway(page: Page): Promise<void> {
  const existing = page.getByRole('combobox', { name: 'Names that exist already' });
  await existing.selectOption({ label: 'Create anyway' });
}

for (const file of ['spaces-windows-1250.csv', 'spaces.xls', 'spaces.xlsx', 'spaces.ods']) {
  test(`${file}: wrong rows are corrected in place, and all rows are imported`, async ({ page }) => {
    await goToCheck(page, file);
    await createAnyway(page);
    await expect(page.getByText('2 rows are wrong')).toBeVisible();
    await expect(page.getByText('‘tajna’ is no visibility; choose what it means above').first()).toBeVisible();
    await page.getByRole('combobox', { name: /tajna/ }).selectOption({ label: 'Hidden' });
    await expect(page.getByText('1 row is wrong')).toBeVisible();
    await edit(page, /Nazwa, row 10/, `Nazwana ${file}`);
    await expect(page.getByText('No errors')).toBeVisible();
    await page.getByRole('button', { name: 'Import 10 spaces', exact: true }).click();
    await expect(page.getByRole('heading', { name: '10 spaces added' })).toBeVisible();
    await page.getByRole('link', { name: 'Show the 10 spaces added' }).click();
    await expect(page.getByText('10 spaces', { exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Argumenty sprzedażowe' })).toBeVisible();
    await expect(page.getByRole('link', { name: `Nazwana ${file}` })).toBeVisible();
  });
}

test('wrong rows are left out, corrected in the fix-it file, and imported from it', async ({ page }) => {
  await goToCheck(page, 'spaces.xlsx');
  await createAnyway(page);
  await page.getByRole('button', { name: 'Import 8 spaces, leave out 2' }).click();
  await expect(page.getByRole('heading', { name: '8 spaces added, 2 left out' })).toBeVisible();
  const list = page.getByRole('region', { name: 'Rows left out' });
  const reason = /‘tajna’ is no visibility/;
  await page.getByRole('link', { name: 'Show the 2 rows left out' }).click();
  await expect(page.getByRole('heading', { name: 'Rows left out' })).toBeFocused();
  await expect(list.getByRole('row', { name: reason })).toBeVisible();
  await expect(list.getByRole('row')).toHaveCount(3);
  // The imported names exist by now, but the list of rows left out must not grow.
  await page.reload();
  await expect(list.getByRole('row', { name: reason })).toBeVisible();
  await expect(list.getByRole('row')).toHaveCount(3);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download rows with errors' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  const [header, ...rows] = text.trim().split(/\r?\n/);
  expect(header).toContain('Nazwa');
  expect(header).toContain('What is wrong');
  expect(text).toContain('tajna');
  expect(rows.length).toBe(2);

  const corrected = text.replace('tajna', 'ukryta').replace(/\n(["\s]*)([;,])/, '\nBezimienna$2');
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles({ name: 'spaces – to fix.csv', mimeType: 'text/csv', buffer: Buffer.from(corrected) });
  await next(page);
  await expect(page.getByRole('combobox', { name: 'What is wrong' })).toHaveValue('');
  await next(page);
  await createAnyway(page);
  await page.getByRole('button', { name: /^Import 2 spaces/ }).click();
  await expect(page.getByRole('heading', { name: '2 spaces added' })).toBeVisible();
});

test('undoing an import keeps spaces that were changed since, unless they are chosen', async ({ page }) => {
  await goToCheck(page, 'spaces.xlsx');
  await createAnyway(page);
  await importButton(page).click();
  await page.getByRole('link', { name: 'Show the 8 spaces added' }).click();
  await expect(page.getByRole('link', { name: 'Argumenty sprzedażowe' })).toBeVisible();
  const address = page.url();
  await page.getByRole('link', { name: 'Argumenty sprzedażowe' }).click();
  await page.getByRole('link', { name: 'Edit' }).or(page.getByRole('button', { name: 'Edit' })).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Touched since');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Touched since' })).toBeVisible();

  await open(page, '/settings/import');
  await page.getByRole('row').filter({ hasText: 'spaces.xlsx' }).first().getByRole('button', { name: 'Undo import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo import' });
  await expect(dialog).toContainText('7 spaces go, or go back to how they were.');
  await expect(dialog.getByRole('checkbox', { name: 'Touched since' })).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Undo import' }).click();
  await expect(dialog).toBeHidden();
  await expect(
    page.getByText('The import is undone: 7 spaces. 1 of 8 skipped, because somebody changed it since.'),
  ).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'spaces.xlsx' }).first()).toContainText('Undone');
  await open(page, address);
  await expect(page.getByRole('link', { name: 'Touched since' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Szkolenie: pierwszy kontakt' })).toHaveCount(0);
});

test('importing a file again updates the same spaces', async ({ page }) => {
  const file = (rows: string) => ({ name: 'again.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  const openCheck = async (rows: string) => {
    await open(page, '/spaces/import');
    await page.getByLabel('Spreadsheet file').setInputFiles(file(rows));
    await next(page);
    await next(page);
    await expect(importButton(page)).toBeVisible();
  };
  await openCheck('Name;Tags\nAgain one;first\nAgain two;first\n');
  await importButton(page).click();
  await expect(page.getByRole('heading', { name: '2 spaces added' })).toBeVisible();
  await openCheck('Name;Tags\nAgain one;second\nAgain three;second\n');
  await page.getByRole('combobox', { name: 'Names that exist already' }).selectOption({ label: 'Update the space' });
  await expect(page.getByText('1 to update')).toBeVisible();
  await importButton(page).click();
  await expect(page.getByRole('heading', { name: '1 space added, 1 updated' })).toBeVisible();
  await open(page, '/spaces?q=again');
  await expect(page.getByRole('row').filter({ hasText: 'Again one' })).toContainText('second');
  await expect(page.getByRole('row').filter({ hasText: 'Again two' })).toContainText('first');
});

test('dropping a file on the list opens the import with it', async ({ page }) => {
  await open(page, '/spaces');
  const bytes = (await readFile(fixture('spaces.xlsx'))).toString('base64');
  const transfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], 'spaces.xlsx'));
    return transfer;
  }, bytes);
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await expect(page).toHaveURL(/\/spaces\/import$/);
  await expect(page.getByText('spaces.xlsx · 10 rows · 6 columns')).toBeVisible();
});

test('a search says that the index lags after an import, and repeats itself', async ({ page }) => {
  await open(page, '/spaces');
  await page.route('**/api/list_spaces', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), search_lags: true } });
  });
  await page.getByRole('region', { name: 'Spaces' }).getByRole('searchbox', { name: 'Search spaces' }).fill('argumenty');
  const note = page.getByText('Search does not know all of the spaces just imported yet');
  await expect(note).toBeVisible();
  await page.unroute('**/api/list_spaces');
  await expect(note).toBeHidden();
});

test('an import works by keyboard alone', async ({ page }) => {
  await open(page, '/spaces/import');
  const rows = 'Nazwa;Widoczność\nBez myszy;publiczna\n;ukryta\n';
  const file = { name: 'keys.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) };
  await page.getByLabel('Spreadsheet file').setInputFiles(file);
  const press = async (name: string | RegExp) => {
    const button = page.getByRole('button', { name, exact: typeof name === 'string' });
    await expect(button).toBeEnabled();
    for (let steps = 0; steps < 80; steps += 1) {
      if (await button.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await expect(button).toBeFocused();
    await page.keyboard.press('Enter');
  };
  await press('Continue');
  await expect(page.getByRole('heading', { name: 'Say what each column is' })).toBeFocused();
  await press('Continue');
  await expect(page.getByRole('heading', { name: 'Check the rows' })).toBeFocused();
  await press('Next error');
  await page.keyboard.press('Escape');
  await press('Import 1 space, leave out 1');
  await expect(page.getByRole('heading', { name: '1 space added, 1 left out' })).toBeFocused();
});

/** Holds back the calls of a server function. Returns a promise of the first call and a function that releases all. */
async function holdBack(page: Page, name: string, goOn: (route: Route) => Promise<void>) {
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route(`**/api/${name}`, async (route) => {
    await released;
    await goOn(route);
  });
  return { begun: page.waitForRequest(`**/api/${name}`), release };
}

test('cancelling an import imports nothing', async ({ page, quiet }) => {
  quiet.allow(/status of 503/);
  await goToCheck(page, 'spaces.xlsx');
  await createAnyway(page);
  // The commit is held back, so that it can be cancelled.
  const { begun, release } = await holdBack(page, 'commit_import', (route) =>
    route.fulfill({ status: 503, body: '"unavailable"' }).catch(() => {}),
  );
  await importButton(page).click();
  await begun;
  await page.getByRole('button', { name: 'Cancel import' }).click();
  await expect(page.getByText('The import was cancelled: nothing came in.')).toBeVisible();
  release();
  await expect(importButton(page)).toBeVisible();
});

test('a chunk that arrives after cancelling is refused without an error message', async ({ page, quiet }) => {
  quiet.allow(/status of 422/);
  await goToCheck(page, 'spaces.xlsx');
  await createAnyway(page);
  const late = page.waitForResponse('**/api/send_import_chunk');
  const { begun, release } = await holdBack(page, 'send_import_chunk', (route) => route.continue());
  await importButton(page).click();
  await begun;
  await page.getByRole('button', { name: 'Cancel import' }).click();
  await expect(page.getByText('The import was cancelled: nothing came in.')).toBeVisible();
  release();
  expect((await late).status()).toBe(422);
  await expect(importButton(page)).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveCount(0);
});

test('a reload restores the step of the import', async ({ page }) => {
  await goToCheck(page, 'spaces.ods');
  await page.reload();
  await ready(page);
  await expect(importButton(page)).toBeVisible();
});

test('an import interrupted by a reload checks its rows again and continues', async ({ page, quiet }) => {
  await open(page, '/spaces/import');
  const rows = Array.from({ length: 1_500 }, (_, row) => `Cut off ${row};${row === 7 ? 'hidden' : 'public'}`);
  const csv = `Name;Visibility\n${rows.join('\n')}\n`;
  await page
    .getByLabel('Spreadsheet file')
    .setInputFiles({ name: 'cut-off.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await next(page);
  await next(page);
  await expect(importButton(page)).toBeVisible();
  // The first chunk arrives, the second does not.
  let chunks = 0;
  await page.route('**/api/send_import_chunk', (route) => {
    chunks += 1;
    return chunks === 1 ? route.continue() : route.abort();
  });
  quiet.allow(/net::ERR_FAILED/);
  await importButton(page).click();
  await expect.poll(() => chunks).toBeGreaterThan(1);
  // Meanwhile one row becomes wrong: it is left out and listed.
  const allow = async (allowed: string[]) => {
    const rules = await (await call(page, 'read_space_rules', {})).json();
    rules.visibility.allowed = allowed;
    expect((await call(page, 'save_space_rules', { rules })).status()).toBe(200);
  };
  await allow(['public', 'private']);
  await page.reload();
  await page.unroute('**/api/send_import_chunk');
  await expect(page.getByRole('heading', { name: '1,499 spaces added, 1 left out' })).toBeVisible();
  const left = page.getByRole('region', { name: 'Rows left out' }).getByRole('row');
  await expect(left).toHaveCount(2);
  await expect(left.last()).toContainText('Cut off 7');
  await allow(['public', 'private', 'hidden']);
  await open(page, '/spaces?q=cut');
  await expect(page.getByText('1,499 spaces', { exact: true })).toBeVisible();
});

test('a person who may not add groups can only leave them out, and sees why', async ({ page, stranger }) => {
  const theirs = await joinAs(await stranger(), await invite(page, 'Greta Bez', 'greta@example.com'));
  const keep = async (who: 'everybody' | 'administrators') => {
    const rules = await (await call(page, 'read_space_rules', {})).json();
    rules.rights.edit_groups = who;
    expect((await call(page, 'save_space_rules', { rules })).status()).toBe(200);
  };
  await keep('administrators');
  await open(theirs, '/spaces/import');
  const rows = 'Name;Groups\nWithout its group;Nowhere yet\n';
  const file = { name: 'groups.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) };
  await theirs.getByLabel('Spreadsheet file').setInputFiles(file);
  await next(theirs);
  await next(theirs);
  await expect(theirs.getByText('only administrators may add groups: Nowhere yet.')).toBeVisible();
  await expect(theirs.getByRole('combobox', { name: 'Groups that do not exist yet' })).toHaveCount(0);
  await theirs.getByRole('button', { name: 'Import 1 space', exact: true }).click();
  await expect(theirs.getByRole('heading', { name: '1 space added' })).toBeVisible();
  expect(await (await call(theirs, 'list_groups', {})).text()).not.toContain('Nowhere yet');
  await keep('everybody');
});

test('a renamed PDF is refused with a message of its own', async ({ page }) => {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles({
    name: 'spaces.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'),
  });
  await expect(page.getByText(/a PDF document/)).toBeVisible();
});

test('the steps have no accessibility violation', async ({ page }) => {
  await open(page, '/spaces/import');
  await accessible(page);
  await page.getByLabel('Spreadsheet file').setInputFiles(fixture('spaces.xlsx'));
  await expect(page.getByRole('button', { name: 'Continue', exact: true })).toBeEnabled();
  await accessible(page);
  await next(page);
  await accessible(page);
  await next(page);
  await expect(importButton(page)).toBeVisible();
  await accessible(page);
});

test('the settings link to the import only for people who may import', async ({ page, stranger, quiet }) => {
  test.slow();
  quiet.allow(/status of 403/);
  const user = await joinAs(await stranger(), await invite(page, 'Iga Importuje', 'iga@example.com'));
  const settings = (who: Page) => who.getByRole('navigation', { name: 'Account settings' });
  const importLink = (who: Page) => settings(who).getByRole('link', { name: 'Import', exact: true });
  for (const who of [page, user]) {
    await open(who, '/settings/profile');
    await importLink(who).click();
    await expect(who).toHaveURL(/\/settings\/import$/);
    await who.getByRole('link', { name: 'Import spaces' }).click();
    await expect(who).toHaveURL(/\/spaces\/import$/);
    await expect(who.getByRole('heading', { name: 'Choose a file' })).toBeVisible();
  }
  const rows = { name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from('Name\nImported from the settings\n') };
  await user.getByLabel('Spreadsheet file').setInputFiles(rows);
  await next(user);
  await next(user);
  await user.getByRole('button', { name: 'Import 1 space', exact: true }).click();
  await expect(user.getByRole('heading', { name: '1 space added' })).toBeVisible();
  await open(user, '/settings/import');
  await expect(user.getByRole('row', { name: /Iga Importuje.*mine\.csv/ })).toContainText('1 space added');

  const allow = async (who: 'Everybody' | 'Administrators') => {
    await open(page, '/settings/visibility/spaces');
    await page.getByRole('combobox', { name: 'Who may import and export' }).selectOption({ label: who });
    const loaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await loaded;
    await expect(page.getByText('Your settings are saved.')).toBeVisible();
  };
  await allow('Administrators');
  await open(user, '/settings/profile');
  await expect(settings(user).getByRole('link', { name: 'Trash' })).toBeVisible();
  await expect(importLink(user)).toHaveCount(0);
  for (const address of ['/settings/import', '/spaces/import']) {
    expect((await user.goto(address))?.status()).toBe(403);
    await expect(user.getByText('Only administrators import in your account')).toBeVisible();
    await expect(user.getByLabel('Spreadsheet file')).toHaveCount(0);
    await expect(user.getByRole('link', { name: 'Import spaces' })).toHaveCount(0);
  }
  expect((await call(user, 'import_context', {})).status()).toBe(403);
  await open(page, '/settings/import');
  await expect(page.getByRole('link', { name: 'Import spaces' })).toBeVisible();
  await allow('Everybody');
  await open(user, '/settings/profile');
  await expect(importLink(user)).toBeVisible();
});
