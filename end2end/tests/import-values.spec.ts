// Numbers and dates of an import: how a column is read, what the person is asked, and what the check step shows.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { addSpaces, call } from '../support/people';
import { accessible, expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

const fixture = (name: string) => join(import.meta.dirname, '../fixtures', name);
const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();
const cell = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Adds a custom field by the server function, and returns its id. */
async function addField(page: Page, label: string, kind: string, more: object = {}): Promise<string> {
  const form = { label, kind, currency: kind === 'money' ? 'PLN' : '', required: false, help: '', section: '' };
  const answer = await call(page, 'add_field', { form: { ...form, default: null, choices: [], version: 0, ...more } });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

/** Opens the import with a fixture, goes to the columns step and maps this column to the field. */
async function goToColumns(page: Page, file: string, column: string, label: string): Promise<void> {
  await open(page, '/spaces/import');
  await page.getByLabel('Spreadsheet file').setInputFiles(fixture(file));
  await next(page);
  await page.getByRole('combobox', { name: column, exact: true }).selectOption({ label });
}

test('a column with both decimal marks asks for one, and both steps show the values that were read', async ({ page }) => {
  await open(page, '/spaces');
  await addField(page, 'Amount asked', 'money');
  await goToColumns(page, 'money.csv', 'Budżet', 'Amount asked');
  const mark = page.getByRole('combobox', { name: 'Decimal mark in ‘Budżet’' });
  await expect(mark).toHaveValue('point');
  await expect(page.getByText('This column holds cells of both kinds')).toBeVisible();
  await mark.selectOption('comma');
  await expect(page.getByText('1,234.56 is wrong')).toBeVisible();
  await accessible(page);
  await next(page);
  await expect(page.getByText(/Another decimal mark: this column has a comma/).first()).toBeVisible();
  await expect(page.getByText('read as -35.01 PLN').first()).toBeVisible();
  await expect(page.getByText('Another currency: this field is in PLN')).toBeVisible();
  await expect(page.getByText('Not of the right form')).toHaveCount(0);
  await accessible(page);
});

for (const width of [1440, 390]) {
  test(`the action of a wrong row is reachable at a width of ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, '/spaces');
    await addField(page, `Reached at ${width}`, 'money');
    await goToColumns(page, 'money.csv', 'Budżet', `Reached at ${width}`);
    await next(page);
    const leaveOut = page.getByRole('button', { name: /^Leave out row \d+$/ }).first();
    await leaveOut.scrollIntoViewIfNeeded();
    const cut = await leaveOut.evaluate((button) => {
      const inside = button.getBoundingClientRect();
      const region = button.closest('.import-scroll')!.getBoundingClientRect();
      return inside.right > region.right + 1 || inside.left < region.left - 1 || button.scrollWidth > button.clientWidth;
    });
    expect(cut).toBe(false);
    if (width === 1440) await expect(leaveOut).toBeInViewport({ ratio: 1 });
  });
}

test('dates of a column are read in one order, and numbers in it as the person chooses', async ({ page }) => {
  await open(page, '/spaces');
  await addField(page, 'Day of start', 'date');
  await goToColumns(page, 'dates.csv', 'Start', 'Day of start');
  await expect(page.getByRole('combobox', { name: 'Order of dates in ‘Start’' })).toHaveValue('day-first');
  await expect(page.getByText('A time behind 4 dates is dropped.')).toBeVisible();
  await expect(page.getByText('Years of two digits: 50 to 99')).toBeVisible();
  await next(page);
  await expect(page.getByText('6 rows are wrong')).toBeVisible();
  await expect(page.getByText('There is no such day: that month has 28 days')).toHaveCount(2);
  await expect(page.getByText('A date is needed, such as 2026-11-23 or 23.11.2026').first()).toBeVisible();
  await expect(page.getByText('read as 2026-08-03').first()).toBeVisible();
  const numbers = page.getByRole('combobox', { name: 'Numbers in ‘Start’ without separators' });
  await numbers.selectOption({ label: 'Serial dates: days since 1900' });
  await expect(page.getByText('5 rows are wrong')).toBeVisible();
  await expect(page.getByText('read as 2024-10-16')).toBeVisible();
});

test('a name typed in the check step is looked up among existing spaces', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Known by name']);
  await open(page, '/spaces/import');
  const buffer = Buffer.from('Name\nUnknown by name\n');
  await page.getByLabel('Spreadsheet file').setInputFiles({ name: 'names.csv', mimeType: 'text/csv', buffer });
  await next(page);
  await next(page);
  await expect(page.getByText('1 to add')).toBeVisible();
  await cell(page, 'Unknown by name').click();
  await page.getByRole('textbox', { name: 'Name, row 2' }).fill('known BY name');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 to skip')).toBeVisible();
});

test('a filter by a deleted choice says so and can be removed', async ({ page }) => {
  await open(page, '/spaces');
  const [kept, gone] = [randomUUID(), randomUUID()];
  const choices = [{ id: kept, label: 'North, cold' }];
  const field = await addField(page, 'Region of filters', 'one_choice', { choices });
  await open(page, `/spaces?field.${field}=choice:${gone}`);
  const note = page.getByText('names a field or a choice that is gone');
  await expect(note).toBeVisible();
  await expect(page.getByText('Region of filters: a choice that is gone')).toBeVisible();
  await page.getByRole('button', { name: 'Remove the filter', exact: true }).click();
  await expect(note).toBeHidden();
  await expect(page).toHaveURL(/\/spaces$/);
});
