// Settings of the account, checked in the administrator's browser and in another user's.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

import { addSpaces, call, invite, join } from '../support/people';
import { signIn } from '../support/server';
import { expect, follow, open, ready, test } from '../support/test';

test.use({ file: import.meta.url });

/** Expects that quick add does not offer spaces. Without any entry there is no quick-add button. */
async function expectNoSpaceInQuickAdd(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Quick add' });
  if ((await button.count()) > 0) {
    await button.click();
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'Space', exact: true })).toHaveCount(0);
    await page.keyboard.press('Escape');
  }
}

test.describe('add-ons', () => {
  test('switching Spaces off hides it from everyone, and switching it on restores it with its data', async ({ page, stranger, quiet }) => {
    test.slow();
    // The browser logs the 404s that this test provokes.
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
    await expectNoSpaceInQuickAdd(page);
    const navigation = page.getByRole('navigation', { name: 'Main navigation' });
    await expect(navigation.getByRole('link', { name: 'Account settings' })).toBeVisible();
    await expect(navigation.getByRole('link', { name: 'Spaces' })).toHaveCount(0);

    // The list goes from the other browser at once; a space answers 'not found'.
    await expect(link).toHaveCount(0);
    await open(theirs, `/spaces/${id}`);
    await expect(theirs.getByRole('heading', { level: 1, name: 'Nothing here' })).toBeVisible();
    await expect(theirs).toHaveURL(`/spaces/${id}`);
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
    await expectNoSpaceInQuickAdd(theirs);

    // A link to a page of the add-on changes the address, and Back returns.
    for (const [who, address, heading] of [
      [page, `/spaces/${id}`, 'Spaces is switched off'],
      [page, '/spaces', 'Spaces is switched off'],
      [theirs, `/spaces/${id}`, 'Nothing here'],
    ] as const) {
      await open(who, '/statistics/activities');
      await follow(who, address);
      await expect(who.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await expect(who).toHaveURL(address);
      await who.goBack();
      await expect(who).toHaveURL('/statistics/activities');
      await expect(who.getByRole('heading', { level: 1, name: 'Activities' })).toBeVisible();
      await who.goForward();
      await expect(who.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await expect(who).toHaveURL(address);
    }

    // Administrators see the reason and a link to the switch.
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

  test('only administrators see the switch', async ({ page, stranger, quiet }) => {
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
    // The message may be left from an earlier save, so the reload is awaited.
    const loaded = page.waitForEvent('load');
    await save(page).click();
    await loaded;
    await expect(page.getByText('Your settings are saved.')).toBeVisible();
    await ready(page);
  }

  test('allowed levels, default level and rights are saved and apply in another browser', async ({ page, stranger, quiet }) => {
    test.slow();
    quiet.allow(/status of 403/);
    const theirs = await join(await stranger(), await invite(page, 'Rita Reguła', 'rita@example.com'));
    const [kept] = await addSpaces(theirs, ['Public from before']);

    await open(page, '/settings/visibility/spaces');
    await level(page, 'Public').uncheck();
    // When the default level is forbidden, an allowed one becomes the default.
    await expect(byDefault(page)).toHaveValue('private');
    await level(page, 'Private').uncheck();
    await expect(byDefault(page)).toHaveValue('hidden');
    // The last allowed level cannot be forbidden.
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

    // An existing space keeps its level, and its form says that the level is no longer offered.
    await open(theirs, `/spaces/${kept}/edit`);
    await expect(theirs.getByRole('radio', { name: 'Public' })).toBeChecked();
    await expect(theirs.getByText('is no longer offered in your account')).toBeVisible();
    await theirs.getByRole('textbox', { name: 'Description' }).fill('Still open to all.');
    await theirs.getByRole('button', { name: 'Save', exact: true }).click();
    await theirs.getByRole('tab', { name: 'About' }).click();
    await expect(theirs.getByText('Still open to all.')).toBeVisible();

    // The level is not offered in list operations, either.
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
    await expectNoSpaceInQuickAdd(theirs);
    await open(theirs, '/spaces/new');
    await expect(theirs.getByText('Only administrators add spaces in your account')).toBeVisible();
    await open(theirs, '/spaces/import');
    await expect(theirs.getByText('Only administrators import in your account')).toBeVisible();
  });

  test('the table of rights follows the settings', async ({ page }) => {
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

  test('when two administrators save at the same time, the second sees what the first saved', async ({ page, context, quiet }) => {
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

  test('only administrators can open the settings of spaces', async ({ page, stranger, quiet }) => {
    quiet.allow(/status of 403/);
    const theirs = await join(await stranger(), await invite(page, 'Wera Widz', 'wera@example.com'));
    await open(theirs, '/settings/visibility/spaces');
    await expect(theirs.getByText('Only administrators can open this page')).toBeVisible();
    expect((await call(theirs, 'read_space_rules', {})).status()).toBe(403);
  });
});

test.describe('the audit log', () => {
  const log = (page: Page) => page.getByRole('table', { name: 'Audit log' });

  test('shows administrators who did what, with a filter and as an exported file', async ({ page, stranger }) => {
    test.slow();
    const theirs = await join(await stranger(), await invite(page, 'Zenon Ślad', 'zenon@example.com'));
    // Resets what an earlier test may have set: everybody may add spaces.
    const rules = await (await call(page, 'read_space_rules', {})).json();
    rules.rights.add_spaces = 'everybody';
    expect((await call(page, 'save_space_rules', { rules })).status()).toBe(200);
    const [closed] = await addSpaces(theirs, ['Closed to the log'], { visibility: 'hidden' });
    // Opening a page writes one line, however many parts of the space the page reads.
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

    // A link shows the same lines; for a period without lines the page says so.
    await open(page, '/settings/audit-log?from=2020-01-01&to=2020-01-02');
    await expect(page.getByText('No line matches')).toBeVisible();
    await page.getByRole('link', { name: 'Show all lines' }).click();
    await expect(log(page).getByRole('row', { name: /Exported: audit log, 1 row/ })).toHaveCount(1);
  });

  test('records refused sign-ins without the password', async ({ page, stranger }) => {
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
    for (let number = 0; number < 60; number += 1) {
      await call(page, 'keep_audit_log', { days: number % 2 === 0 ? 200 : 201 });
    }
    await open(page, '/settings/audit-log?kind=settings');
    await expect(log(page).getByRole('row')).toHaveCount(51);
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => log(page).getByRole('row').count()).toBeGreaterThan(60);
    await expect(page.getByRole('button', { name: 'Show more' })).toHaveCount(0);
  });

  test('is kept for the number of days that administrators set', async ({ page }) => {
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

  test('is only for administrators', async ({ page, stranger, quiet }) => {
    quiet.allow(/status of 403/);
    const theirs = await join(await stranger(), await invite(page, 'Ola Obok', 'ola@example.com'));
    await open(theirs, '/settings/audit-log');
    await expect(theirs.getByText('Only administrators can open this page')).toBeVisible();
    expect((await call(theirs, 'read_audit_log', { filter: { topic: null, person: null, from: null, to: null }, before: null })).status()).toBe(403);
    expect((await theirs.request.get('/settings/audit-log/export')).status()).toBe(403);
  });
});
