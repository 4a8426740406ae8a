// The search in conversations: on its page, and in the list of spaces under the results.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';

import { addSpaces, call, invite, join } from '../support/people';
import { expect, open, presentable, test } from '../support/test';

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

  await open(page, '/search');
  await expect(page.getByText('Type a word to search posts')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Words' }).fill('oferta');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page).toHaveURL('/search?q=oferta');
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

  await open(page, '/search?q=nowhere');
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
  await expect(page).toHaveURL('/search?q=heron');

  await open(page, '/spaces');
  await expect(page.getByRole('region', { name: 'In conversations' })).toHaveCount(0);
});

test('nothing is found where the reader may not look', async ({ page, stranger }) => {
  const outsider = await join(await stranger(), await invite(page, 'Ola Obca', 'ola@example.com'));
  const [space] = await addSpaces(page, ['Closed talks'], { visibility: 'private' });
  await addTopic(page, space, 'Kingfisher', 'A kingfisher dives.');
  await open(outsider, '/search?q=kingfisher');
  await expect(outsider.getByText('No post found')).toBeVisible();
});
