// What people do in a topic shows on the screens of others who read it, and what one tab reads is read in the others.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { openLive } from '../support/live';
import { addSpaces, call, invite, join } from '../support/people';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

/** What happens elsewhere shows within this time. */
const SOON = { timeout: 2_000 };

interface Topic {
  space: string;
  number: number;
}

const post = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
const newPosts = (page: Page, count: number) =>
  page.getByRole('button', { name: count === 1 ? '1 new post' : `${count} new posts` });

const openTopic = (page: Page, { space, number }: Topic) => openLive(page, `/spaces/${space}/topics/${number}`);

async function addTopic(page: Page, name: string, text: string): Promise<Topic> {
  await open(page, '/spaces');
  const [space] = await addSpaces(page, [name]);
  const topic = { kind: 'talk', title: name, text };
  const answer = await call(page, 'add_topic', { space, topic, request: randomUUID() });
  return { space, number: await answer.json() };
}

async function reply(page: Page, topic: Topic, text: string): Promise<number> {
  return (await call(page, 'add_post', { topic, text, request: randomUUID() })).json();
}

/** Calls a server function and expects that it succeeds. */
async function act(page: Page, name: string, args: object): Promise<void> {
  const answer = await call(page, name, args);
  expect(answer.status(), await answer.text()).toBe(200);
}

async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu }).first().click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('a post shows on two other screens, and moves nothing that is read', async ({ page, stranger }) => {
  const topic = await addTopic(page, 'Read by three', 'The first post');
  for (let number = 0; number < 12; number += 1) await reply(page, topic, `Long enough to scroll, ${number}`);
  const rita = await join(await stranger(), await invite(page, 'Rita Reader', 'rita@example.com'));
  const jan = await join(await stranger(), await invite(page, 'Jan Kowalski', 'jan@example.com'));
  for (const reader of [rita, jan]) await openTopic(reader, topic);
  await rita.evaluate(() => window.scrollTo(0, 100));
  const box = jan.getByRole('textbox', { name: 'Write a reply' });
  await box.fill('Half a sent');
  const scrolled = await rita.evaluate(() => window.scrollY);

  await openTopic(page, topic);
  await page.getByRole('textbox', { name: 'Write a reply' }).fill('Seen by everybody');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  for (const reader of [rita, jan]) await expect(newPosts(reader, 1)).toBeVisible(SOON);
  expect(await rita.evaluate(() => window.scrollY)).toBe(scrolled);
  await expect(box).toHaveValue('Half a sent');
  await expect(box).toBeFocused();
  await reply(page, topic, 'And a second one');
  await expect(newPosts(rita, 2)).toBeVisible(SOON);
  await newPosts(rita, 2).click();
  await expect(post(rita, 'Seen by everybody')).toBeVisible();
  await expect(post(rita, 'And a second one')).toHaveCount(1);
});

test('an edit, a reaction and a deletion show on another screen', async ({ page, stranger }) => {
  const topic = await addTopic(page, 'Changes', 'Before the edit');
  const second = await reply(page, topic, 'Goes away');
  const reader = await join(await stranger(), await invite(page, 'Ela Ogląda', 'ela@example.com'));
  await openTopic(reader, topic);
  const first = second - 1;
  await act(page, 'edit_post', { topic, post: first, text: 'After the edit', version: 1 });
  await expect(post(reader, 'After the edit')).toContainText('edited', SOON);
  await act(page, 'react', { topic, post: first, emoji: '🎉', on: true });
  await expect(reader.getByRole('button', { name: /^🎉: / })).toBeVisible(SOON);
  await act(page, 'delete_post', { topic, post: second });
  await expect(post(reader, 'Goes away')).toHaveCount(0, SOON);
  await act(page, 'close_topic', { topic, outcome: 'Settled at once' });
  await expect(reader.getByText('Settled at once')).toBeVisible(SOON);
});

test('the name of a person who is writing shows, and goes again', async ({ page, stranger }) => {
  const topic = await addTopic(page, 'Writing', 'Who answers?');
  const writer = await join(await stranger(), await invite(page, 'Wanda Pisze', 'wanda@example.com'));
  await openTopic(page, topic);
  await openTopic(writer, topic);
  await writer.getByRole('textbox', { name: 'Write a reply' }).pressSequentially('I think');
  await expect(page.getByText('Wanda Pisze is writing')).toBeVisible(SOON);
  await expect(writer.getByText('is writing')).toHaveCount(0);
  await expect(page.getByText('Wanda Pisze is writing')).toHaveCount(0, { timeout: 10_000 });
});

test('what one tab reads is read in the other, and notices come and go', async ({ page, stranger }) => {
  test.slow();
  const topic = await addTopic(page, 'Two tabs', 'To read');
  const reader = await join(await stranger(), await invite(page, 'Dwa Okna', 'dwa@example.com'));
  await act(reader, 'list_topics', { space: topic.space, query: { state: null, mine: false }, after: null });
  await reply(reader, topic, 'I take part');
  await reply(page, topic, 'Something new');
  const list = await reader.context().newPage();
  await openLive(list, `/spaces/${topic.space}`);
  const row = list.getByRole('listitem').filter({ hasText: 'Two tabs' });
  await expect(row).toContainText('Unread:');
  const bell = list.getByRole('button', { name: /^Notices, 1 unread/ });
  await expect(bell).toBeVisible(SOON);
  await openTopic(reader, topic);
  // A post is read after a second on screen.
  await expect(row).not.toContainText('Unread:', { timeout: 5_000 });
  await expect(bell).toHaveCount(0, SOON);
  await choose(reader, 'More about this post', 'Mark unread from here');
  await expect(row).toContainText('Unread:', SOON);
});

test('access that is taken away closes the topic at once', async ({ page, stranger, quiet }) => {
  quiet.allow(/status of 40[34]/);
  const reader = await join(await stranger(), await invite(page, 'Traci Dostęp', 'traci@example.com'));
  const [person] = await (await call(page, 'suggest_people', { text: 'Traci' })).json();
  await open(page, '/spaces');
  const [space] = await addSpaces(page, ['Closed to her soon'], { visibility: 'hidden', people: [person.id] });
  const topic = { kind: 'talk', title: 'A secret', text: 'Nobody else knows' };
  const number = await (await call(page, 'add_topic', { space, topic, request: randomUUID() })).json();
  await openTopic(reader, { space, number });
  await expect(post(reader, 'Nobody else knows')).toBeVisible();
  await act(page, 'take_access', { id: space, people: [person.id] });
  await expect(reader.getByText('Nobody else knows')).toHaveCount(0, SOON);
  await expect(reader.getByRole('heading', { name: 'Nothing here' })).toBeVisible(SOON);
});

test('archiving a space closes the boxes of an open topic, keeps what is typed, and restoring opens them', async ({
  page,
  stranger,
}) => {
  const topic = await addTopic(page, 'Archived meanwhile', 'Still open');
  const reader = await join(await stranger(), await invite(page, 'Ida Pisząca', 'ida@example.com'));
  await openTopic(reader, topic);
  const box = reader.getByRole('textbox', { name: 'Write a reply' });
  await box.fill('Not sent yet');
  await act(page, 'archive_space', { id: topic.space });
  await expect(box).toHaveCount(0, SOON);
  await expect(reader.getByText('This space is archived.')).toBeVisible();
  await expect(reader.getByRole('button', { name: 'Add a reaction' })).toHaveCount(0);
  await act(page, 'restore_space', { id: topic.space });
  await expect(box).toHaveValue('Not sent yet', SOON);
});
