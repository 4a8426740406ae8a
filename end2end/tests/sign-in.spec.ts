// Signing in and out.
import { ADMINISTRATOR, signIn } from '../support/server';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url, as: 'nobody' });

// The account exists; the browser of each test knows nothing of it.
test.beforeAll(async ({ server, browser }) => {
  await server.administrator(browser);
});

test('a wrong password is said, and the e-mail stays', async ({ page }) => {
  await page.goto('/sign-in');
  await signIn(page, ADMINISTRATOR.email, 'not the password');
  await expect(page.getByRole('alert')).toContainText('The e-mail or the password is not right');
  await expect(page.getByLabel('E-mail')).toHaveValue(ADMINISTRATOR.email);
  await expect(page.getByLabel('Password')).toHaveValue('');
  expect(page.url()).not.toContain('not%20the');
});

test('an unknown e-mail is answered with the same words', async ({ page }) => {
  await page.goto('/sign-in');
  await signIn(page, 'nobody@example.com', 'not the password');
  await expect(page.getByRole('alert')).toContainText('The e-mail or the password is not right');
});

test('after signing in one is where one wanted to go', async ({ page }) => {
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
  // Nor does the old cookie open anything.
  await context.addCookies(cookies);
  await page.goto('/spaces');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('signing out everywhere ends the other browser too', async ({ page, stranger }) => {
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
