// Users, the person's own settings, the trash.
import type { Page } from '@playwright/test';

import { addSpaces, invite, join, PASSWORD } from '../support/people';
import { ADMINISTRATOR, signIn } from '../support/server';
import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

async function choose(page: Page, person: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${person}` }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('an invited person joins by a link that works once', async ({ page, stranger, quiet }) => {
  quiet.allow(/status of 403/);
  const link = await invite(page, 'Łukasz Nowak', 'lukasz@example.com');
  const row = page.getByRole('row', { name: /Łukasz Nowak/ });
  await expect(row).toContainText('Invited');

  const theirs = await join(await stranger(), link);
  await theirs.goto('/settings/users');
  await expect(theirs.getByText('Only administrators see the users')).toBeVisible();
  await expect(theirs.getByRole('button', { name: 'Invite user' })).toHaveCount(0);

  await open(page, '/settings/users');
  await expect(row).toContainText('Active');
  await expect(row).toContainText('User');

  const again = await stranger();
  await again.goto(link);
  // The link is refused either when the page is opened or when the form is sent.
  const password = again.getByLabel('Password');
  if (await password.isVisible()) {
    await password.fill('another long password');
    await again.getByRole('button', { name: 'Save and sign in' }).click();
  }
  await expect(again.getByRole('alert')).toContainText('This link no longer works');
});

test('a wrong e-mail is reported at its field', async ({ page }) => {
  await open(page, '/settings/users');
  await page.getByRole('button', { name: 'Invite user' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite user' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Somebody');
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill(ADMINISTRATOR.email.replace('@', ' '));
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await expect(dialog.getByRole('textbox', { name: 'E-mail' })).toHaveAttribute('aria-invalid', 'true');
});

test('deactivating a person ends their session and hands over what they own', async ({ page, stranger, quiet }) => {
  // Their open page asks for the space that was handed over, when their session has ended.
  quiet.allow(/status of 401/);
  const theirs = await join(await stranger(), await invite(page, 'Piotr Mazur', 'piotr@example.com'));
  await open(theirs, '/spaces/new');
  await theirs.getByRole('textbox', { name: 'Name', exact: true }).fill("Piotr's space");
  await theirs.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(theirs.getByRole('heading', { level: 1, name: "Piotr's space" })).toBeVisible();

  await open(page, '/settings/users');
  await choose(page, 'Piotr Mazur', 'Deactivate');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('They own 1 space.');
  await dialog.getByRole('combobox', { name: 'New owner' }).fill('Anna');
  await dialog.getByRole('option', { name: ADMINISTRATOR.name }).click();
  await dialog.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByRole('row', { name: /Piotr Mazur/ })).toContainText('Deactivated');

  await theirs.goto('/spaces');
  await expect(theirs).toHaveURL(/\/sign-in/);
  await signIn(theirs, 'piotr@example.com', PASSWORD);
  await expect(theirs.getByRole('alert')).toContainText('The e-mail or the password is not right');
});

test('the interface follows the chosen language and theme', async ({ page }) => {
  await open(page, '/settings/profile');
  await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'Polski' });
  await page.getByRole('combobox', { name: 'Theme' }).selectOption({ label: 'Dark' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Profil' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'pl');
  // The words on the buttons of a space are longer in Polish.
  const [id] = await addSpaces(page, ['Po polsku']);
  await open(page, `/spaces/${id}`);
  await presentable(page);

  await open(page, '/settings/profile');
  await page.getByRole('combobox', { name: 'Język' }).selectOption({ label: 'English' });
  await page.getByRole('combobox', { name: 'Motyw' }).selectOption({ label: 'Jak w\u00a0urządzeniu' });
  await page.getByRole('button', { name: 'Zapisz', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
});

test('the sizes of files are limited, and a wrong size is refused beside its field', async ({ page }) => {
  await open(page, '/settings/files');
  const largest = page.getByRole('textbox', { name: 'Largest file, in MB' });
  await expect(largest).toHaveValue('2048');
  await presentable(page);
  await largest.fill('1.5 GB');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('A whole number is needed, such as 2048.')).toBeVisible();
  await expect(largest).toBeFocused();
  await largest.fill('512');
  await page.getByRole('textbox', { name: 'Room for all files, in MB' }).fill('100000');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Your settings are saved.')).toBeVisible();
  await page.reload();
  await expect(largest).toHaveValue('512');
  await expect(page.getByRole('textbox', { name: 'Room for all files, in MB' })).toHaveValue('100000');
});

test('lists have compact rows for a person who chooses them', async ({ page }) => {
  await open(page, '/settings/profile');
  await page.getByRole('checkbox', { name: 'Compact rows in lists' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(page.locator('html')).toHaveAttribute('data-rows', 'compact');
  await addSpaces(page, ['In a compact row']);
  await open(page, '/spaces');
  const box = await page.getByRole('row').filter({ hasText: 'In a compact row' }).boundingBox();
  expect(box?.height).toBeLessThanOrEqual(33);
  await open(page, '/settings/profile');
  await page.getByRole('checkbox', { name: 'Compact rows in lists' }).uncheck();
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(page.locator('html')).not.toHaveAttribute('data-rows', 'compact');
});

test('changing the password requires the current one', async ({ page, quiet }) => {
  quiet.allow(/status of 422/);
  await open(page, '/settings/profile');
  await page.getByLabel('Current password').fill('not this one');
  await page.getByLabel('New password').fill('another long password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Current password')).toHaveAttribute('aria-invalid', 'true');
});

test('the trash is empty at first', async ({ page }) => {
  await open(page, '/settings/trash');
  await expect(page.getByRole('heading', { level: 1, name: 'Trash' })).toBeVisible();
  await expect(page.getByText('The trash is empty')).toBeVisible();
});

test('every settings page has the settings navigation, and on a phone its current link is visible', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const links = page.getByRole('navigation', { name: 'Account settings' }).getByRole('link');
  await open(page, '/settings/profile');
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(addresses.length).toBeGreaterThan(8);
  for (const address of addresses) {
    await open(page, address);
    const current = links.and(page.locator('[aria-current="page"]'));
    await expect(links).toHaveCount(addresses.length);
    await expect(current).toHaveAttribute('href', address);
    await expect(current).toBeInViewport({ ratio: 0.95 });
  }
});

test('users see no links to administrators’ pages, and the pages are refused', async ({ page, stranger, quiet }) => {
  quiet.allow(/status of 403/);
  const user = await join(await stranger(), await invite(page, 'Zofia Zwykła', 'zofia@example.com'));
  await open(user, '/settings/profile');
  const links = user.getByRole('navigation', { name: 'Account settings' }).getByRole('link');
  await expect(links).toHaveText(['Profile', 'Import', 'Trash']);
  for (const address of [
    '/settings/users',
    '/settings/fields/spaces',
    '/settings/pipeline',
    '/settings/add-ons',
    '/settings/visibility/spaces',
    '/settings/audit-log',
  ]) {
    expect((await user.goto(address))?.status(), address).toBe(403);
    await expect(user.getByText(/^Only administrators /)).toBeVisible();
    await expect(user.getByText(/^Ask an administrator/)).toBeVisible();
    expect((await page.goto(address))?.status(), address).toBe(200);
  }
});
