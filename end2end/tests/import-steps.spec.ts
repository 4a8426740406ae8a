// The import's steps as they stand with a real file: accessible in both themes, and on a telephone in the window.
import type { Page } from '@playwright/test';
import { join } from 'node:path';

import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

/** Ten rows, of which two are wrong. */
const FILE = join(import.meta.dirname, '../fixtures/spaces.xlsx');
const step = (page: Page, title: string) => page.getByRole('heading', { level: 2, name: title });
const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();

async function toColumns(page: Page): Promise<void> {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles(FILE);
  await next(page);
  await expect(step(page, 'Say what each column is')).toBeVisible();
}

async function toCheck(page: Page): Promise<void> {
  await toColumns(page);
  await next(page);
  await expect(step(page, 'Check the rows')).toBeVisible();
  await expect(page.getByText('2 rows are wrong')).toBeVisible();
}

test('File, with what was found in it', async ({ page }) => {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles(FILE);
  await expect(page.getByText('spaces.xlsx · 10 rows · 6 columns')).toBeVisible();
  await presentable(page);
});

test('File, with one that cannot be read', async ({ page }) => {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles({
    name: 'a name without an end, as those of reports that were sent from one office to another and back.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('%PDF-1.7\n'),
  });
  await expect(page.getByRole('alert')).toContainText('a PDF document');
  await presentable(page);
});

test('Columns, with one that is missing', async ({ page }) => {
  await toColumns(page);
  await page.getByRole('combobox', { name: 'Nazwa' }).selectOption({ label: 'Leave out' });
  await next(page);
  await expect(page.getByRole('alert')).toContainText('No column is the name yet');
  await presentable(page);
});

test('Check, with wrong cells, one of them being mended', async ({ page }) => {
  await toCheck(page);
  await presentable(page);
  await page.getByRole('radio', { name: 'Only wrong rows' }).check();
  await page.getByRole('button', { name: 'Next error' }).click();
  await page.getByRole('button', { name: /Nazwa, row 10/ }).click();
  await expect(page.getByRole('textbox', { name: /Nazwa, row 10/ })).toBeVisible();
  await presentable(page);
});

test('Check, with a row left out', async ({ page }) => {
  await toCheck(page);
  await page.getByRole('button', { name: 'Leave out row 2', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Take in row 2', exact: true })).toBeVisible();
  await presentable(page);
});

test('Import, with the rows on their way', async ({ page }) => {
  await toCheck(page);
  // What is sent waits until the step was looked at.
  let release = () => {};
  const looked = new Promise<void>((done) => (release = done));
  await page.route('**/api/send_import_chunk', async (route) => {
    await looked;
    await route.continue();
  });
  await page.getByRole('button', { name: /^Import 8 spaces/ }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await presentable(page);
  release();
  await expect(step(page, '8 spaces added, 2 left out')).toBeVisible();
});

test('Result, with rows that were left out, and its undo', async ({ page }) => {
  await toCheck(page);
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
