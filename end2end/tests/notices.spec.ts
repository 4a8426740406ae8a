// Notices: the bell, its menu and the page; the numbers of unread topics; catching up; the levels in the profile.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';

import { addSpaces, call, invite, join } from '../support/people';
import { accessible, expect, floatsInside, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

/** Returns the id of the signed-in person. */
async function me(page: Page): Promise<string> {
  return (await (await call(page, 'my_session', {})).json()).me.id;
}

/** Adds a topic by the server function; returns its number. */
async function addTopic(page: Page, space: string, title: string, text: string): Promise<number> {
  const answer = await call(page, 'add_topic', { space, topic: { kind: 'talk', title, text }, request: randomUUID() });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

async function reply(page: Page, space: string, number: number, text: string): Promise<void> {
  const answer = await call(page, 'add_post', { topic: { space, number }, text, request: randomUUID() });
  expect(answer.status(), await answer.text()).toBe(200);
}

test('a reply in an own topic gives a notice, in the bell, its menu and on the page', async ({ page, stranger }) => {
  test.slow();
  const writer = await join(await stranger(), await invite(page, 'Witold Pisarz', 'witold@example.com'));
  const [space] = await addSpaces(page, ['Price lists'], { people: [await me(writer)] });
  const topic = await addTopic(page, space, 'Autumn prices', 'What do we ask for delivery?');
  await reply(writer, space, topic, 'Ten a piece.');
  await reply(writer, space, topic, 'Eight for many.');

  await open(page, '/spaces');
  const bell = page.getByRole('button', { name: 'Notices, 1 unread', exact: true });
  await expect(bell).toBeVisible();
  await bell.click();
  const entry = page.getByRole('menuitem', { name: /Autumn prices/ });
  await expect(entry).toBeFocused();
  await expect(entry).toContainText('2 new posts in a topic you take part in');
  await accessible(page);
  await floatsInside(page);
  await page.keyboard.press('Escape');
  await expect(bell).toBeFocused();

  await open(page, '/notices');
  const lines = page.getByRole('list', { name: 'Notices' });
  const line = lines.getByRole('listitem');
  await expect(line).toHaveCount(1);
  await expect(line.getByRole('img', { name: 'Unread' })).toBeVisible();
  await expect(line.getByRole('link', { name: 'Price lists' })).toBeVisible();
  await expect(line).toContainText('Eight for many.');
  await presentable(page);

  await page.getByRole('link', { name: 'Mentions', exact: true }).click();
  await expect(page).toHaveURL('/notices?show=mentions');
  await expect(page.getByText('Nobody has mentioned you yet')).toBeVisible();
  await page.getByRole('link', { name: 'Unread', exact: true }).click();
  await expect(line).toHaveCount(1);

  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(page.getByText('No unread notices')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();
});

test('on a phone the bell leads to the page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/deals');
  await page.getByRole('link', { name: /^Notices/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Notices' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Catch up' })).toBeVisible();
});

test('unread topics are counted in the navigation, and read in one go', async ({ page, stranger }) => {
  test.slow();
  const reader = await join(await stranger(), await invite(page, 'Czesia Czytelna', 'czesia@example.com'));
  const people = [await me(reader)];
  const [first] = await addSpaces(page, ['First matter'], { people });
  const [second] = await addSpaces(page, ['Second matter'], { people });
  // The first visit of a space begins its unread posts.
  for (const space of [first, second]) await call(reader, 'list_topics', { space, query: { state: null, mine: false } });
  await addTopic(page, first, 'Opening hours', 'We open at **eight**.');
  const closed = await addTopic(page, second, 'Closed question', 'Who drives?');
  await call(page, 'close_topic', { topic: { space: second, number: closed }, outcome: 'Marek drives' });

  await open(reader, '/deals');
  const navigation = reader.getByRole('navigation', { name: 'Main navigation' });
  await expect(navigation.getByRole('link', { name: /2 spaces with unread topics/ })).toBeVisible();
  await navigation.getByRole('link', { name: 'Catch up' }).click();
  await expect(reader.getByRole('heading', { level: 1, name: 'Catch up' })).toBeVisible();
  await expect(reader.getByText('2 topics with unread posts')).toBeVisible();
  const space = reader.getByRole('region', { name: 'First matter' });
  await expect(space.getByRole('article', { name: 'Opening hours' }).locator('strong', { hasText: 'eight' })).toBeVisible();
  const answered = reader.getByRole('article', { name: 'Closed question' });
  await expect(answered).toContainText(/Outcome: Marek drives.*Who drives\?/s);
  await presentable(reader);

  await reader.getByRole('button', { name: 'Mark all as read' }).first().click();
  await expect(reader.getByText('You have read everything')).toBeVisible();
  await expect(navigation.getByRole('link', { name: 'Spaces', exact: true })).toBeVisible();
});

test('the level for all spaces is saved at once', async ({ page }) => {
  await open(page, '/settings/profile');
  const levels = page.getByRole('group', { name: 'What I am notified about' });
  await expect(levels.getByRole('radio', { name: 'What I take part in' })).toBeChecked();
  await levels.getByRole('radio', { name: 'Mentions' }).check();
  await expect(page.getByText('Saved. Spaces and topics')).toBeVisible();
  await page.reload();
  await expect(levels.getByRole('radio', { name: 'Mentions' })).toBeChecked();
});

test('browser notifications ask for permission only on switching on', async ({ page, context }) => {
  await context.grantPermissions(['notifications']);
  await open(page, '/settings/profile');
  const toggle = page.getByRole('switch', { name: 'Browser notifications' });
  await expect(toggle).not.toBeChecked();
  await toggle.click();
  await expect(toggle).toBeChecked();
  await page.reload();
  await expect(toggle).toBeChecked();
  await toggle.click();
  await page.reload();
  await expect(toggle).not.toBeChecked();
});

test('the list marks spaces with unread topics, and can show them alone', async ({ page, stranger }) => {
  const reader = await join(await stranger(), await invite(page, 'Lista Nowa', 'lista@example.com'));
  const people = [await me(reader)];
  const [busy, quiet] = await addSpaces(page, ['A busy space', 'A quiet space'], { people });
  for (const space of [busy, quiet]) {
    await call(reader, 'list_topics', { space, query: { state: null, mine: false }, after: null });
  }
  await addTopic(page, busy, 'News', 'Something new');
  await open(reader, '/spaces?q=space');
  await expect(reader.getByRole('row', { name: /A busy space/ }).getByRole('img', { name: 'Unread' })).toBeVisible();
  await expect(reader.getByRole('row', { name: /A quiet space/ }).getByRole('img', { name: 'Unread' })).toHaveCount(0);
  await reader.getByRole('button', { name: 'Filters' }).click();
  await reader.getByRole('checkbox', { name: 'Only spaces with unread topics' }).check();
  await reader.getByRole('button', { name: 'Show spaces' }).click();
  await expect(reader).toHaveURL(/unread=1/);
  await expect(reader.getByRole('link', { name: 'A busy space' })).toBeVisible();
  await expect(reader.getByRole('link', { name: 'A quiet space' })).toHaveCount(0);
  await presentable(reader);
});
