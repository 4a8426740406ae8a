// Custom fields of spaces: added by an administrator, filled in by everyone, shown to and found by people with access.
import type { Locator, Page } from '@playwright/test';

import { call, invite, join } from '../support/people';
import { ADMINISTRATOR } from '../support/server';
import { accessible, expect, fits, open, test } from '../support/test';

test.use({ file: import.meta.url });

const ADDRESS = '/settings/fields/spaces';
const list = (page: Page) => page.getByRole('list', { name: 'Custom fields of spaces' });
const name = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true });
const heading = (page: Page, text: string) => page.getByRole('heading', { level: 1, name: text });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Custom field' });

/** Opens the dialog of a new field and sets its label and type. */
async function openNewField(page: Page, label: string, type: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Add field' }).click();
  const form = dialog(page);
  await form.getByRole('textbox', { name: 'Label' }).fill(label);
  await form.getByRole('combobox', { name: 'Type' }).selectOption({ label: type });
  return form;
}

async function addField(page: Page, label: string, type: string, choices: string[] = []): Promise<void> {
  await open(page, ADDRESS);
  const form = await openNewField(page, label, type);
  for (const [place, choice] of choices.entries()) {
    await form.getByRole('textbox', { name: `Choice ${place + 1}`, exact: true }).fill(choice);
    if (place + 1 < choices.length) await form.getByRole('button', { name: 'Add choice' }).click();
  }
  await save(page);
  await expect(list(page)).toContainText(label);
}

async function save(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog(page)).toBeHidden();
}

async function chooseAction(page: Page, label: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${label}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Adds a space by the form; `fill` fills in its custom fields. */
async function addSpace(page: Page, title: string, fill: (page: Page) => Promise<void>): Promise<void> {
  await open(page, '/spaces/new');
  await name(page).fill(title);
  await fill(page);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(page, title)).toBeVisible();
}

/** Opens the import with these rows and goes to the columns step. */
async function goToColumns(page: Page, csv: string): Promise<void> {
  await open(page, '/spaces/import');
  const file = { name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await page.getByLabel('Spreadsheet file').setInputFiles(file);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

test('fields of each type appear with their labels on the form, and their values on the page', async ({ page }) => {
  await addField(page, 'Code name', 'Short text');
  await addField(page, 'Budget', 'Money');
  await addField(page, 'Due', 'Date');
  await addField(page, 'Stage', 'One choice', ['Idea', 'Running', 'Done']);
  await addField(page, 'Sure', 'Yes or no');
  await accessible(page);

  await addSpace(page, 'With fields', async () => {
    await page.getByRole('textbox', { name: 'Code name' }).fill('Żubr');
    await page.getByRole('textbox', { name: 'Budget' }).fill('1 234,50');
    await page.getByLabel('Due').fill('2024-02-29');
    await page.getByRole('combobox', { name: 'Stage' }).selectOption({ label: 'Running' });
    await page.getByRole('combobox', { name: 'Sure' }).selectOption({ label: 'Yes' });
  });
  await page.getByRole('tab', { name: 'About' }).click();
  const about = page.getByRole('region', { name: 'About' });
  await expect(about).toContainText('Żubr');
  await expect(about).toContainText('1,234.50\u00a0PLN');
  await expect(about).toContainText('29\u00a0Feb\u00a02024');
  await expect(about).toContainText('Running');
  await expect(about).toContainText('Yes');

  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('textbox', { name: 'Budget' })).toHaveValue('1234.5');
  await page.getByRole('textbox', { name: 'Code name' }).fill('');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(heading(page, 'With fields')).toBeVisible();
  await page.getByRole('tab', { name: 'About' }).click();
  await expect(about).not.toContainText('Żubr');
  await expect(page.getByText('Changed: Code name')).toBeVisible();
});

test('long texts, choices, addresses and people can be entered; default, help text and section are shown', async ({
  page,
}) => {
  await open(page, ADDRESS);
  const form = await openNewField(page, 'Story', 'Long text');
  await form.getByRole('textbox', { name: 'Help text' }).fill('Why it began.');
  await form.getByRole('textbox', { name: 'Section' }).fill('Background');
  await form.getByRole('textbox', { name: 'Default' }).fill('Once upon a time');
  await save(page);
  await addField(page, 'Areas', 'Several choices', ['Zażółć', 'Łódź', 'Gdańsk']);
  await addField(page, 'Site', 'Link');
  await addField(page, 'Contact', 'E-mail');
  await addField(page, 'Telephone', 'Phone');
  await addField(page, 'Lawyer', 'Person');

  await addSpace(page, 'All entered', async () => {
    const story = page.getByRole('group', { name: 'Background' }).getByRole('textbox', { name: 'Story' });
    await expect(story).toHaveValue('Once upon a time');
    await expect(story).toHaveAccessibleDescription(/Why it began\./);
    await story.fill('One\n\nTwo');
    const areas = page.getByRole('combobox', { name: 'Areas' });
    for (const [typed, choice] of [
      ['lod', 'Łódź'],
      ['zaz', 'Zażółć'],
    ] as const) {
      await areas.fill(typed);
      await page.getByRole('option', { name: choice }).click();
    }
    await page.getByRole('textbox', { name: 'Site' }).fill('not an address');
    await page.getByRole('textbox', { name: 'Contact' }).fill('biuro@firma.example');
    await page.getByRole('textbox', { name: 'Telephone' }).fill('+48 600 100 200');
    await page.getByRole('combobox', { name: 'Lawyer' }).fill('Anna');
    await page.getByRole('option', { name: ADMINISTRATOR.name }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Site' })).toHaveAttribute('aria-invalid', 'true');
    await page.getByRole('textbox', { name: 'Site' }).fill('https://example.org/a?b=1');
  });
  await page.getByRole('tab', { name: 'About' }).click();
  const about = page.getByRole('region', { name: 'About' });
  await expect(about).toContainText('Background');
  await expect(about).toContainText(/One\s+Two/);
  await expect(about).toContainText('Zażółć');
  await expect(about).toContainText('Łódź');
  await expect(about.getByRole('link', { name: /example\.org/ })).toHaveAttribute('href', 'https://example.org/a?b=1');
  await expect(about.getByRole('link', { name: 'biuro@firma.example' })).toHaveAttribute(
    'href',
    'mailto:biuro@firma.example',
  );
  await expect(about.getByRole('link', { name: '+48 600 100 200' })).toHaveAttribute('href', /^tel:\+48/);
  await expect(about).toContainText(ADMINISTRATOR.name);
  await accessible(page);

  // An import fills a missing value with the default, as the form does.
  await goToColumns(page, 'Name\nBy default\n');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('button', { name: 'Import 1 space', exact: true }).click();
  await page.getByRole('link', { name: 'Show the 1 space added' }).click();
  await page.getByRole('link', { name: 'By default' }).click();
  await page.getByRole('tab', { name: 'About' }).click();
  await expect(page.getByRole('region', { name: 'About' })).toContainText('Once upon a time');
});

test('choices survive a change of the type and can be edited later', async ({ page }) => {
  await open(page, ADDRESS);
  const form = await openNewField(page, 'District', 'One choice');
  const choice = (place: number) => form.getByRole('textbox', { name: `Choice ${place}`, exact: true });
  await choice(1).fill('North');
  await form.getByRole('button', { name: 'Add choice' }).click();
  await choice(2).fill('South');
  for (const type of ['Several choices', 'Number', 'One choice']) {
    await form.getByRole('combobox', { name: 'Type' }).selectOption({ label: type });
  }
  await expect(choice(1)).toHaveValue('North');
  await expect(choice(2)).toHaveValue('South');
  await save(page);
  await expect(list(page)).toContainText('District');

  await chooseAction(page, 'District', 'Edit');
  await expect(choice(1)).toHaveValue('North');
  await choice(2).fill('South-east');
  await save(page);
  await chooseAction(page, 'District', 'Edit');
  await expect(choice(2)).toHaveValue('South-east');
});

test('a new field survives closing the dialog by Escape, and is discarded by Cancel', async ({ page }) => {
  await open(page, ADDRESS);
  const form = await openNewField(page, 'Closed by mistake', 'Number');
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();
  await page.getByRole('button', { name: 'Add field' }).click();
  await expect(form.getByRole('textbox', { name: 'Label' })).toHaveValue('Closed by mistake');
  await expect(form.getByRole('combobox', { name: 'Type' })).toHaveValue('number');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Add field' }).click();
  await expect(form.getByRole('textbox', { name: 'Label' })).toHaveValue('');
});

/** Returns the field as the server has stored it. */
async function storedField(page: Page, label: string): Promise<{ id: string } & Record<string, unknown>> {
  const fields = await (await call(page, 'list_all_fields', {})).json();
  return fields.find((field: { label: string }) => field.label === label);
}

test('when two administrators change a field at the same time, both changes are shown', async ({ page, quiet }) => {
  quiet.allow(/status of 409/);
  await addField(page, 'Twice changed', 'Short text');
  const change = async (more: object) => {
    const { id, archived, ...form } = await storedField(page, 'Twice changed');
    expect(archived).toBe(false);
    expect((await call(page, 'save_field', { id, form: { ...form, ...more }, accepted: 0 })).status()).toBe(200);
  };
  const conflict = dialog(page).getByRole('alert', { name: 'Somebody changed this field meanwhile' });
  const lose = async (help: string, section: string) => {
    await chooseAction(page, 'Twice changed', 'Edit');
    await dialog(page).getByRole('textbox', { name: 'Section' }).fill(section);
    await change({ help });
    await dialog(page).getByRole('button', { name: 'Save', exact: true }).click();
    await expect(conflict.getByRole('row', { name: 'Help text' })).toContainText(help);
    await expect(conflict.getByRole('row', { name: 'Section' })).toContainText(section);
  };
  await lose('Their help', 'My section');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await expect(dialog(page)).toBeHidden();
  expect(await storedField(page, 'Twice changed')).toMatchObject({ help: 'Their help', section: 'My section' });

  await lose('Their second help', 'My second section');
  await conflict.getByRole('button', { name: 'Take theirs' }).click();
  await expect(conflict).toBeHidden();
  await expect(dialog(page).getByRole('textbox', { name: 'Section' })).toHaveValue('My section');
  await expect(dialog(page).getByRole('textbox', { name: 'Help text' })).toHaveValue('Their second help');
  await save(page);
});

test('deleting a field while a form is open loses no other input', async ({ page, quiet }) => {
  quiet.allow(/status of (409|422)/);
  await addField(page, 'Passing', 'Short text');
  await addField(page, 'Staying', 'Short text');
  await open(page, '/spaces/new');
  await name(page).fill('Outlives a field');
  await page.getByRole('textbox', { name: 'Passing' }).fill('lost words');
  await page.getByRole('textbox', { name: 'Staying' }).fill('kept words');
  const { id } = await storedField(page, 'Passing');
  expect((await call(page, 'delete_field', { id, accepted: 0 })).status()).toBe(200);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const note = page.getByRole('alert').filter({ hasText: 'The custom fields were changed' });
  await expect(note).toContainText('Passing is no longer asked for. You had there: lost words');
  await expect(page.getByRole('textbox', { name: 'Passing' })).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Staying' })).toHaveValue('kept words');
  await expect(name(page)).toHaveValue('Outlives a field');

  // A field that has become required meanwhile is marked and focused.
  const { id: staying, archived, ...form } = await storedField(page, 'Staying');
  expect(archived).toBe(false);
  await page.getByRole('textbox', { name: 'Staying' }).fill('');
  const required = { id: staying, form: { ...form, required: true }, accepted: 0 };
  expect((await call(page, 'save_field', required)).status()).toBe(200);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Staying' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Staying' }).fill('kept words');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(page, 'Outlives a field')).toBeVisible();
  await page.getByRole('tab', { name: 'About' }).click();
  await expect(page.getByRole('region', { name: 'About' })).toContainText('kept words');
  await call(page, 'delete_field', { id: staying, accepted: 9 });
});

test('missing and wrong values are reported at their fields', async ({ page }) => {
  await open(page, ADDRESS);
  const form = await openNewField(page, 'Contract number', 'Number');
  await form.getByRole('checkbox', { name: 'Required' }).check();
  await save(page);

  await open(page, '/spaces/new');
  const field = page.getByRole('textbox', { name: 'Contract number' });
  await name(page).fill('Without a number');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toBeFocused();
  await expect(page.getByText('Fill this in.')).toBeVisible();
  await field.fill('twelve');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('12');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(heading(page, 'Without a number')).toBeVisible();

  // Removes the field, so that it does not affect other tests.
  await open(page, ADDRESS);
  await chooseAction(page, 'Contract number', 'Delete');
  const question = page.getByRole('dialog', { name: 'Delete the field Contract number?' });
  await expect(question).toContainText('1 space holds a value in it.');
  await question.getByRole('button', { name: 'Delete field' }).click();
  await expect(page.getByRole('button', { name: 'Actions for Contract number' })).toHaveCount(0);
});

test('fields are ordered by keyboard and by drag', async ({ page }) => {
  for (const label of ['Alpha', 'Beta', 'Gamma']) await addField(page, label, 'Short text');
  const order = async () => {
    const rows = await list(page).getByRole('listitem').allInnerTexts();
    return rows.map((row) => row.split('\n')[0]?.trim()).filter((label) => /^(Alpha|Beta|Gamma)$/.test(label ?? ''));
  };
  expect(await order()).toEqual(['Alpha', 'Beta', 'Gamma']);
  await page.getByRole('button', { name: 'Move Gamma up' }).press('Enter');
  await expect.poll(order).toEqual(['Alpha', 'Gamma', 'Beta']);
  await expect(page.getByRole('button', { name: 'Move Gamma up' })).toBeFocused();

  const row = (label: string) => list(page).getByRole('listitem').filter({ hasText: label });
  await row('Beta').dragTo(row('Alpha'));
  await expect.poll(order).toEqual(['Beta', 'Alpha', 'Gamma']);
});

test('changing a type shows in advance which values will be lost', async ({ page }) => {
  await addField(page, 'Effort', 'Short text');
  for (const [title, effort] of [
    ['Effort one', '12.5'],
    ['Effort two', 'a lot'],
  ] as const) {
    await addSpace(page, title, () => page.getByRole('textbox', { name: 'Effort' }).fill(effort));
  }
  await open(page, ADDRESS);
  await chooseAction(page, 'Effort', 'Edit');
  await dialog(page).getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Number' });
  await expect(dialog(page)).toContainText('the others will be lost');
  await dialog(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog(page)).toContainText('1 value is kept or converted.');
  await expect(dialog(page)).toContainText('1 value is lost.');
  await expect(dialog(page)).toContainText('a lot');
  await dialog(page).getByRole('button', { name: 'Change and lose values' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(list(page).getByRole('listitem').filter({ hasText: 'Effort' })).toContainText('Number');
});

test('changing a currency says in advance that amounts are not converted', async ({ page }) => {
  await addField(page, 'Fee', 'Money');
  await addSpace(page, 'With a fee', () => page.getByRole('textbox', { name: 'Fee' }).fill('100'));
  const space = page.url();
  await open(page, ADDRESS);
  await chooseAction(page, 'Fee', 'Edit');
  await dialog(page).getByRole('textbox', { name: 'Currency' }).fill('eur');
  await dialog(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog(page)).toContainText('100 PLN becomes 100 EUR');
  await expect(dialog(page)).toContainText('No value is lost.');
  await dialog(page).getByRole('button', { name: 'Change field' }).click();
  await expect(dialog(page)).toBeHidden();
  await open(page, space);
  await page.getByRole('tab', { name: 'About' }).click();
  await expect(page.getByRole('region', { name: 'About' })).toContainText('100\u00a0EUR');
});

test('an archived field is hidden, and is restored with its values', async ({ page }) => {
  await addField(page, 'Nickname', 'Short text');
  await addSpace(page, 'Nicknamed', () => page.getByRole('textbox', { name: 'Nickname' }).fill('Bison'));
  const space = `${page.url().split('?')[0]}?tab=about`;
  await open(page, ADDRESS);
  await chooseAction(page, 'Nickname', 'Archive');
  await expect(list(page).getByRole('listitem').filter({ hasText: 'Nickname' })).toContainText('archived');
  await open(page, space);
  await expect(page.getByText('Bison')).toHaveCount(0);
  await open(page, ADDRESS);
  await chooseAction(page, 'Nickname', 'Restore');
  await expect(list(page).getByRole('listitem').filter({ hasText: 'Nickname' })).not.toContainText('archived');
  await open(page, space);
  await expect(page.getByText('Bison')).toBeVisible();
});

test('the list is filtered and sorted by a field', async ({ page }) => {
  await addField(page, 'Points', 'Number');
  for (const [title, points] of [
    ['Points ten', '10'],
    ['Points two', '2'],
    ['Points thirty', '30'],
  ] as const) {
    await addSpace(page, title, () => page.getByRole('textbox', { name: 'Points' }).fill(points));
  }
  await open(page, '/spaces');
  await page.getByRole('button', { name: 'Filters' }).click();
  const filters = page.getByRole('dialog', { name: 'Filters' });
  await filters.getByRole('combobox', { name: 'Custom field', exact: true }).selectOption({ label: 'Points' });
  await filters.getByRole('textbox', { name: 'From', exact: true }).fill('3');
  await filters.getByRole('combobox', { name: 'Sort by custom field' }).selectOption({ label: 'Points' });
  await filters.getByRole('checkbox', { name: 'Largest first' }).check();
  await filters.getByRole('button', { name: 'Show spaces' }).click();
  await expect(page.getByText('Points: from 3')).toBeVisible();
  const names = page.getByRole('link', { name: /^Points / });
  await expect(names).toHaveText(['Points thirty', 'Points ten']);
  await page.reload();
  await expect(names).toHaveText(['Points thirty', 'Points ten']);
  await page.getByRole('button', { name: 'Remove the filter Points: from 3' }).click();
  await expect(names).toHaveText(['Points thirty', 'Points ten', 'Points two']);
});

test('a field is set on many spaces at once, and the operation is undone', async ({ page }) => {
  await addField(page, 'Wave', 'One choice', ['First', 'Second']);
  for (const title of ['Wave one', 'Wave two']) await addSpace(page, title, async () => {});
  await open(page, '/spaces?q=wave');
  await page.getByRole('button', { name: 'List operations' }).click();
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await page.getByRole('button', { name: 'Operations', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Set a custom field' }).click();
  const operation = page.getByRole('dialog', { name: 'Set a custom field' });
  await operation.getByRole('combobox', { name: 'Custom field', exact: true }).selectOption({ label: 'Wave' });
  await operation.getByRole('combobox', { name: 'New value' }).selectOption({ label: 'Second' });
  await expect(operation).toContainText('2 spaces will change.');
  await operation.getByRole('button', { name: 'Apply' }).click();
  await expect(operation).toBeHidden();
  const undo = page.getByRole('status').getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  await undo.click();
  await expect(page.getByRole('status').filter({ hasText: 'Undone: 2 spaces are as they were.' })).toBeVisible();
});

test('users fill in fields, but cannot change them or find values of spaces without access', async ({
  page,
  stranger,
  quiet,
}) => {
  quiet.allow(/status of 403/);
  await addField(page, 'Margin', 'Number');
  await addSpace(page, 'Margin closed', async () => {
    await page.getByRole('textbox', { name: 'Margin' }).fill('7');
    await page.getByRole('radio', { name: 'Private' }).check();
  });
  const theirs = await join(await stranger(), await invite(page, 'Ewa Lis', 'ewa@example.com'));
  await theirs.goto(ADDRESS);
  await expect(theirs.getByText('Only administrators change custom fields')).toBeVisible();
  await expect(theirs.getByRole('button', { name: 'Add field' })).toHaveCount(0);
  const refused = await call(theirs, 'list_all_fields', {});
  expect(refused.status()).toBe(403);

  await addSpace(theirs, 'Margin open', () => theirs.getByRole('textbox', { name: 'Margin' }).fill('5'));
  const fields = (await (await call(theirs, 'list_fields', {})).json()) as { id: string; label: string }[];
  const margin = fields.find((field) => field.label === 'Margin');
  await open(theirs, `/spaces?q=margin&field.${margin?.id}=filled`);
  await expect(theirs.getByRole('link', { name: 'Margin open' })).toBeVisible();
  await expect(theirs.getByRole('link', { name: 'Margin closed' })).toHaveCount(0);
  await open(theirs, `/spaces?q=margin&sort=field.${margin?.id}&order=desc`);
  await expect(theirs.getByRole('link', { name: /^Margin / })).toHaveText(['Margin open', 'Margin closed']);
});

test('an import matches fields by their labels, and adds missing choices', async ({ page }) => {
  await addField(page, 'Region', 'Several choices', ['North', 'South']);
  await addField(page, 'Offer', 'Number');
  const csv = 'Name;Region;Offer\nImported one;North, East;1 234,50\nImported two;;12\n';
  await goToColumns(page, csv);
  const column = page.getByRole('combobox', { name: 'Region' });
  await expect(column.getByRole('option', { name: 'Region' })).toHaveJSProperty('selected', true);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByText('1 row is wrong')).toBeVisible();
  const unknown = page.getByRole('combobox', { name: 'Choices that do not exist yet' });
  await unknown.selectOption({ label: 'Add them to their fields' });
  await expect(page.getByText('No errors')).toBeVisible();
  await page.getByRole('button', { name: 'Import 2 spaces', exact: true }).click();
  await page.getByRole('link', { name: 'Show the 2 spaces added' }).click();
  await page.getByRole('link', { name: 'Imported one' }).click();
  await page.getByRole('tab', { name: 'About' }).click();
  const about = page.getByRole('region', { name: 'About' });
  await expect(about).toContainText('North');
  await expect(about).toContainText('East');
  await expect(about).toContainText('1,234.5');
});

test('a word of the file is mapped to a choice', async ({ page }) => {
  await addField(page, 'Size', 'One choice', ['Small', 'Large with a view']);
  const csv = 'Name;Size\nMapped one;wee\nMapped two;small\nMapped three;Wee\nMapped four;big, bright\n';
  await goToColumns(page, csv);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByText('3 rows are wrong')).toBeVisible();
  const words = page.getByRole('group', { name: 'What these words mean' });
  await words.getByRole('combobox', { name: 'Size: ‘wee’ (2 rows)' }).selectOption({ label: 'Small' });
  await expect(page.getByText('1 row is wrong')).toBeVisible();
  await words.getByRole('combobox', { name: 'Size: ‘big, bright’ (1 row)' }).selectOption({ label: 'Large with a view' });
  await expect(page.getByText('No errors')).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Import 4 spaces', exact: true }).click();
  await page.getByRole('link', { name: 'Show the 4 spaces added' }).click();
  await page.getByRole('link', { name: 'Mapped three' }).click();
  await page.getByRole('tab', { name: 'About' }).click();
  await expect(page.getByRole('region', { name: 'About' })).toContainText('Small');
});

test('the page of custom fields fits a phone', async ({ page }) => {
  await addField(page, 'A field with quite a long label, as they come', 'Long text');
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, ADDRESS);
  await expect(heading(page, 'Custom fields of spaces')).toBeVisible();
  await fits(page);
  await accessible(page);
});
