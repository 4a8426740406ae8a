// The steps of the import with a real file: accessible in both themes, and within the window on a phone.
import type { Page } from '@playwright/test';
import { join } from 'node:path';

import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

/** A file with ten rows, two of them wrong. */
const FILE = join(import.meta.dirname, '../fixtures/spaces.xlsx');
const step = (page: Page, title: string) => page.getByRole('heading', { level: 2, name: title });
const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();

async function goToColumns(page: Page): Promise<void> {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles(FILE);
  await next(page);
  await expect(step(page, 'Say what each column is')).toBeVisible();
}

async function goToCheck(page: Page): Promise<void> {
  await goToColumns(page);
  await next(page);
  await expect(step(page, 'Check the rows')).toBeVisible();
  await expect(page.getByText('2 rows are wrong')).toBeVisible();
}

test('File step with a valid file', async ({ page }) => {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles(FILE);
  await expect(page.getByText('spaces.xlsx · 10 rows · 6 columns')).toBeVisible();
  await presentable(page);
});

test('File step with a file that cannot be read', async ({ page }) => {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles({
    name: 'a name without an end, as those of reports that were sent from one office to another and back.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('%PDF-1.7\n'),
  });
  await expect(page.getByRole('alert')).toContainText('a PDF document');
  await presentable(page);
});

test('Columns step with a missing column', async ({ page }) => {
  await goToColumns(page);
  await page.getByRole('combobox', { name: 'Nazwa' }).selectOption({ label: 'Leave out' });
  await next(page);
  await expect(page.getByRole('alert')).toContainText('No column is the name yet');
  await presentable(page);
});

test('Check step with wrong cells, one of them being edited', async ({ page }) => {
  await goToCheck(page);
  await presentable(page);
  await page.getByRole('radio', { name: 'Only wrong rows' }).check();
  await page.getByRole('button', { name: 'Next error' }).click();
  await page.getByRole('button', { name: /Nazwa, row 10/ }).click();
  await expect(page.getByRole('textbox', { name: /Nazwa, row 10/ })).toBeVisible();
  await presentable(page);
});

test('Check step with a row left out', async ({ page }) => {
  await goToCheck(page);
  await page.getByRole('button', { name: 'Leave out row 2', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Take in row 2', exact: true })).toBeVisible();
  await presentable(page);
});

test('Import step while rows are being sent', async ({ page }) => {
  await goToCheck(page);
  // Requests are held back until the step has been checked.
  let release = () => {};
  const checked = new Promise<void>((done) => (release = done));
  await page.route('**/api/send_import_chunk', async (route) => {
    await checked;
    await route.continue();
  });
  await page.getByRole('button', { name: /^Import 8 spaces/ }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await presentable(page);
  release();
  await expect(step(page, '8 spaces added, 2 left out')).toBeVisible();
});

test('Result step with rows left out, and the dialog that undoes the import', async ({ page }) => {
  await goToCheck(page);
  await page.getByRole('combobox', { name: 'Names that exist already' }).selectOption({ label: 'Create anyway' });
  await page.getByRole('button', { name: /^Import 8 spaces/ }).click();
  await expect(step(page, '8 spaces added, 2 left out')).toBeVisible();
  await presentable(page);
  await page.getByRole('button', { name: 'Undo import' }).click();
  await expect(page.getByRole('dialog', { name: 'Undo import' })).toContainText('8 spaces go');
  await presentable(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.goto('/settings/import');
  await expect(page.getByRole('row').filter({ hasText: 'spaces.xlsx' }).first()).toBeVisible();
  await presentable(page);
});
