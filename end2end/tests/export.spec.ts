// Exporting the list as a file, and importing the file again.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { addSpaces, call, invite, join } from '../support/people';
import { accessible, expect, open, ready, test } from '../support/test';

test.use({ file: import.meta.url });

const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();

/** Exports the list that is shown in this format. */
async function exported(page: Page, kind: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Opens the import with a file and goes to the check step; with `instead`, replaces the file of an unfinished import. */
async function goToCheck(page: Page, name: string, buffer: Buffer, instead = false): Promise<void> {
  await open(page, '/spaces/import');
  if (instead) {
    await expect(page.getByRole('heading', { name: 'Check the rows' })).toBeVisible();
    await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: 'File' }).click();
  }
  await page.getByLabel('Spreadsheet file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await next(page);
  await expect(page.getByRole('combobox', { name: 'Space ID' })).toHaveValue('id');
  await expect(page.getByRole('combobox', { name: 'Space version' })).toHaveValue('version');
  await next(page);
  await expect(page.getByRole('button', { name: /^Import \d+ spaces?/ })).toBeVisible();
}

test('the shown list is exported with formulas escaped, and importing it again changes only edited cells', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['=1+1', 'Zażółć 👍 007', 'Left alone'], { tags: ['exported'] });
  await addSpaces(page, ['Elsewhere']);
  await open(page, '/spaces?tag=exported');
  await accessible(page);
  const { name, bytes } = await exported(page, 'Text (.csv)');
  expect(name).toBe('spaces.csv');
  const text = bytes.toString('utf8');
  const lines = text.trim().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('Space ID,Space version,Name,Description');
  expect(text).toContain(",'=1+1,");
  expect(text).not.toContain('Elsewhere');

  await goToCheck(page, name, bytes);
  await expect(page.getByText('3 unchanged')).toBeVisible();
  await goToCheck(page, name, Buffer.from(text.replace('Zażółć 👍 007', 'Zażółć 👍 008')), true);
  await expect(page.getByText('1 to update · 2 unchanged')).toBeVisible();
  await expect(page.getByText('now: Zażółć 👍 007')).toHaveCount(1);
  await expect(page.getByText(/^now: /)).toHaveCount(1);
  await page.getByRole('button', { name: 'Import 1 space', exact: true }).click();
  await expect(page.getByRole('heading', { name: '0 spaces added, 1 updated' })).toBeVisible();
  await open(page, '/spaces?tag=exported');
  for (const name of ['=1+1', 'Zażółć 👍 008', 'Left alone']) {
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  }

  // The file is now older than the space that was updated.
  await goToCheck(page, name, bytes);
  await expect(page.getByText('1 changed since the export')).toBeVisible();
  await expect(page.getByText('now: Zażółć 👍 008')).toBeVisible();
});

for (const [kind, ending] of [['Excel (.xlsx)', 'xlsx'], ['OpenDocument (.ods)', 'ods']] as const) {
  test(`an exported ${ending} file is imported again without changes`, async ({ page }) => {
    await open(page, '/spaces');
    await addSpaces(page, ['=2+2', '00123', ' a  b ', 'Łódź 🇵🇱'].map((name) => `${name} ${ending}`), { tags: [ending] });
    await open(page, `/spaces?tag=${ending}`);
    const { name, bytes } = await exported(page, kind);
    expect(name).toBe(`spaces.${ending}`);
    await goToCheck(page, name, bytes);
    await expect(page.getByText('4 unchanged')).toBeVisible();
    await expect(page.getByText(/^now: /)).toHaveCount(0);
  });
}

test('an export contains only the outline of a private space, and nothing of a hidden one', async ({ page, stranger }) => {
  await open(page, '/spaces');
  const [closed] = await addSpaces(page, ['Closed to Ewa'], { visibility: 'private', tags: ['secret'] });
  const [hidden] = await addSpaces(page, ['Hidden from Ewa'], { visibility: 'hidden' });
  const user = await join(await stranger(), await invite(page, 'Ewa', 'ewa@example.com'));
  await ready(user);
  const { name, bytes } = await exported(user, 'Text (.csv)');
  const text = bytes.toString('utf8');
  const line = text.split('\r\n').find((line) => line.includes('Closed to Ewa'));
  expect(line).toMatch(new RegExp(`^${closed},,Closed to Ewa,,,,Private,[^,<>@]+,,,`));
  for (const secret of ['secret', 'Hidden from Ewa', hidden]) expect(text).not.toContain(secret);

  // Importing the file again skips the space that the user may not edit, and the row says why.
  await goToCheck(user, name, bytes);
  await expect(user.getByText('No errors')).toBeVisible();
  const row = user.getByRole('row').filter({ hasText: 'Closed to Ewa' });
  await expect(row).toContainText('You may not change this space');

  // The id of a hidden space is treated like an unknown id.
  const own = 'Space ID,Space version,Name\r\n';
  const unknown = '01890000-0000-7000-8000-000000000000';
  await goToCheck(user, name, Buffer.from(`${own}${hidden},1,Any\r\n${unknown},1,Any\r\n`), true);
  await expect(user.getByText('2 rows are wrong')).toBeVisible();
  await expect(user.getByText('No such space')).toHaveCount(2);
});

const FIELDS = [
  ['short_text', 'Code', '007'],
  ['long_text', 'Story', '"one\n\ntwo; three 👩‍👩‍👧"'],
  ['number', 'Hours', '-1234.500001'],
  ['money', 'Budget', '1234.56'],
  ['date', 'Deadline', '2028-02-29'],
  ['yes_no', 'Signed', 'yes'],
  ['one_choice', 'Risk', 'Średnie'],
  ['several_choices', 'Areas', '"Zażółć, Łódź"'],
  ['link', 'Site', 'https://example.org/=?a=1'],
  ['email', 'Contact', 'a@example.org'],
  ['phone', 'Telephone', '+48 600 100 200'],
  ['person', 'Lawyer', 'anna@example.com'],
] as const;

test('every type of field is imported again without changes, except for edited cells', async ({ page }) => {
  await open(page, '/spaces');
  for (const [kind, label] of FIELDS) {
    const choices = ['Małe', 'Średnie', 'Zażółć', 'Łódź'].map((label) => ({ id: randomUUID(), label }));
    const form = { label, kind, currency: 'PLN', required: false, help: '', section: '', default: null, choices, version: 0 };
    expect((await call(page, 'add_field', { form })).status()).toBe(200);
  }
  // The values are created by an import, whose columns are matched by the labels of the fields.
  const header = ['Name', 'Tags', ...FIELDS.map(([, label]) => label)].join(',');
  const row = ['=1+1 fields', 'fielded', ...FIELDS.map(([, , value]) => value)].join(',');
  await open(page, '/spaces/import');
  const first = { name: 'first.csv', mimeType: 'text/csv', buffer: Buffer.from(`${header}\r\n${row}\r\nEmpty,fielded\r\n`) };
  await page.getByLabel('Spreadsheet file').setInputFiles(first);
  await next(page);
  await next(page);
  await page.getByRole('button', { name: 'Import 2 spaces', exact: true }).click();
  await expect(page.getByRole('heading', { name: '2 spaces added' })).toBeVisible();

  for (const [place, kind] of ['Excel (.xlsx)', 'OpenDocument (.ods)', 'Text (.csv)'].entries()) {
    await open(page, '/spaces?tag=fielded');
    const { name, bytes } = await exported(page, kind);
    await goToCheck(page, name, bytes, place > 0);
    await expect(page.getByText('2 unchanged')).toBeVisible();
    await expect(page.getByText(/^now: /)).toHaveCount(0);
    if (!name.endsWith('.csv')) continue;
    const text = bytes.toString('utf8');
    for (const written of ["'=1+1 fields", '007', '2028-02-29', '👩‍👩‍👧', 'Zażółć, Łódź', '-1234.500001']) {
      expect(text).toContain(written);
    }
    await goToCheck(page, name, Buffer.from(text.replace('2028-02-29', '2028-02-28')), true);
    await expect(page.getByText('1 to update · 1 unchanged')).toBeVisible();
    await expect(page.getByText(/^now: /)).toHaveText(['now: 2028-02-29']);
  }
});

test('an export can be limited to selected rows or to the shown columns', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Tick one', 'Tick two', 'Tick three'], { tags: ['tickable'] });
  await open(page, '/spaces?tag=tickable&columns=owner');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const shownOnly = page.getByRole('menuitemcheckbox', { name: 'Shown columns only' });
  await shownOnly.click();
  await expect(shownOnly).toBeChecked();
  const whole = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Text (.csv)' }).click();
  const wholeText = await readFile(await (await whole).path(), 'utf8');
  expect(wholeText.split('\r\n')[0]).toBe('\ufeffSpace ID,Space version,Name,Owner');
  expect(wholeText.trim().split('\r\n')).toHaveLength(4);

  await page.getByRole('button', { name: 'List operations', exact: true }).click();
  for (const name of ['Tick one', 'Tick three']) {
    await page.getByRole('row').filter({ hasText: name }).getByRole('checkbox').check();
  }
  await page.getByRole('region', { name: 'List operations' }).getByRole('button', { name: 'Operations' }).click();
  await page.getByRole('menuitem', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByText('The file will hold 2 spaces.')).toBeVisible();
  await accessible(page);
  const ticked = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  const text = await readFile(await (await ticked).path(), 'utf8');
  await expect(dialog).toBeHidden();
  expect(text).toContain('Tick one');
  expect(text).toContain('Tick three');
  expect(text).not.toContain('Tick two');
  expect(text.split('\r\n')[0]).toContain('Description');
});

test('an export of all matching spaces contains more than one page', async ({ page }) => {
  test.slow();
  await open(page, '/spaces');
  const names = Array.from({ length: 60 }, (_, number) => `Matching ${String(number).padStart(2, '0')}`);
  await addSpaces(page, names, { tags: ['matching'] });
  await addSpaces(page, ['Not among them']);
  await open(page, '/spaces?tag=matching');
  await page.getByRole('button', { name: 'List operations', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await page.getByRole('button', { name: 'Select all 60 matching' }).click();
  await page.getByRole('region', { name: 'List operations' }).getByRole('button', { name: 'Operations' }).click();
  await page.getByRole('menuitem', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByText('The file will hold every space that matches.')).toBeVisible();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text.trim().split('\r\n')).toHaveLength(61);
  for (const name of names) expect(text).toContain(`,${name},`);
  expect(text).not.toContain('Not among them');
});

/** Sets who may export. */
async function letExport(page: Page, who: 'everybody' | 'administrators'): Promise<void> {
  const rules = await (await call(page, 'read_space_rules', {})).json();
  rules.rights.import_and_export = who;
  expect((await call(page, 'save_space_rules', { rules })).status()).toBe(200);
}

test('a person who may not export has no button and is refused the file', async ({ page, stranger }) => {
  await open(page, '/spaces');
  const user = await join(await stranger(), await invite(page, 'Iga', 'iga@example.com'));
  await ready(user);
  await expect(user.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
  await letExport(page, 'administrators');
  await open(user, '/spaces');
  await expect(user.getByRole('button', { name: 'Export', exact: true })).toHaveCount(0);
  expect((await user.request.get('/spaces/export?format=csv')).status()).toBe(403);
  await open(page, '/settings/audit-log');
  await expect(page.getByText(/Exported: spaces/).first()).toBeVisible();
});

test('who may export downloads the conversation of a space from its menu', async ({ page, stranger }) => {
  const reader = await join(await stranger(), await invite(page, 'Hanna Pobiera', 'hanna@example.com'));
  await open(page, '/spaces');
  await letExport(page, 'everybody');
  const [space] = await addSpaces(page, ['Talked about']);
  const topic = { kind: 'talk', title: 'Spring fair', text: 'Who goes?' };
  await call(page, 'add_topic', { space, topic, request: randomUUID() });
  const download = async (kind: string) => {
    await reader.getByRole('button', { name: 'More about this space' }).click();
    await expect(reader.getByRole('menuitem', { name: 'Delete' })).toHaveCount(0);
    const started = reader.waitForEvent('download');
    await reader.getByRole('menuitem', { name: `Export conversation (${kind})` }).click();
    const file = await started;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  };
  await open(reader, `/spaces/${space}`);
  const markdown = await download('Markdown');
  expect(markdown.name).toBe('conversation.md');
  expect(markdown.text).toContain('## Spring fair');
  await reader.getByRole('tab', { name: 'About' }).click();
  const json = await download('JSON');
  expect(json.name).toBe('conversation.json');
  expect(JSON.parse(json.text).posts[0].text).toBe('Who goes?');
});
