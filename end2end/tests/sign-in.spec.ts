// Signing in and out.
import { ADMINISTRATOR, signIn } from '../support/server';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url, as: 'nobody' });

// The account exists, but the browser of each test has no session.
test.beforeAll(async ({ server, browser }) => {
  await server.administrator(browser);
});

test('a wrong password is reported, and the e-mail is kept', async ({ page }) => {
  await page.goto('/sign-in');
  await signIn(page, ADMINISTRATOR.email, 'not the password');
  await expect(page.getByRole('alert')).toContainText('The e-mail or the password is not right');
  await expect(page.getByLabel('E-mail')).toHaveValue(ADMINISTRATOR.email);
  await expect(page.getByLabel('Password')).toHaveValue('');
  expect(page.url()).not.toContain('not%20the');
});

test('an unknown e-mail gets the same message as a wrong password', async ({ page }) => {
  await page.goto('/sign-in');
  await signIn(page, 'nobody@example.com', 'not the password');
  await expect(page.getByRole('alert')).toContainText('The e-mail or the password is not right');
});

test('signing in opens the page that was requested before', async ({ page }) => {
  await page.goto('/settings/profile');
  await expect(page).toHaveURL(/\/sign-in\?/);
  await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await expect(page).toHaveURL(/\/settings\/profile$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
});

for (const elsewhere of ['https://example.com/', '//example.com/', '/\\example.com']) {
  test(`signing in never leads to ${elsewhere}`, async ({ page, server }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(elsewhere)}`);
    await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
    await expect(page).toHaveURL(`${server.url}/spaces`);
  });
}

test('signing out ends the session', async ({ page, context }) => {
  await page.goto('/sign-in');
  await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await expect(page).toHaveURL(/\/spaces$/);
  await open(page, '/spaces');
  const cookies = await context.cookies();
  await page.getByRole('button', { name: ADMINISTRATOR.name }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  // The old cookie is no longer accepted.
  await context.addCookies(cookies);
  await page.goto('/spaces');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('in a low window the menu scrolls to signing out', async ({ page }) => {
  await page.setViewportSize({ width: 667, height: 375 });
  await page.goto('/sign-in');
  await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await page.getByRole('button', { name: ADMINISTRATOR.name }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
});

test('signing out everywhere ends the session in another browser', async ({ page, stranger, quiet }) => {
  // The open page of the other browser asks for its session, which has ended.
  quiet.allow(/401.*\/api\/my_session/);
  const elsewhere = await stranger();
  for (const where of [page, elsewhere]) {
    await where.goto('/sign-in');
    await signIn(where, ADMINISTRATOR.email, ADMINISTRATOR.password);
    await expect(where).toHaveURL(/\/spaces$/);
  }
  await open(page, '/settings/profile');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await elsewhere.goto('/spaces');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});
