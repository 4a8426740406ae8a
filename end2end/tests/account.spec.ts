// What administrators decide for the account, in their browser and in another person's.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

import { addSpaces, call, invite, join } from '../support/people';
import { signIn } from '../support/server';
import { expect, open, ready, test } from '../support/test';

test.use({ file: import.meta.url });

/** Quick add offers no space; without any entry there is no button. */
async function nothingToAdd(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Quick add' });
  if ((await button.count()) > 0) {
    await button.click();
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'Space', exact: true })).toHaveCount(0);
    await page.keyboard.press('Escape');
  }
}

test.describe('add-ons', () => {
  test('Spaces goes for everyone when it is switched off, and comes back as it was', async ({ page, stranger, quiet }) => {
    test.slow();
    // The browser itself remarks on the 404s that are the point here.
    quiet.allow(/status of 404/);
    const theirs = await join(await stranger(), await invite(page, 'Igor Drugi', 'igor@example.com'));
    const [id] = await addSpaces(theirs, ['Kept through the switch'], { visibility: 'hidden', tags: ['kept'] });
    await open(theirs, '/spaces');
    const link = theirs.getByRole('link', { name: 'Kept through the switch' });
    await expect(link).toBeVisible();

    await open(page, '/settings/add-ons');
    const toggle = page.getByRole('switch', { name: 'Enable Spaces support' });
    await expect(toggle).toBeChecked();
    await toggle.click();
    await expect(page.getByText('Spaces is off:')).toBeVisible();
    await ready(page);
    await nothingToAdd(page);
    const navigation = page.getByRole('navigation', { name: 'Main navigation' });
    await expect(navigation.getByRole('link', { name: 'Account settings' })).toBeVisible();
    await expect(navigation.getByRole('link', { name: 'Spaces' })).toHaveCount(0);

    // The other browser still shows the list: what it asks for is gone.
    await link.click();
    await expect(theirs.getByRole('heading', { level: 1, name: 'Nothing here' })).toBeVisible();
    await expect(
      theirs.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Spaces' }),
    ).toHaveCount(0);
    expect((await call(theirs, 'open_space', { id })).status()).toBe(404);
    for (const address of ['/spaces', `/spaces/${id}`, '/spaces/new', '/settings/trash', '/settings/import']) {
      expect((await theirs.goto(address))?.status()).toBe(404);
      await expect(theirs.getByRole('heading', { level: 1, name: 'Nothing here' })).toBeVisible();
    }
    await theirs.goto('/');
    await expect(theirs).toHaveURL(/\/deals$/);
    await ready(theirs);
    await expect(theirs.getByRole('searchbox', { name: 'Search spaces' })).toHaveCount(0);
    await nothingToAdd(theirs);

    // Administrators read the reason, and get to the switch.
    expect((await page.goto(`/spaces/${id}`))?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: 'Spaces is switched off' })).toBeVisible();
    await open(page, '/settings/add-ons');
    await expect(toggle).not.toBeChecked();
    await toggle.click();
    await expect(page.getByText('Spaces is on for everyone')).toBeVisible();

    await open(theirs, '/spaces?tag=kept');
    await link.click();
    await expect(theirs.getByRole('heading', { level: 1, name: 'Kept through the switch' })).toBeVisible();
  });

  test('only administrators find the switch', async ({ page, stranger, quiet }) => {
    quiet.allow(/status of 403/);
    const theirs = await join(await stranger(), await invite(page, 'Ula Zwykła', 'ula@example.com'));
    await open(theirs, '/settings/add-ons');
    await expect(theirs.getByText('Only administrators can open this page')).toBeVisible();
    await expect(theirs.getByRole('switch')).toHaveCount(0);
    expect((await call(theirs, 'switch_add_on', { add_on: 'spaces', on: false })).status()).toBe(403);
  });
});

test.describe('visibility of spaces', () => {
  const levels = (page: Page) => page.getByRole('group', { name: 'Levels that may be used' });
  const level = (page: Page, name: string) => levels(page).getByRole('checkbox', { name, exact: true });
  const byDefault = (page: Page) => page.getByRole('combobox', { name: 'Default visibility' });
  const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

  async function saved(page: Page): Promise<void> {
    // The page may say so from the time before: what counts is that it is loaded anew.
    const loaded = page.waitForEvent('load');
    await save(page).click();
    await loaded;
    await expect(page.getByText('Your settings are saved.')).toBeVisible();
    await ready(page);
  }

  test('levels, default and rights are set, and hold in another browser', async ({ page, stranger, quiet }) => {
    test.slow();
    quiet.allow(/status of 403/);
    const theirs = await join(await stranger(), await invite(page, 'Rita Reguła', 'rita@example.com'));
    const [kept] = await addSpaces(theirs, ['Public from before']);

    await open(page, '/settings/visibility/spaces');
    await level(page, 'Public').uncheck();
    // The default that went gives way to one that is left.
    await expect(byDefault(page)).toHaveValue('private');
    await level(page, 'Private').uncheck();
    await expect(byDefault(page)).toHaveValue('hidden');
    // The last one cannot go.
    await expect(level(page, 'Hidden')).toBeDisabled();
    await expect(level(page, 'Hidden')).toBeChecked();
    await level(page, 'Private').check();
    await byDefault(page).selectOption({ label: 'Private' });
    await page.getByRole('combobox', { name: 'Who may manage groups' }).selectOption({ label: 'Administrators' });
    await saved(page);
    await expect(level(page, 'Public')).not.toBeChecked();

    await open(theirs, '/spaces/new');
    await expect(theirs.getByRole('radio', { name: 'Public' })).toHaveCount(0);
    await expect(theirs.getByRole('radio', { name: 'Private' })).toBeChecked();
    await open(theirs, '/spaces');
    await expect(theirs.getByRole('button', { name: 'Manage groups' })).toHaveCount(0);
    expect((await call(theirs, 'add_group', { name: 'Mine', hue: 'teal' })).status()).toBe(403);

    // A space keeps the level that it has, and its form says so.
    await open(theirs, `/spaces/${kept}/edit`);
    await expect(theirs.getByRole('radio', { name: 'Public' })).toBeChecked();
    await expect(theirs.getByText('is no longer offered in your account')).toBeVisible();
    await theirs.getByRole('textbox', { name: 'Description' }).fill('Still open to all.');
    await theirs.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(theirs.getByText('Still open to all.')).toBeVisible();

    // Nor is it offered for many spaces at once.
    await open(theirs, '/spaces?q=before');
    await theirs.getByRole('button', { name: 'List operations' }).click();
    await theirs.getByRole('checkbox', { name: 'Select Public from before' }).check();
    await theirs.getByRole('button', { name: 'Operations', exact: true }).click();
    await theirs.getByRole('menuitem', { name: 'Change visibility', exact: true }).click();
    const dialog = theirs.getByRole('dialog', { name: 'Change visibility' });
    await expect(dialog.getByRole('radio', { name: 'Private' })).toBeChecked();
    await expect(dialog.getByRole('radio', { name: 'Public' })).toHaveCount(0);
    await expect(dialog.getByText('is no longer offered in your account')).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('combobox', { name: 'Who may add spaces' }).selectOption({ label: 'Administrators' });
    await page.getByRole('combobox', { name: 'Who may import and export' }).selectOption({ label: 'Administrators' });
    await saved(page);
    await open(theirs, '/spaces');
    await expect(theirs.getByRole('button', { name: 'Add space' })).toHaveCount(0);
    await expect(theirs.getByRole('button', { name: 'Import spaces' })).toHaveCount(0);
    await nothingToAdd(theirs);
    await open(theirs, '/spaces/new');
    await expect(theirs.getByText('Only administrators add spaces in your account')).toBeVisible();
    await open(theirs, '/spaces/import');
    await expect(theirs.getByText('Only administrators import in your account')).toBeVisible();
  });

  test('everyone’s rights stand in a table that follows the settings', async ({ page }) => {
    await open(page, '/settings/visibility/spaces');
    const table = page.getByRole('table', { name: 'Rights of each role' });
    const rights = (name: string) => table.getByRole('row', { name }).getByRole('cell');
    await expect(rights('Give and take access')).toHaveText(['No', 'No', 'No', 'No', 'Yes', 'Yes']);
    await page.getByRole('combobox', { name: 'Who may add spaces' }).selectOption({ label: 'Everybody' });
    await saved(page);
    await expect(rights('Add spaces')).toHaveText(['Yes', 'Yes', 'Yes', 'Yes', 'Yes', 'Yes']);
    await page.getByRole('combobox', { name: 'Who may add spaces' }).selectOption({ label: 'Administrators' });
    await saved(page);
    await expect(rights('Add spaces')).toHaveText(['No', 'No', 'No', 'No', 'No', 'Yes']);
  });

  test('of two administrators the second one sees what the first one saved', async ({ page, context, quiet }) => {
    quiet.allow(/status of 409/);
    const second = await context.newPage();
    await open(page, '/settings/visibility/spaces');
    await open(second, '/settings/visibility/spaces');
    await page.getByRole('combobox', { name: 'Who may add spaces' }).selectOption({ label: 'Everybody' });
    await saved(page);
    await second.getByRole('combobox', { name: 'Who may manage groups' }).selectOption({ label: 'Everybody' });
    await save(second).click();
    await expect(second.getByRole('alert').filter({ hasText: 'Somebody else saved these settings' })).toBeVisible();
    await saved(second);
  });

  test('only administrators open the settings of spaces', async ({ page, stranger, quiet }) => {
    quiet.allow(/status of 403/);
    const theirs = await join(await stranger(), await invite(page, 'Wera Widz', 'wera@example.com'));
    await open(theirs, '/settings/visibility/spaces');
    await expect(theirs.getByText('Only administrators can open this page')).toBeVisible();
    expect((await call(theirs, 'read_space_rules', {})).status()).toBe(403);
  });
});

test.describe('the audit log', () => {
  const log = (page: Page) => page.getByRole('table', { name: 'Audit log' });

  test('tells administrators who did what, narrowed, and as a file', async ({ page, stranger }) => {
    test.slow();
    const theirs = await join(await stranger(), await invite(page, 'Zenon Ślad', 'zenon@example.com'));
    // Whatever an earlier test left: everybody may add spaces.
    const rules = await (await call(page, 'read_space_rules', {})).json();
    rules.rights.add_spaces = 'everybody';
    expect((await call(page, 'save_space_rules', { rules })).status()).toBe(200);
    const [closed] = await addSpaces(theirs, ['Closed to the log'], { visibility: 'hidden' });
    // One page's look is one line, however much of the space the page reads.
    await open(page, `/spaces/${closed}`);
    await open(page, `/spaces/${closed}`);
    expect((await call(theirs, 'delete_space', { id: closed })).status()).toBe(200);

    await open(page, '/settings/audit-log');
    await expect(log(page).getByRole('row', { name: /Zenon Ślad.*Set a password by a link/ })).toHaveCount(1);
    await expect(log(page).getByRole('row', { name: /Invited Zenon Ślad as User/ })).toHaveCount(1);
    await expect(log(page).getByRole('row', { name: /Looked into the closed space “Closed to the log”/ })).toHaveCount(1);
    await expect(log(page).getByRole('row', { name: /Deleted the space “Closed to the log”/ })).toHaveCount(1);

    await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Deletion' });
    await page.getByRole('combobox', { name: 'Person' }).selectOption({ label: 'Zenon Ślad' });
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/kind=deletion&person=/);
    await expect(log(page).getByRole('row')).toHaveCount(2);

    const taking = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export', exact: true }).click();
    const file = await taking;
    expect(file.suggestedFilename()).toBe('audit-log.csv');
    const text = await readFile(await file.path(), 'utf8');
    expect(text.trimEnd().split('\r\n')).toHaveLength(2);
    expect(text).toContain('Zenon Ślad,Deletion,Deleted the space “Closed to the log”');

    // A link shows the same lines; a period without any says so.
    await open(page, '/settings/audit-log?from=2020-01-01&to=2020-01-02');
    await expect(page.getByText('No line matches')).toBeVisible();
    await page.getByRole('link', { name: 'Show all lines' }).click();
    await expect(log(page).getByRole('row', { name: /Exported: audit log, 1 row/ })).toHaveCount(1);
  });

  test('holds sign-ins that were refused, and no password', async ({ page, stranger }) => {
    const theirs = await stranger();
    await theirs.goto('/sign-in');
    await signIn(theirs, 'guess@example.com', 'an unlucky guess');
    await expect(theirs.getByRole('alert')).toContainText('The e-mail or the password is not right');
    await open(page, '/settings/audit-log?kind=sign_in');
    const line = log(page).getByRole('row', { name: /Nobody signed in.*Sign-in refused for guess@example\.com from/ });
    await expect(line).toHaveCount(1);
    await expect(log(page)).not.toContainText('unlucky');
  });

  test('shows more lines on demand', async ({ page }) => {
    await open(page, '/settings/profile');
    for (let turn = 0; turn < 60; turn += 1) {
      await call(page, 'keep_audit_log', { days: turn % 2 === 0 ? 200 : 201 });
    }
    await open(page, '/settings/audit-log?kind=settings');
    await expect(log(page).getByRole('row')).toHaveCount(51);
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => log(page).getByRole('row').count()).toBeGreaterThan(60);
    await expect(page.getByRole('button', { name: 'Show more' })).toHaveCount(0);
  });

  test('is kept for as long as administrators say', async ({ page }) => {
    await open(page, '/settings/audit-log');
    const days = page.getByRole('spinbutton', { name: 'Days' });
    await days.fill('3');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(days).toHaveAttribute('aria-invalid', 'true');
    await days.fill('90');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Lines are kept for 90 days.' })).toBeVisible();
    await open(page, '/settings/audit-log');
    await expect(days).toHaveValue('90');
  });

  test('is for administrators alone', async ({ page, stranger, quiet }) => {
    quiet.allow(/status of 403/);
    const theirs = await join(await stranger(), await invite(page, 'Ola Obok', 'ola@example.com'));
    await open(theirs, '/settings/audit-log');
    await expect(theirs.getByText('Only administrators can open this page')).toBeVisible();
    expect((await call(theirs, 'read_audit_log', { filter: { topic: null, person: null, from: null, to: null }, before: null })).status()).toBe(403);
    expect((await theirs.request.get('/settings/audit-log/export')).status()).toBe(403);
  });
});
