// Operations on many spaces: select, preview, apply, undo.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { addSpaces, call, invite, join } from '../support/people';
import { ADMINISTRATOR } from '../support/server';
import { accessible, expect, open, ready, test } from '../support/test';

test.use({ file: import.meta.url });

const COLLEAGUE = 'Marek Uczestnik';

async function choose(page: Page, operation: string): Promise<void> {
  await page.getByRole('button', { name: 'Operations', exact: true }).click();
  await page.getByRole('menuitem', { name: operation, exact: true }).click();
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

/** Opens the list of the spaces with this word in their names, and selects them all. */
async function selectAll(page: Page, word: string, filter = ''): Promise<void> {
  await open(page, `/spaces?q=${word}${filter}`);
  await page.getByRole('button', { name: 'List operations' }).click();
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
}

async function apply(page: Page, operation: string, sentence = '2 spaces will change.'): Promise<void> {
  const dialog = page.getByRole('dialog', { name: operation });
  await expect(dialog).toContainText(sentence);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
}

async function undo(page: Page): Promise<void> {
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Undone: 2 spaces are as they were.' })).toBeVisible();
}

test('a tag is added to two selected spaces, and removed by undo', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Tagged one', 'Tagged two', 'Left alone']);
  await open(page, '/spaces');
  await page.getByRole('button', { name: 'List operations' }).click();
  await page.getByRole('checkbox', { name: 'Select Tagged one' }).check();
  await page.getByRole('checkbox', { name: 'Select Tagged two' }).check();
  await expect(page.getByText('2 selected')).toBeVisible();

  await choose(page, 'Add tag');
  await page.getByRole('dialog').getByRole('combobox', { name: 'Tag' }).fill('autumn');
  await page.keyboard.press('Enter');
  await apply(page, 'Add tag');

  await expect(row(page, 'Tagged one')).toContainText('autumn');
  await expect(row(page, 'Tagged two')).toContainText('autumn');
  await expect(row(page, 'Left alone')).not.toContainText('autumn');
  await undo(page);
  await expect(row(page, 'Tagged one')).not.toContainText('autumn');
  await expect(row(page, 'Tagged two')).not.toContainText('autumn');
});

test('a tag is removed, and restored by undo', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Untag one', 'Untag two'], { tags: ['winter'] });
  await selectAll(page, 'untag');
  await choose(page, 'Remove tag');
  await page.getByRole('dialog').getByRole('combobox', { name: 'Tag' }).fill('winter');
  await page.getByRole('option', { name: 'winter' }).click();
  await apply(page, 'Remove tag');
  await expect(row(page, 'Untag one')).not.toContainText('winter');
  await undo(page);
  await expect(row(page, 'Untag one')).toContainText('winter');
});

test('spaces are added to a new group and removed from it', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Grouped one', 'Grouped two']);
  await open(page, '/spaces');
  await page.getByRole('button', { name: 'Manage groups' }).click();
  const manager = page.getByRole('dialog', { name: 'Manage groups' });
  await manager.getByRole('textbox', { name: 'Name of the new group' }).fill('Deliveries');
  await manager.getByRole('button', { name: 'Add group' }).click();
  await expect(manager.getByRole('textbox', { name: 'Name of Deliveries' })).toBeVisible();
  await page.keyboard.press('Escape');

  await selectAll(page, 'grouped');
  await choose(page, 'Add to group');
  await page.getByRole('dialog').getByRole('combobox', { name: 'Group' }).selectOption({ label: 'Deliveries' });
  await apply(page, 'Add to group');
  await expect(row(page, 'Grouped one')).toContainText('Deliveries');
  await undo(page);
  await expect(row(page, 'Grouped one')).not.toContainText('Deliveries');

  await selectAll(page, 'grouped');
  await choose(page, 'Add to group');
  await page.getByRole('dialog').getByRole('combobox', { name: 'Group' }).selectOption({ label: 'Deliveries' });
  await apply(page, 'Add to group');
  await expect(row(page, 'Grouped two')).toContainText('Deliveries');
  await expect(page.getByRole('link', { name: 'Deliveries 2' })).toBeVisible();
  await selectAll(page, 'grouped');
  await choose(page, 'Remove from group');
  await page.getByRole('dialog').getByRole('combobox', { name: 'Group' }).selectOption({ label: 'Deliveries' });
  await apply(page, 'Remove from group');
  await expect(row(page, 'Grouped two')).not.toContainText('Deliveries');
  await undo(page);
  await expect(row(page, 'Grouped two')).toContainText('Deliveries');
});

test('groups are renamed, coloured, ordered and deleted in their manager', async ({ page }) => {
  await open(page, '/spaces');
  const ids: string[] = [];
  for (const name of ['Gear first', 'Gear second']) {
    ids.push(await (await call(page, 'add_group', { name, hue: 'teal' })).json());
  }
  await addSpaces(page, ['Stays though its group goes'], { groups: [ids[1] ?? ''] });
  await open(page, '/spaces');
  await page.getByRole('button', { name: 'Manage groups' }).click();
  const manager = page.getByRole('dialog', { name: 'Manage groups' });
  await manager.getByRole('textbox', { name: 'Name of Gear first' }).fill('Gear renamed');
  await page.keyboard.press('Enter');
  await expect(manager.getByRole('textbox', { name: 'Name of Gear renamed' })).toBeVisible();
  const colour = manager.getByRole('combobox', { name: 'Colour of Gear renamed' });
  await colour.selectOption({ label: 'Violet' });
  await manager.getByRole('button', { name: 'Move Gear second up' }).press('Enter');
  const lines = page.getByRole('navigation', { name: 'Groups' }).getByRole('link', { name: /^Gear / });
  await expect(lines).toHaveText([/^Gear second/, /^Gear renamed/]);
  await page.reload();
  await ready(page);
  await expect(lines).toHaveText([/^Gear second/, /^Gear renamed/]);
  await page.getByRole('button', { name: 'Manage groups' }).click();
  await expect(colour).toHaveValue('violet');
  await accessible(page);
  await manager.getByRole('button', { name: 'Delete Gear second' }).click();
  const confirm = page.getByRole('dialog', { name: 'Delete the group Gear second?' });
  await confirm.getByRole('button', { name: 'Delete group' }).click();
  await expect(lines).toHaveText([/^Gear renamed/]);
  await open(page, '/spaces?q=stays');
  await expect(page.getByRole('link', { name: 'Stays though its group goes' })).toBeVisible();
});

test('visibility is changed, and restored by undo', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Veiled one', 'Veiled two']);
  await selectAll(page, 'veiled');
  await choose(page, 'Change visibility');
  await page.getByRole('dialog').getByRole('radio', { name: 'Hidden' }).check();
  await apply(page, 'Change visibility');
  await expect(row(page, 'Veiled one')).toContainText('Hidden');
  await undo(page);
  await expect(row(page, 'Veiled one')).toContainText('Public');
});

test('owner and access are changed, and restored by undo', async ({ page, stranger }) => {
  await join(await stranger(), await invite(page, COLLEAGUE, 'marek@example.com'));
  await addSpaces(page, ['Passed one', 'Passed two'], { visibility: 'private' });

  const person = async (operation: string, field: string) => {
    await selectAll(page, 'passed');
    await choose(page, operation);
    await page.getByRole('dialog').getByRole('combobox', { name: field }).fill('Marek');
    await page.getByRole('option', { name: COLLEAGUE }).click();
    await apply(page, operation);
  };
  const people = (name: string) => row(page, name).getByRole('cell').nth(5);

  await person('Give access', 'People');
  await expect(people('Passed one')).toHaveText('2');
  await undo(page);
  await expect(people('Passed one')).toHaveText('1');
  await person('Give access', 'People');
  await expect(people('Passed two')).toHaveText('2');
  await person('Take away access', 'People');
  await expect(people('Passed two')).toHaveText('1');
  await undo(page);
  await expect(people('Passed two')).toHaveText('2');

  await person('Change owner', 'Owner');
  await expect(row(page, 'Passed one').getByRole('img', { name: COLLEAGUE })).toBeVisible();
  await undo(page);
  await expect(row(page, 'Passed one').getByRole('img', { name: ADMINISTRATOR.name })).toBeVisible();
});

test('spaces are archived, restored and deleted, each with undo', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Shelved one', 'Shelved two']);
  for (const operation of ['Archive', 'Delete']) {
    await selectAll(page, 'shelved');
    await choose(page, operation);
    await apply(page, operation);
    await expect(page.getByText('No space matches.')).toBeVisible();
    await undo(page);
    await expect(row(page, 'Shelved one')).toBeVisible();
  }
  await selectAll(page, 'shelved');
  await choose(page, 'Archive');
  await apply(page, 'Archive');
  await expect(page.getByText('No space matches.')).toBeVisible();
  await selectAll(page, 'shelved', '&state=archived');
  await choose(page, 'Restore');
  await apply(page, 'Restore');
  await expect(page.getByText('No space matches.')).toBeVisible();
  await undo(page);
  await expect(row(page, 'Shelved one')).toContainText('Archived');
});

test('selecting all matching spaces is offered only if more match than are selected', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Few one', 'Few two', 'Few three']);
  await selectAll(page, 'few');
  await expect(page.getByText('3 selected')).toBeVisible();
  await expect(page.getByText('3 spaces', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Select all .*matching$/ })).toHaveCount(0);
});

test('an operation on all matching spaces includes other pages', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, Array.from({ length: 55 }, (_, at) => `Campaign ${at + 1}`));
  await selectAll(page, 'campaign');
  await page.getByRole('button', { name: 'Select all 55 matching' }).click();
  await expect(page.getByText('55 selected')).toBeVisible();
  await choose(page, 'Archive');
  await apply(page, 'Archive', '55 spaces will change.');
  await expect(page.getByText('No space matches.')).toBeVisible();
  await open(page, '/spaces?q=campaign&state=archived');
  await expect(page.getByText('55 spaces').first()).toBeVisible();

  // The operation can be undone later in 'Recent operations'.
  await page.getByRole('button', { name: 'Recent operations' }).click();
  const recent = page.getByRole('dialog', { name: 'Recent operations' });
  await recent.getByRole('listitem').filter({ hasText: 'Archive' }).first().getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Undone: 55 spaces are as they were.' })).toBeVisible();
  await expect(recent.getByRole('listitem').first()).toContainText('Undone');
});

test('if other spaces match meanwhile, the dialog asks again before anything changes', async ({ page, quiet }) => {
  quiet.allow(/status of 422.*apply_operation/);
  await open(page, '/spaces');
  await addSpaces(page, Array.from({ length: 51 }, (_, at) => `Joining ${at + 1}`));
  await selectAll(page, 'joining');
  await page.getByRole('button', { name: 'Select all 51 matching' }).click();
  await choose(page, 'Archive');
  const dialog = page.getByRole('dialog', { name: 'Archive' });
  await expect(dialog).toContainText('51 spaces will change.');
  await addSpaces(page, ['Joining late']);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog.getByRole('alert')).toContainText('changed meanwhile');
  await expect(dialog).toContainText('52 spaces will change.');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('No space matches.')).toBeVisible();
});

test('an undo skips and names spaces that somebody changed since, and can be tried again', async ({ page }) => {
  await open(page, '/spaces');
  const [first = '', second = ''] = await addSpaces(page, ['Leveled one', 'Leveled two']);
  await selectAll(page, 'leveled');
  await choose(page, 'Change visibility');
  await page.getByRole('dialog').getByRole('radio', { name: 'Hidden' }).check();
  await apply(page, 'Change visibility');
  const level = async (id: string, to: string) => {
    expect((await call(page, 'change_space_visibility', { id, to })).status()).toBe(200);
  };
  await level(first, 'private');
  // A change of another field does not prevent the undo.
  const tag = { do: 'add_tag', with: 'meanwhile' };
  const selection = { of: 'ids', which: [second] };
  const id = randomUUID();
  expect((await call(page, 'apply_operation', { id, selection, operation: tag })).status()).toBe(200);

  const status = page.getByRole('status');
  await status.getByRole('button', { name: 'Undo' }).click();
  const skipped = status.filter({ hasText: '1 of 2 skipped, because somebody changed it since.' });
  await expect(skipped).toContainText('Undone: 1 space is as it was.');
  await skipped.getByRole('button', { name: 'Show which' }).click();
  const recent = page.getByRole('dialog', { name: 'Recent operations' });
  const line = recent.getByRole('listitem').filter({ hasText: 'Undone, apart from 1 space' });
  await expect(line.getByRole('link', { name: 'Leveled one' })).toHaveAttribute('href', `/spaces/${first}`);
  await expect(line).toContainText('somebody changed the same thing since');
  await accessible(page);

  await level(first, 'hidden');
  await line.getByRole('button', { name: 'Try again' }).click();
  await expect(status.filter({ hasText: 'Undone: 2 spaces are as they were.' })).toBeVisible();
  await expect(recent.getByText('Undone, apart from')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(row(page, 'Leveled one')).toContainText('Public');
});

test('the preview says which spaces will be skipped for lack of rights', async ({ page, stranger }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Foreign matter']);
  const theirs = await join(await stranger(), await invite(page, 'Ewa Obca', 'ewa@example.com'));
  await addSpaces(theirs, ['Own matter']);
  await selectAll(theirs, 'matter');
  await choose(theirs, 'Add tag');
  await theirs.getByRole('dialog').getByRole('combobox', { name: 'Tag' }).fill('mine');
  await theirs.keyboard.press('Enter');
  const dialog = theirs.getByRole('dialog', { name: 'Add tag' });
  await expect(dialog).toContainText('1 space will change.');
  await expect(dialog).toContainText('1 of 2 will be skipped, because you may not do this there.');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(row(theirs, 'Own matter')).toContainText('mine');
  await expect(row(theirs, 'Foreign matter')).not.toContainText('mine');
});

test('shift-click selects a range', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Range 1', 'Range 2', 'Range 3', 'Range 4']);
  await open(page, '/spaces?q=range');
  await page.getByRole('button', { name: 'List operations' }).click();
  await page.getByRole('checkbox', { name: 'Select Range 1' }).check();
  await page.getByRole('checkbox', { name: 'Select Range 3' }).click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 selected')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Select Range 2' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Select Range 4' })).not.toBeChecked();
});

test('a deleted space is restored from the trash', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Thrown away']);
  await open(page, '/spaces?q=thrown');
  await page.getByRole('button', { name: 'Actions for Thrown away' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row(page, 'Thrown away')).toHaveCount(0);

  await open(page, '/settings/trash');
  await page.getByRole('button', { name: 'Restore Thrown away' }).click();
  await expect(page.getByRole('button', { name: 'Restore Thrown away' })).toHaveCount(0);
  await open(page, '/spaces?q=thrown');
  await expect(page.getByRole('link', { name: 'Thrown away' })).toBeVisible();
});

test('single keys move through the list and select rows', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(page, ['Key one', 'Key two']);
  await open(page, '/spaces?q=key');
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'Key one' })).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Select Key two' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Key two' })).toBeVisible();
});
