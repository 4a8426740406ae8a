// Notes of the file step on unusual files, and what the check step shows of their cells.
import type { Page } from '@playwright/test';
import { join } from 'node:path';

import { workbook } from '../support/archive';
import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

const reported = (name: string) => join(import.meta.dirname, '../fixtures/reported', name);
const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();
const plainQuotes = (page: Page) => page.getByRole('checkbox', { name: 'Read quotation marks as ordinary characters' });

type Picked = string | { name: string; mimeType: string; buffer: Buffer };

async function read(page: Page, file: Picked): Promise<void> {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles(file);
}

const text = (name: string, buffer: Buffer): Picked => ({ name, mimeType: 'text/csv', buffer });

test('an unclosed quotation mark is reported, and can be read as an ordinary character', async ({ page }) => {
  await read(page, reported('open-quote.csv'));
  const warning = page.getByText('A quotation mark in row 3 is never closed');
  await expect(warning).toBeVisible();
  await expect(page.getByText('open-quote.csv · 2 rows · 3 columns')).toBeVisible();
  await presentable(page);
  await plainQuotes(page).click();
  await expect(page.getByText('open-quote.csv · 5 rows · 3 columns')).toBeVisible();
  await expect(page.getByRole('cell', { name: '"niedomknięty opis' })).toBeVisible();
  await expect(warning).toBeHidden();
  // The option can be switched off again.
  await plainQuotes(page).click();
  await expect(warning).toBeVisible();
});

test('a formula without a value is a wrong cell that says what to do', async ({ page }) => {
  await read(page, reported('formula-without-value.xlsx'));
  await expect(page.getByText('formula-without-value.xlsx · 3 rows · 3 columns')).toBeVisible();
  await next(page);
  await next(page);
  await expect(page.getByText('2 rows are wrong')).toBeVisible();
  const reason = 'A formula without a value: open the file in a spreadsheet program and save it';
  await expect(page.getByText(reason).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /="Wzór "&2/ })).toBeVisible();
});

for (const [name, found] of [
  ['html.xls', '2 rows · 2 columns'],
  ['xml-2003.xls', '1 row · 1 column'],
  ['utf-16-parts.xlsx', '1 row · 1 column'],
  ['trimmed-rows.csv', '5 rows · 4 columns'],
] as const) {
  test(`${name} is read`, async ({ page }) => {
    await read(page, reported(name));
    await expect(page.getByText(`${name} · ${found}`)).toBeVisible();
    await next(page);
    await expect(page.getByRole('combobox', { name: 'Nazwa' })).toHaveValue('name');
  });
}

test('the first visible sheet is read, and hidden ones are marked', async ({ page }) => {
  await read(page, reported('hidden-sheet.ods'));
  const sheets = page.getByRole('combobox', { name: 'Sheet' });
  await expect(sheets).toHaveValue('1');
  await expect(sheets.getByRole('option', { name: 'Słownik (ukryty) (hidden)' })).toBeAttached();
  await expect(page.getByRole('cell', { name: 'Z widocznego' })).toBeVisible();
});

test('hidden rows are read and reported', async ({ page }) => {
  const row = (number: number, hidden: string) =>
    `<row r="${number}"${hidden}><c t="inlineStr"><is><t>Row ${number}</t></is></c></row>`;
  const cells = [row(1, ''), row(2, ' hidden="1"'), row(3, ''), row(4, ' hidden="1"')].join('');
  const buffer = workbook({ content: `<worksheet><sheetData>${cells}</sheetData></worksheet>` });
  await read(page, { name: 'hidden.xlsx', mimeType: 'application/octet-stream', buffer });
  await expect(page.getByText('2 hidden rows: they are read too.')).toBeVisible();
  await expect(page.getByText('hidden.xlsx · 3 rows · 1 column')).toBeVisible();
});

test('Western European letters are recognised, or the encoding is asked for', async ({ page }) => {
  const encoding = page.getByRole('combobox', { name: 'Encoding' });
  const doubt = page.getByText('Some letters can be read in two ways');
  await read(page, text('danish.csv', Buffer.from('Navn;Tekst\nRødgrød;med fløde\nÅrhus;blåbær\n', 'latin1')));
  await expect(encoding).toHaveValue('Windows-1252');
  await expect(page.getByRole('cell', { name: 'Rødgrød' })).toBeVisible();
  await expect(doubt).toBeHidden();
  // 'Koń' in Windows-1250 is 'Koñ' in Windows-1252.
  const horse = text('horse.csv', Buffer.from('Nazwa;Opis\nKo\u00f1;x\n', 'latin1'));
  await page.getByLabel('Spreadsheet file').setInputFiles(horse);
  await expect(doubt).toBeVisible();
  await encoding.selectOption('Windows-1250');
  await expect(page.getByRole('cell', { name: 'Koń' })).toBeVisible();
});

test('a wrong cell shows its invisible characters', async ({ page }) => {
  await read(page, text('owner.csv', Buffer.from('Nazwa;Opiekun\nA\u00a0b;kto\u200b@example.test\u00a0\n')));
  await next(page);
  await next(page);
  await expect(page.getByText('There is no ‘kto@example.test’ in the account').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'kto[U+200B]@example.test[U+00A0]' })).toBeVisible();
});
