// The first run: the link from the server's output creates the first administrator, once.
import { ADMINISTRATOR, createAdministrator, signIn } from '../support/server';
import { accessible, expect, fits, open, test } from '../support/test';

test.use({ file: import.meta.url, as: 'nobody' });
test.describe.configure({ mode: 'serial' });

test('without the link the set-up page shows no form', async ({ page }) => {
  await page.goto('/setup');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create the first administrator');
  await expect(page.getByText('the link that the server printed')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create account' })).toHaveCount(0);
});

test('a link with a wrong token shows no form', async ({ page }) => {
  await page.goto('/setup?token=guessed');
  await expect(page.getByRole('alert')).toContainText('This link no longer works');
  await expect(page.getByRole('button', { name: 'Create account' })).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the set-up form is accessible, ${colorScheme}`, async ({ page, server }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, await server.setupLink());
    await accessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await fits(page);
  });
}

test('the set-up form can be switched to Polish and back', async ({ page, server }) => {
  await page.goto(await server.setupLink());
  await page.getByRole('button', { name: 'Polski' }).click();
  await expect(page.getByRole('button', { name: 'Utwórz konto' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'pl');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible();
});

test('a short password is reported at its field, and the other fields keep their values', async ({ page, server }) => {
  await page.goto(await server.setupLink());
  await page.getByLabel('Name').fill(ADMINISTRATOR.name);
  await page.getByLabel('E-mail').fill(ADMINISTRATOR.email);
  await page.getByLabel('Password').fill('short');
  // Switches off the browser's validation, so that the server's is tested.
  await page.locator('form[action="/setup"]').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Choose a password of at least 10 characters.')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(ADMINISTRATOR.email);
});

test('the link creates the first administrator and signs in', async ({ page, server }) => {
  await createAdministrator(page, await server.setupLink());
  await expect(page.getByRole('heading', { level: 1, name: 'Spaces' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Spaces', exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add space' }).or(page.getByRole('link', { name: 'Add space' }))).toBeVisible();
});

test('the link cannot be used again', async ({ page, server }) => {
  await page.goto(await server.setupLink());
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('the account can be signed in to afterwards', async ({ page }) => {
  await page.goto('/spaces');
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await expect(page).toHaveURL(/\/spaces$/);
});
