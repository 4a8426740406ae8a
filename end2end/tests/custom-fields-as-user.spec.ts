// Custom fields used by users who are not administrators: set on many spaces, imported, and used in a saved view.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { addSpaces, call, invite, join } from '../support/people';
import { accessible, expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();

/** As the administrator: adds a field of type 'one choice'; returns its id, and a function that makes a value from a label. */
async function addChoiceField(page: Page, label: string, labels: string[]) {
  await open(page, '/settings/fields/spaces');
  const choices = labels.map((label) => ({ id: randomUUID(), label }));
  const form = { label, kind: 'one_choice', currency: '', required: false, help: '', section: '', default: null, choices, version: 0 };
  const answer = await call(page, 'add_field', { form });
  expect(answer.status(), await answer.text()).toBe(200);
  const id: string = await answer.json();
  const chosen = (label: string) => ({
    [id]: { of: 'choices', is: choices.filter((choice) => choice.label === label).map((choice) => choice.id) },
  });
  return { id, chosen };
}

test('a user sets a field where they may edit, sees in advance what is skipped, and undoes it', async ({ page, stranger }) => {
  const { id, chosen } = await addChoiceField(page, 'Wave', ['First', 'Second']);
  const user = await join(await stranger(), await invite(page, 'Ula Zwykła', 'ula@example.com'));
  const me = (await (await call(user, 'my_session', {})).json()).me.id;
  await addSpaces(page, ['Wave of others'], { fields: chosen('First') });
  await addSpaces(page, ['Wave in private'], { visibility: 'private' });
  await addSpaces(page, ['Wave as a member'], { visibility: 'private', people: [me] });
  await addSpaces(user, ['Wave of my own']);
  await addSpaces(user, ['Wave set before'], { fields: chosen('Second') });

  const list = `/spaces?q=wave&columns=field.${id}`;
  await open(user, list);
  await user.getByRole('button', { name: 'List operations' }).click();
  await user.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await expect(user.getByText('5 selected')).toBeVisible();
  await user.getByRole('button', { name: 'Operations', exact: true }).click();
  await user.getByRole('menuitem', { name: 'Set a custom field' }).click();
  const dialog = user.getByRole('dialog', { name: 'Set a custom field' });
  await dialog.getByRole('combobox', { name: 'Custom field', exact: true }).selectOption({ label: 'Wave' });
  await dialog.getByRole('combobox', { name: 'New value' }).selectOption({ label: 'Second' });
  await expect(dialog).toContainText('2 spaces will change.');
  await expect(dialog).toContainText('2 of 5 will be skipped, because you may not do this there.');
  await expect(dialog).toContainText('1 of 5 will be skipped, because it is so already.');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();

  await expect(row(user, 'Wave of my own')).toContainText('Second');
  await expect(row(user, 'Wave as a member')).toContainText('Second');
  await expect(row(user, 'Wave of others')).toContainText('First');
  await user.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(user.getByRole('status').filter({ hasText: 'Undone: 2 spaces are as they were.' })).toBeVisible();
  await expect(row(user, 'Wave of my own')).not.toContainText('Second');
  await expect(row(user, 'Wave as a member')).not.toContainText('Second');
  await expect(row(user, 'Wave set before')).toContainText('Second');
  // The administrator, who sees all spaces, sees that the skipped ones are unchanged.
  await open(page, list);
  await expect(row(page, 'Wave of others')).toContainText('First');
  await expect(row(page, 'Wave in private')).not.toContainText('Second');
});

test('a user maps or leaves out unknown choices of a file, and cannot add them', async ({ page, stranger }) => {
  await addChoiceField(page, 'Size', ['Small', 'Large']);
  const user = await join(await stranger(), await invite(page, 'Irek Import', 'irek@example.com'));
  await open(user, '/spaces/import');
  const csv = 'Name;Size\nSized one;wee\nSized two;enormous\nSized three;large\n';
  const file = { name: 'sizes.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await user.getByLabel('Spreadsheet file').setInputFiles(file);
  await next(user);
  await next(user);

  await expect(user.getByText('2 rows are wrong')).toBeVisible();
  await expect(user.getByText('Only administrators may add choices to fields.')).toBeVisible();
  const unknown = user.getByRole('combobox', { name: 'Choices that do not exist yet' });
  await expect(unknown.getByRole('option')).toHaveText(['Mark their rows as wrong', 'Leave them out']);
  await accessible(user);
  const words = user.getByRole('group', { name: 'What these words mean' });
  await words.getByRole('combobox', { name: 'Size: ‘wee’ (1 row)' }).selectOption({ label: 'Small' });
  await expect(user.getByText('1 row is wrong')).toBeVisible();
  await unknown.selectOption({ label: 'Leave them out' });
  await expect(user.getByText('No errors')).toBeVisible();
  await user.getByRole('button', { name: 'Import 3 spaces', exact: true }).click();
  await expect(user.getByRole('heading', { name: '3 spaces added' })).toBeVisible();

  const fields = (await (await call(user, 'list_fields', {})).json()) as { id: string; label: string; choices: { label: string }[] }[];
  const size = fields.find((field) => field.label === 'Size');
  expect(size?.choices.map((choice) => choice.label)).toEqual(['Small', 'Large']);
  await open(user, `/spaces?q=sized&columns=field.${size?.id}`);
  const value = (name: string) => row(user, name).getByRole('cell').nth(2);
  await expect(value('Sized one')).toHaveText('Small');
  await expect(value('Sized two')).toHaveText('');
  await expect(value('Sized three')).toHaveText('Large');
});

test('a user saves a private view with a filter and a column of a custom field', async ({ page, stranger }) => {
  const { chosen } = await addChoiceField(page, 'Phase', ['Idea', 'Running']);
  const user = await join(await stranger(), await invite(page, 'Wanda Widok', 'wanda@example.com'));
  await addSpaces(page, ['Phased openly'], { fields: chosen('Running') });
  await addSpaces(page, ['Phased in private'], { visibility: 'private', fields: chosen('Running') });
  await addSpaces(user, ['Phased by me'], { fields: chosen('Running') });
  await addSpaces(user, ['Phased as an idea'], { fields: chosen('Idea') });

  await open(user, '/spaces?q=phased');
  await user.getByRole('button', { name: 'Columns', exact: true }).click();
  const columns = user.getByRole('dialog', { name: 'Columns' });
  for (const name of ['Groups', 'Tags', 'People', 'Last activity']) {
    await columns.getByRole('checkbox', { name, exact: true }).uncheck();
  }
  await columns.getByRole('checkbox', { name: 'Phase', exact: true }).check();
  await columns.getByRole('button', { name: 'Show columns' }).click();
  const headers = user.getByRole('columnheader');
  const shown = ['', 'Name', 'Owner', 'Phase', 'Actions'];
  await expect(headers).toHaveText(shown);
  await expect(row(user, 'Phased as an idea')).toContainText('Idea');

  await user.getByRole('button', { name: 'Filters' }).click();
  const filters = user.getByRole('dialog', { name: 'Filters' });
  await filters.getByRole('combobox', { name: 'Custom field', exact: true }).selectOption({ label: 'Phase' });
  await filters.getByRole('combobox', { name: 'Value', exact: true }).fill('Run');
  await filters.getByRole('option', { name: 'Running' }).click();
  await filters.getByRole('button', { name: 'Show spaces' }).click();
  // Values of a private space without access match no filter.
  const found = user.getByRole('link', { name: /^Phased / });
  await expect(found).toHaveText(['Phased by me', 'Phased openly']);
  await expect(user.getByText('2 spaces', { exact: true })).toBeVisible();

  await user.getByRole('button', { name: 'Save view', exact: true }).click();
  const dialog = user.getByRole('dialog', { name: 'Save view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('What runs');
  await expect(dialog.getByRole('checkbox', { name: 'Share with everyone' })).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(dialog).toBeHidden();

  await open(user, '/spaces');
  const view = (who: Page) => who.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'What runs' });
  await view(user).click();
  await expect(found).toHaveText(['Phased by me', 'Phased openly']);
  await expect(headers).toHaveText(shown);
  await expect(user.getByText('Phase: Running')).toBeVisible();
  await open(page, '/spaces');
  await expect(view(page)).toHaveCount(0);
});
