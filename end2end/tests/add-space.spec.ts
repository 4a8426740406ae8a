// Adding a space on its own page and by quick add, which share one form.
import type { Page } from '@playwright/test';

import { call } from '../support/people';
import { accessible, expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

const name = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true });
const add = (page: Page) => page.getByRole('button', { name: 'Add', exact: true });
const heading = (page: Page, text: string) => page.getByRole('heading', { level: 1, name: text });

async function addTag(page: Page, tag: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Tags' }).fill(tag);
  await page.keyboard.press('Enter');
}

test('a space is added on its own page', async ({ page }) => {
  await open(page, '/spaces');
  await page.getByRole('button', { name: 'Add space' }).or(page.getByRole('link', { name: 'Add space' })).click();
  await expect(page).toHaveURL(/\/spaces\/new$/);
  await expect(name(page)).toBeFocused();
  await name(page).fill('Wdrożenie u klienta z Łodzi');
  await page.getByRole('radio', { name: 'Private' }).check();
  await expect(page.getByRole('combobox', { name: 'People with access' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Description' }).fill('What was agreed, and what comes next.');
  await addTag(page, 'wdrożenie');
  await add(page).click();

  await expect(page).toHaveURL(/\/spaces\/[0-9a-f-]{36}$/);
  await expect(heading(page, 'Wdrożenie u klienta z Łodzi')).toBeVisible();
  await page.getByRole('tab', { name: 'About' }).click();
  await expect(page.getByText('What was agreed, and what comes next.')).toBeVisible();

  await page.getByRole('link', { name: 'Spaces', exact: true }).first().click();
  await expect(page.getByRole('link', { name: 'Wdrożenie u klienta z Łodzi' })).toBeVisible();
});

test('search finds a space without its diacritics', async ({ page }) => {
  await open(page, '/spaces/new');
  await name(page).fill('Żółta łódź');
  await add(page).click();
  await expect(heading(page, 'Żółta łódź')).toBeVisible();

  await open(page, '/spaces?q=lodz');
  await expect(page.getByRole('link', { name: 'Żółta łódź' })).toBeVisible();
  await open(page, '/spaces?q=lodzi%20nothing');
  await expect(page.getByRole('link', { name: 'Żółta łódź' })).toHaveCount(0);
});

test('a group is suggested without its diacritics, Polish or not', async ({ page }) => {
  await open(page, '/spaces/new');
  for (const name of ['Příprava', 'Żółte']) expect((await call(page, 'add_group', { name, hue: 'teal' })).ok()).toBe(true);
  const groups = page.getByRole('combobox', { name: 'Groups' });
  await groups.fill('prip');
  await expect(page.getByRole('option', { name: 'Příprava' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'Żółte' })).toHaveCount(0);
  await groups.fill('zolte');
  await expect(page.getByRole('option', { name: 'Żółte' })).toBeVisible();
});

test('a space is added by quick add', async ({ page }) => {
  await open(page, '/settings/profile');
  await page.getByRole('button', { name: 'Quick add' }).click();
  await page.getByRole('menuitem', { name: 'Space', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Ideas for new services');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(page, 'Ideas for new services')).toBeVisible();
});

/** Opens the quick-add form of a space on the profile page, and returns its dialog. */
async function quickAdd(page: Page) {
  await open(page, '/settings/profile');
  await page.getByRole('button', { name: 'Quick add' }).click();
  await page.getByRole('menuitem', { name: 'Space', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  return dialog;
}

test('quick add hides optional fields behind a button, and remembers whether they were shown', async ({ page }) => {
  const dialog = await quickAdd(page);
  const more = dialog.getByRole('button', { name: 'More fields' });
  const description = dialog.getByRole('textbox', { name: 'Description' });
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  await expect(description).toBeHidden();
  await expect(dialog.getByRole('combobox', { name: 'Tags' })).toBeHidden();
  await expect(dialog.getByRole('combobox', { name: 'Groups' })).toBeVisible();
  await dialog.getByRole('radio', { name: 'Private' }).check();
  await expect(dialog.getByRole('combobox', { name: 'People with access' })).toBeVisible();

  await more.focus();
  await page.keyboard.press('Enter');
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Tab');
  await expect(description).toBeFocused();
  await accessible(page);

  await quickAdd(page);
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await expect(description).toBeVisible();
  await more.click();
  await expect(description).toBeHidden();
  await quickAdd(page);
  await expect(description).toBeHidden();
});

test('quick add shows an optional field that is required, wrong, or filled from a draft', async ({ page }) => {
  await open(page, '/settings/fields/spaces');
  const field = (label: string, kind: string, required: boolean) => {
    const form = { label, kind, currency: '', required, help: '', section: 'Contract', default: null, choices: [], version: 0 };
    return call(page, 'add_field', { form });
  };
  const [requiredField, optionalField] = [await field('Signed on', 'date', true), await field('Length', 'number', false)];
  expect([requiredField.status(), optionalField.status()]).toEqual([200, 200]);
  try {
    const dialog = await quickAdd(page);
    const more = dialog.getByRole('button', { name: 'More fields' });
    const length = dialog.getByRole('textbox', { name: 'Length' });
    await expect(dialog.getByLabel('Signed on')).toBeVisible();
    await expect(length).toBeHidden();
    await expect(dialog.getByRole('group', { name: 'Contract' })).toHaveCount(1);
    await more.click();
    await length.fill('long');
    await more.click();
    await expect(length, 'a field with a value remains visible').toBeVisible();
    await expect(dialog.getByRole('textbox', { name: 'Description' })).toBeHidden();
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('With a contract');
    await dialog.getByLabel('Signed on').fill('2026-02-03');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(length).toHaveAttribute('aria-invalid', 'true');
    await expect(length).toBeFocused();

    await quickAdd(page);
    await expect(length, 'the draft is restored').toHaveValue('long');
    await expect(length).toBeVisible();
    await length.fill('12');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(heading(page, 'With a contract')).toBeVisible();
  } finally {
    // Removes the fields, so that they do not affect other tests.
    for (const answer of [requiredField, optionalField]) await call(page, 'delete_field', { id: await answer.json(), accepted: 9 });
  }
});

test('quick add works by keyboard alone', async ({ page }) => {
  await open(page, '/spaces');
  await expect(page.getByRole('heading', { level: 1, name: 'Spaces' })).toBeVisible();
  await page.keyboard.press('c');
  await page.getByRole('menuitem', { name: 'Space', exact: true }).press('Enter');
  await expect(name(page)).toBeFocused();
  await page.keyboard.type('Without a mouse');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Without a mouse')).toBeVisible();
});

test('"Add and create another" keeps visibility and tags', async ({ page }) => {
  await open(page, '/spaces/new');
  await name(page).fill('First of two');
  await addTag(page, 'pair');
  await page.getByRole('radio', { name: 'Hidden' }).check();
  await page.getByRole('button', { name: 'Add and create another' }).click();

  await expect(page.getByRole('status').filter({ hasText: 'First of two' })).toBeVisible();
  await expect(name(page)).toHaveValue('');
  await expect(name(page)).toBeFocused();
  await expect(page.getByRole('radio', { name: 'Hidden' })).toBeChecked();
  await expect(page.getByText('pair', { exact: true })).toBeVisible();

  await name(page).fill('Second of two');
  await add(page).click();
  await expect(heading(page, 'Second of two')).toBeVisible();

  await open(page, '/spaces?tag=pair');
  await expect(page.getByRole('link', { name: 'First of two' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Second of two' })).toBeVisible();
});

test('a space without a name is not added', async ({ page }) => {
  await open(page, '/spaces/new');
  await name(page).fill('   ');
  await add(page).click();
  await expect(name(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(name(page)).toBeFocused();
  await expect(page).toHaveURL(/\/spaces\/new$/);
});

test('an added space can be edited', async ({ page }) => {
  await open(page, '/spaces/new');
  await name(page).fill('Before');
  await add(page).click();
  await expect(heading(page, 'Before')).toBeVisible();
  await page.getByRole('link', { name: 'Edit' }).or(page.getByRole('button', { name: 'Edit' })).click();
  await expect(name(page)).toHaveValue('Before');
  await name(page).fill('After');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(heading(page, 'After')).toBeVisible();
});
