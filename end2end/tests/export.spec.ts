// The list as a file, and the file back again.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

import { addSpaces, call, invite, join } from '../support/people';
import { accessible, expect, open, ready, test } from '../support/test';

test.use({ file: import.meta.url });

const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();

/** Takes the list that is shown as a file of this kind. */
async function exported(page: Page, kind: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Brings a file to the check step. */
async function toCheck(page: Page, name: string, buffer: Buffer): Promise<void> {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await next(page);
  await expect(page.getByRole('combobox', { name: 'Space ID' })).toHaveValue('id');
  await expect(page.getByRole('combobox', { name: 'Space version' })).toHaveValue('version');
  await next(page);
  await expect(page.getByRole('button', { name: /^Import \d+ spaces?/ })).toBeVisible();
}

test('what is shown is exported, formulas are harmless, and a changed cell is the only difference', async ({ page }) => {
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

  await toCheck(page, name, bytes);
  await expect(page.getByText('3 unchanged')).toBeVisible();
  await toCheck(page, name, Buffer.from(text.replace('Zażółć 👍 007', 'Zażółć 👍 008')));
  await expect(page.getByText('1 to update · 2 unchanged')).toBeVisible();
  await expect(page.getByText('now: Zażółć 👍 007')).toHaveCount(1);
  await expect(page.getByText(/^now: /)).toHaveCount(1);
  await page.getByRole('button', { name: 'Import 1 space', exact: true }).click();
  await expect(page.getByRole('heading', { name: '0 spaces added, 1 updated' })).toBeVisible();
  await open(page, '/spaces?tag=exported');
  for (const name of ['=1+1', 'Zażółć 👍 008', 'Left alone']) {
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  }

  // The same file again is older than the space by now.
  await toCheck(page, name, bytes);
  await expect(page.getByText('1 changed since the export')).toBeVisible();
  await expect(page.getByText('now: Zażółć 👍 008')).toBeVisible();
});

for (const [kind, ending] of [['Excel (.xlsx)', 'xlsx'], ['OpenDocument (.ods)', 'ods']] as const) {
  test(`${ending} comes back unchanged`, async ({ page }) => {
    await open(page, '/spaces');
    await addSpaces(page, ['=2+2', '00123', ' a  b ', 'Łódź 🇵🇱'].map((name) => `${name} ${ending}`), { tags: [ending] });
    await open(page, `/spaces?tag=${ending}`);
    const { name, bytes } = await exported(page, kind);
    expect(name).toBe(`spaces.${ending}`);
    await toCheck(page, name, bytes);
    await expect(page.getByText('4 unchanged')).toBeVisible();
    await expect(page.getByText(/^now: /)).toHaveCount(0);
  });
}

test('a user gets of a private space its outline alone, and of a hidden one nothing', async ({ page, stranger }) => {
  await open(page, '/spaces');
  const [closed] = await addSpaces(page, ['Closed to Ewa'], { visibility: 'private', tags: ['secret'] });
  const [hidden] = await addSpaces(page, ['Hidden from Ewa'], { visibility: 'hidden' });
  const user = await join(await stranger(), await invite(page, 'Ewa', 'ewa@example.com'));
  await ready(user);
  const { name, bytes } = await exported(user, 'Text (.csv)');
  const text = bytes.toString('utf8');
  const line = text.split('\r\n').find((line) => line.includes('Closed to Ewa'));
  expect(line).toMatch(/^,,Closed to Ewa,,,,Private,[^,<>@]+,,,/);
  for (const secret of ['secret', 'Hidden from Ewa', closed, hidden]) expect(text).not.toContain(secret);

  // The id of a hidden space says as little as one that never was.
  const own = 'Space ID,Space version,Name\r\n';
  const unknown = '01890000-0000-7000-8000-000000000000';
  await toCheck(user, name, Buffer.from(`${own}${hidden},1,Any\r\n${unknown},1,Any\r\n`));
  await expect(user.getByText('2 rows are wrong')).toBeVisible();
  await expect(user.getByText('No such space')).toHaveCount(2);
});

test('who may not export has no button and gets no file', async ({ page, stranger }) => {
  await open(page, '/spaces');
  const user = await join(await stranger(), await invite(page, 'Iga', 'iga@example.com'));
  await ready(user);
  await expect(user.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
  const rules = await (await call(page, 'read_space_rules', {})).json();
  rules.rights.import_and_export = 'administrators';
  expect((await call(page, 'save_space_rules', { rules })).status()).toBe(200);
  await open(user, '/spaces');
  await expect(user.getByRole('button', { name: 'Export', exact: true })).toHaveCount(0);
  expect((await user.request.get('/spaces/export?format=csv')).status()).toBe(403);
  await open(page, '/settings/audit-log');
  await expect(page.getByText(/Exported: spaces/).first()).toBeVisible();
});
