// Requests for access to a private space, leaving a space, and adding the people of another one.
import type { Page } from '@playwright/test';

import { openLive } from '../support/live';
import { addSpaces, call, invite, join } from '../support/people';
import { ADMINISTRATOR } from '../support/server';
import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

async function me(page: Page): Promise<string> {
  return (await (await call(page, 'my_session', {})).json()).me.id;
}

async function ask(page: Page, space: string, sentence: string): Promise<void> {
  await open(page, `/spaces/${space}`);
  await page.getByRole('textbox', { name: 'Why you need access (optional)' }).fill(sentence);
  await page.getByRole('button', { name: 'Ask for access' }).click();
  await expect(page.getByText('You have asked for access.')).toBeFocused();
}

test('access is asked for once and granted in the notice', async ({ page, stranger }) => {
  test.slow();
  const outsider = await join(await stranger(), await invite(page, 'Iga Prosząca', 'iga@example.com'));
  const [space] = await addSpaces(page, ['Closed deliveries'], { visibility: 'private' });
  await open(outsider, `/spaces/${space}`);
  await presentable(outsider);
  await ask(outsider, space, 'I drive on Mondays.');
  await outsider.reload();
  await expect(outsider.getByText('You have asked for access.')).toBeVisible();
  await expect(outsider.getByRole('button', { name: 'Ask for access' })).toHaveCount(0);

  await open(page, '/notices?show=requests');
  const line = page.getByRole('list', { name: 'Notices' }).getByRole('listitem').filter({ hasText: 'Iga Prosząca' });
  await expect(line).toContainText('I drive on Mondays.');
  await presentable(page);
  await line.getByRole('button', { name: 'Grant access to Iga Prosząca' }).click();
  await expect(line.getByText('Access granted')).toBeFocused();

  await open(outsider, `/spaces/${space}`);
  await expect(outsider.getByRole('heading', { level: 1, name: 'Closed deliveries' })).toBeVisible();
  await open(outsider, '/notices');
  await expect(outsider.getByRole('link', { name: 'You have been given access' })).toBeVisible();
});

test('a request is declined among the people of the space', async ({ page, stranger }) => {
  const outsider = await join(await stranger(), await invite(page, 'Nina Odmowna', 'nina@example.com'));
  const [space] = await addSpaces(page, ['Closed prices'], { visibility: 'private' });
  await ask(outsider, space, '');
  await open(page, '/notices?show=requests');
  await page.getByRole('link', { name: 'Nina Odmowna asks for access' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Closed prices' })).toBeVisible();
  const requests = page.getByRole('list', { name: 'Requests for access' });
  await requests.getByRole('button', { name: 'Decline access for Nina Odmowna' }).click();
  await expect(requests).toHaveCount(0);
  await open(outsider, '/notices');
  await expect(outsider.getByRole('link', { name: 'Your request for access was declined' })).toBeVisible();
  await open(outsider, `/spaces/${space}`);
  await expect(outsider.getByRole('button', { name: 'Ask for access' })).toBeVisible();
});

test('a new request appears among the people of an open space', async ({ page, stranger }) => {
  const outsider = await join(await stranger(), await invite(page, 'Lena Czeka', 'lena@example.com'));
  const [space] = await addSpaces(page, ['Closed stock'], { visibility: 'private' });
  await openLive(page, `/spaces/${space}?tab=about`);
  await expect(page.getByRole('region', { name: 'People with access' })).toBeVisible();
  await ask(outsider, space, 'I count the boxes.');
  const requests = page.getByRole('list', { name: 'Requests for access' });
  await expect(requests).toContainText('Lena Czeka', { timeout: 2_000 });
  await expect(requests).toContainText('I count the boxes.');
});

test('a member leaves a space after reading what that does', async ({ page, stranger, quiet }) => {
  // The open page may ask for the space once more, when the live stream says that it changed.
  quiet.allow(/status of 404.*open_space/);
  const member = await join(await stranger(), await invite(page, 'Leon Odchodzący', 'leon@example.com'));
  const [space] = await addSpaces(page, ['Left behind'], { visibility: 'hidden', people: [await me(member)] });
  await open(member, `/spaces/${space}?tab=about`);
  await member.getByRole('button', { name: 'Leave space' }).click();
  const dialog = member.getByRole('dialog', { name: 'Leave this space?' });
  await expect(dialog).toContainText('For you this space will not exist any more');
  await dialog.getByRole('button', { name: 'Leave space' }).click();
  await expect(member).toHaveURL(/\/spaces$/);
  expect((await call(member, 'open_space', { id: space })).status()).toBe(404);
});

test('the people of another space are added together', async ({ page, stranger }) => {
  const member = await join(await stranger(), await invite(page, 'Maja Wspólna', 'maja@example.com'));
  await addSpaces(page, ['Has its people'], { people: [await me(member)] });
  const [space] = await addSpaces(page, ['Has nobody']);
  await open(page, `/spaces/${space}?tab=about`);
  const people = page.getByRole('region', { name: 'People with access' });
  await people.getByRole('combobox', { name: 'Add people of another space' }).fill('Has its');
  await page.getByRole('option', { name: 'Has its people' }).click();
  await people.getByRole('button', { name: 'Add people' }).click();
  await expect(people.getByText('Maja Wspólna')).toBeVisible();
  await expect(people.getByText(ADMINISTRATOR.name)).toBeVisible();
});
