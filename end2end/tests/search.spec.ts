// The search: all groups and each of them on its page, and conversations in the list of spaces under the results.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';

import { choose, libraryOf } from '../support/files';
import { addSpaces, call, invite, join } from '../support/people';
import { text } from '../support/samples';
import { expect, open, presentable, test } from '../support/test';
import { link } from '../support/uploads';

test.use({ file: import.meta.url });

async function addTopic(page: Page, space: string, title: string, text: string): Promise<number> {
  const answer = await call(page, 'add_topic', { space, topic: { kind: 'talk', title, text }, request: randomUUID() });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

test('posts are found by beginnings of words, marked, with the outcome before them', async ({ page }) => {
  await open(page, '/spaces');
  const [space] = await addSpaces(page, ['Offers']);
  const number = await addTopic(page, space, 'Łódź', 'The oferta_v2-final is ready for Łódź.');
  await call(page, 'close_topic', { topic: { space, number }, outcome: 'Sent on Monday' });

  await open(page, '/search?group=topics');
  await expect(page.getByText('Type a word to search posts')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Words' }).fill('oferta');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page).toHaveURL('/search?group=topics&q=oferta');
  const found = page.getByRole('list', { name: 'Found posts' }).getByRole('listitem');
  // The index may lag behind the post.
  await expect(async () => {
    await page.reload();
    await expect(found).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await expect(found).toContainText(/Outcome: Sent on Monday.*oferta/s);
  await expect(found.getByRole('mark').first()).toContainText(/oferta/i);
  await presentable(page);

  await page.getByRole('combobox', { name: 'Space' }).fill('Offers');
  await page.getByRole('option', { name: 'Offers' }).click();
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`space=${space}`));
  await expect(found).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Remove Offers' })).toBeVisible();

  await open(page, '/search?group=topics&q=nowhere');
  await expect(page.getByText('No post found')).toBeVisible();
});

test('the list shows the first found posts under its rows', async ({ page }) => {
  await open(page, '/spaces');
  const [space] = await addSpaces(page, ['Unlike its posts']);
  await addTopic(page, space, 'Heron', 'A heron stands in the water.');
  await expect(async () => {
    await open(page, '/spaces?q=heron');
    const section = page.getByRole('region', { name: 'In conversations' });
    await expect(section.getByRole('link', { name: 'Heron', exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole('link', { name: 'All in conversations' }).click();
  await expect(page).toHaveURL('/search?group=topics&q=heron');

  await open(page, '/spaces');
  await expect(page.getByRole('region', { name: 'In conversations' })).toHaveCount(0);
});

test('nothing is found where the reader may not look', async ({ page, stranger }) => {
  const outsider = await join(await stranger(), await invite(page, 'Ola Obca', 'ola@example.com'));
  const [space] = await addSpaces(page, ['Closed talks'], { visibility: 'private' });
  await addTopic(page, space, 'Kingfisher', 'A kingfisher dives.');
  await open(outsider, '/search?group=topics&q=kingfisher');
  await expect(outsider.getByText('No post found')).toBeVisible();
  await open(outsider, '/search?q=kingfisher');
  await expect(outsider.getByText('Nothing found')).toBeVisible();
});

test('everything is found in groups, without diacritics, and each group has all of its hits', async ({ page }) => {
  await open(page, '/spaces');
  const [space] = await addSpaces(page, ['Żuraw budowlany']);
  await addTopic(page, space, 'Żuraw na budowie', 'Kiedy przyjedzie?');
  await call(page, 'add_topic', {
    space,
    topic: { kind: 'link', title: 'Żurawie w Polsce', text: 'https://example.org/zurawie' },
    request: randomUUID(),
  });
  await open(page, libraryOf(space));
  await choose(page, text('żuraw-plan.txt'));
  await expect(link(page, 'żuraw-plan.txt')).toBeVisible();

  await open(page, '/search');
  await expect(page.getByText('Type a word to search spaces')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Words' }).fill('zuraw');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page).toHaveURL('/search?q=zuraw');
  const group = (name: string) => page.getByRole('region', { name, exact: true });
  await expect(group('Spaces').getByRole('link', { name: 'Żuraw budowlany' })).toHaveAttribute('href', `/spaces/${space}`);
  await expect(group('Topics and posts').getByRole('link', { name: 'Żuraw na budowie' })).toBeVisible();
  await expect(group('Links').getByRole('link', { name: 'Żurawie w Polsce' })).toBeVisible();
  await expect(group('Files').getByRole('link', { name: 'żuraw-plan.txt' })).toBeVisible();
  await expect(group('Spaces').getByRole('mark')).toHaveText('Żuraw');
  await presentable(page);

  const groups = page.getByRole('navigation', { name: 'What to search' });
  await groups.getByRole('link', { name: 'Files', exact: true }).click();
  await expect(page).toHaveURL('/search?group=files&q=zuraw');
  const files = page.getByRole('list', { name: 'Files' }).getByRole('listitem');
  await expect(files).toHaveCount(1);
  await expect(files).toContainText('Żuraw budowlany');
  await presentable(page);
  await files.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'żuraw-plan.txt' })).toBeVisible();
});

test('all hits of a group follow page by page', async ({ page }) => {
  await open(page, '/spaces');
  await addSpaces(
    page,
    Array.from({ length: 23 }, (_, index) => `Sandpiper ${index}`),
  );
  await open(page, '/search?q=sandpiper');
  const spaces = page.getByRole('region', { name: 'Spaces', exact: true });
  await expect(spaces.getByRole('listitem')).toHaveCount(5);
  await spaces.getByRole('link', { name: 'Show all: Spaces' }).click();
  await expect(page).toHaveURL('/search?group=spaces&q=sandpiper');
  const all = page.getByRole('list', { name: 'Spaces', exact: true }).getByRole('listitem');
  await expect(all).toHaveCount(20);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect(all).toHaveCount(23);
});
