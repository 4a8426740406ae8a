// What administrators decide for the account, in their browser and in another person's.
import { addSpaces, call, invite, join } from '../support/people';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

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
    await toggle.uncheck();
    await expect(page.getByText('Spaces is off:')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Quick add' })).toHaveCount(0);
    await expect(page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link')).toHaveCount(1);

    // The other browser still shows the list: what it asks for is gone.
    await link.click();
    await expect(theirs.getByRole('heading', { level: 1, name: 'Nothing here' })).toBeVisible();
    expect((await call(theirs, 'open_space', { id })).status()).toBe(404);
    for (const address of ['/spaces', `/spaces/${id}`, '/spaces/new', '/settings/trash', '/settings/import']) {
      expect((await theirs.goto(address))?.status()).toBe(404);
      await expect(theirs.getByRole('heading', { level: 1, name: 'Nothing here' })).toBeVisible();
    }
    await theirs.goto('/');
    await expect(theirs).toHaveURL(/\/settings\/profile$/);
    await expect(theirs.getByRole('search')).toHaveCount(0);
    await expect(theirs.getByRole('button', { name: 'Quick add' })).toHaveCount(0);

    // Administrators read the reason, and get to the switch.
    expect((await page.goto(`/spaces/${id}`))?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: 'Spaces is switched off' })).toBeVisible();
    await open(page, '/settings/add-ons');
    await expect(toggle).not.toBeChecked();
    await toggle.check();
    await expect(page.getByText('Spaces is on for everyone')).toBeVisible();

    await open(theirs, '/spaces?tag=kept');
    await link.click();
    await expect(theirs.getByRole('heading', { level: 1, name: 'Kept through the switch' })).toBeVisible();
  });

  test('only administrators find the switch', async ({ page, stranger }) => {
    const theirs = await join(await stranger(), await invite(page, 'Ula Zwykła', 'ula@example.com'));
    await open(theirs, '/settings/add-ons');
    await expect(theirs.getByText('Only administrators can open this page')).toBeVisible();
    await expect(theirs.getByRole('switch')).toHaveCount(0);
    expect((await call(theirs, 'switch_add_on', { add_on: 'spaces', on: false })).status()).toBe(403);
  });
});
