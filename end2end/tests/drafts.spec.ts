// Posts that wait for the network or were refused, and drafts in several tabs and of moved topics.
import type { Page, Route } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { storedDrafts } from '../support/drafts';
import { addSpaces, call } from '../support/people';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

/** What the browser logs about requests that a test makes fail. */
const FAILED = /ERR_FAILED|ERR_INTERNET_DISCONNECTED|Failed to load resource/;
const ADD_POST = '**/api/add_post';

interface Topic {
  space: string;
  number: number;
}

const box = (page: Page, name = 'Write a reply') => page.getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const post = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
/** The posts that are being sent. */
const pending = (page: Page) => page.getByRole('list', { name: 'Posts that are being sent' }).getByRole('listitem');
const offer = (page: Page) => page.getByText('There is another draft');

const openTopic = (page: Page, { space, number }: Topic) => open(page, `/spaces/${space}/topics/${number}`);

async function newSpace(page: Page, name: string): Promise<string> {
  await open(page, '/spaces');
  const [id] = await addSpaces(page, [name]);
  return id;
}

/** Adds a topic in a new space, both with this name. */
async function newTopic(page: Page, name: string): Promise<Topic> {
  const space = await newSpace(page, name);
  const topic = { kind: 'talk', title: name, text: 'The first post' };
  const answer = await call(page, 'add_topic', { space, topic, request: randomUUID() });
  return { space, number: await answer.json() };
}

/** Makes requests to this address fail as without a network. Returns the function that ends this. */
async function disconnect(page: Page, address: string): Promise<() => Promise<void>> {
  const fail = (route: Route) => route.abort();
  await page.context().route(address, fail);
  return () => page.context().unroute(address, fail);
}

/** Makes the server refuse posts. Returns the number of requests so far, and the function that ends this. */
async function refuse(page: Page): Promise<{ requests: () => number; accept: () => Promise<void> }> {
  let count = 0;
  const answer = (route: Route) => {
    count += 1;
    return route.fulfill({ status: 403, contentType: 'application/json', body: '{"error":"not_allowed"}' });
  };
  await page.context().route(ADD_POST, answer);
  return { requests: () => count, accept: () => page.context().unroute(ADD_POST, answer) };
}

/** Sends a reply. */
async function reply(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await button(page, 'Send').click();
}

/** Waits until a tab has sent a post. */
const sent = (page: Page) => page.waitForResponse((answer) => answer.url().endsWith('/api/add_post') && answer.ok());

test.describe('posts that wait for the network', () => {
  test('a waiting post is sent from another page', async ({ page, quiet }) => {
    quiet.allow(FAILED);
    const topic = await newTopic(page, 'Left behind');
    await openTopic(page, topic);
    const connect = await disconnect(page, ADD_POST);
    await reply(page, 'Sent from elsewhere');
    await expect(pending(page)).toContainText('Waiting for the network');
    await page.getByRole('navigation', { name: 'Where this page is' }).getByRole('link', { name: 'Spaces' }).click();
    await expect(page).toHaveURL(/\/spaces$/);
    const response = sent(page);
    await connect();
    await response;
    await openTopic(page, topic);
    await expect(post(page, 'Sent from elsewhere')).toHaveCount(1);
    await expect(pending(page)).toHaveCount(0);
  });

  test('a waiting post is shown after a reload, and sent once by a page that does not show it', async ({ page, quiet }) => {
    quiet.allow(FAILED);
    const topic = await newTopic(page, 'Reloaded');
    await openTopic(page, topic);
    const connect = await disconnect(page, ADD_POST);
    await reply(page, 'First of two');
    await reply(page, 'Second of two');
    await expect(pending(page)).toHaveCount(2);
    await page.reload();
    await expect(pending(page)).toHaveCount(2);
    await expect(pending(page).first()).toContainText('Waiting for the network');
    await open(page, '/notices');
    const requests: string[] = [];
    page.on('requestfinished', (request) => {
      if (request.url().endsWith('/api/add_post')) requests.push(request.postData() ?? '');
    });
    await connect();
    await expect.poll(() => storedDrafts(page)).not.toContain('of two');
    expect(requests).toHaveLength(2);
    expect(requests[0]).toContain('First of two');
    await openTopic(page, topic);
    await expect(page.getByRole('article')).toHaveText([/The first post/, /First of two/, /Second of two/]);
  });

  test('a waiting post of a closed tab is sent by a new one', async ({ page, context, quiet }) => {
    quiet.allow(FAILED);
    const topic = await newTopic(page, 'The next day');
    await openTopic(page, topic);
    const connect = await disconnect(page, ADD_POST);
    await reply(page, 'Good morning');
    await expect(pending(page)).toContainText('Waiting for the network');
    await page.close();
    await connect();
    const next = await context.newPage();
    const response = sent(next);
    await open(next, '/spaces');
    await response;
    await openTopic(next, topic);
    await expect(post(next, 'Good morning')).toHaveCount(1);
  });

  test('a waiting topic stays in sight when the form is closed, and opens no page when it is sent', async ({ page, quiet }) => {
    quiet.allow(FAILED);
    const { space } = await newTopic(page, 'Waiting topics');
    await open(page, `/spaces/${space}`);
    const connect = await disconnect(page, '**/api/add_topic');
    await button(page, 'New topic').click();
    await page.getByRole('textbox', { name: 'Title (optional)' }).fill('From the train');
    await box(page, 'Write a post').fill('Written in a tunnel');
    await button(page, 'Post').click();
    await expect(pending(page)).toContainText('Waiting for the network');
    await button(page, 'Cancel').click();
    await expect(box(page, 'Write a post')).toHaveCount(0);
    await expect(pending(page)).toContainText('Written in a tunnel');
    await connect();
    await expect(page.getByRole('link', { name: 'From the train' })).toBeVisible();
    await expect(pending(page)).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`/spaces/${space}$`));
  });
});

test.describe('refused posts', () => {
  test('a refused post that is changed is posted once', async ({ page, quiet }) => {
    quiet.allow(FAILED);
    const topic = await newTopic(page, 'Changed');
    await openTopic(page, topic);
    const { accept } = await refuse(page);
    await reply(page, 'Refused at first');
    await expect(button(page, 'Try again')).toBeVisible();
    await box(page).fill('Written meanwhile');
    await pending(page).getByRole('button', { name: 'Edit' }).click();
    await expect(box(page)).toHaveValue('Refused at first\n\nWritten meanwhile');
    await expect(pending(page)).toHaveCount(0);
    await accept();
    await button(page, 'Send').click();
    await expect(post(page, 'Refused at first')).toHaveCount(1);
    await expect.poll(() => storedDrafts(page)).not.toContain('Refused at first');
    await page.reload();
    await expect(post(page, 'Written meanwhile')).toHaveCount(1);
    await expect(pending(page)).toHaveCount(0);
    await expect(page.getByRole('article')).toHaveCount(2);
  });

  test('a refused post waits for the person after a reload', async ({ page, quiet }) => {
    quiet.allow(FAILED);
    const topic = await newTopic(page, 'Refused');
    await openTopic(page, topic);
    const { requests, accept } = await refuse(page);
    await reply(page, 'Not so fast');
    await expect(button(page, 'Try again')).toBeVisible();
    await expect.poll(() => storedDrafts(page)).toContain('"refused":{"error":"not_allowed"');
    await page.reload();
    for (const name of ['Try again', 'Edit', 'Discard']) {
      await expect(pending(page).getByRole('button', { name })).toBeVisible();
    }
    expect(requests()).toBe(1);
    await accept();
    await button(page, 'Try again').click();
    await expect(post(page, 'Not so fast')).toHaveCount(1);
    await expect(pending(page)).toHaveCount(0);
  });

  test('a refused topic is changed in the form, which opens for it', async ({ page, quiet }) => {
    quiet.allow(FAILED);
    const { space } = await newTopic(page, 'Refused topics');
    await open(page, `/spaces/${space}`);
    const refused = (route: Route) =>
      route.fulfill({ status: 403, contentType: 'application/json', body: '{"error":"not_allowed"}' });
    await page.route('**/api/add_topic', refused);
    await button(page, 'New topic').click();
    await page.getByRole('textbox', { name: 'Title (optional)' }).fill('Second thoughts');
    await box(page, 'Write a post').fill('To be changed');
    await button(page, 'Post').click();
    await expect(button(page, 'Try again')).toBeVisible();
    await button(page, 'Cancel').click();
    await pending(page).getByRole('button', { name: 'Edit' }).click();
    await expect(box(page, 'Write a post')).toHaveValue('To be changed');
    await expect(page.getByRole('textbox', { name: 'Title (optional)' })).toHaveValue('Second thoughts');
    await page.unroute('**/api/add_topic', refused);
    await button(page, 'Post').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Second thoughts' })).toBeVisible();
    await open(page, `/spaces/${space}`);
    await expect(page.getByRole('link', { name: 'Second thoughts' })).toHaveCount(1);
  });
});

test.describe('drafts of moved topics', () => {
  /** Moves the topic whose page is open, while the page is not looking. */
  async function moveElsewhere(page: Page, topic: Topic, name: string): Promise<void> {
    const [to] = await addSpaces(page, [name]);
    const answer = await call(page, 'move_topic', { topic, to });
    expect(answer.status(), await answer.text()).toBe(200);
    await expect(page.getByRole('navigation', { name: 'Where this page is' }).getByRole('link', { name })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/spaces/${to}/topics/`));
  }

  test('what is being written stays in the box when the topic is moved, and is sent to its new place', async ({ page }) => {
    const topic = await newTopic(page, 'Moving house');
    await openTopic(page, topic);
    await box(page).fill('Half packed');
    await moveElsewhere(page, topic, 'The new house');
    await expect(box(page)).toHaveValue('Half packed');
    await expect(offer(page)).toHaveCount(0);
    await button(page, 'Send').click();
    await expect(post(page, 'Half packed')).toHaveCount(1);
    await page.reload();
    await expect(post(page, 'Half packed')).toHaveCount(1);
    await expect(box(page)).toHaveValue('');
  });

  test('a draft follows a topic that was moved while its page was closed', async ({ page }) => {
    const topic = await newTopic(page, 'Moved quietly');
    await openTopic(page, topic);
    await box(page).fill('Kept for later');
    await expect.poll(() => storedDrafts(page)).toContain('Kept for later');
    await open(page, '/notices');
    const [to] = await addSpaces(page, ['A quiet place']);
    const number = (await (await call(page, 'move_topic', { topic, to })).json()).number;
    await openTopic(page, { space: to, number });
    await expect(box(page)).toHaveValue('Kept for later');
  });

  test('a change of a post follows the topic', async ({ page }) => {
    const topic = await newTopic(page, 'Changed and moved');
    await openTopic(page, topic);
    const edit = async () => {
      await button(page, 'More about this post').click();
      await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
    };
    await edit();
    await expect(box(page, 'Edit the post')).toHaveValue('The first post');
    await box(page, 'Edit the post').fill('The first post, better');
    await moveElsewhere(page, topic, 'Better place');
    await expect(box(page, 'Edit the post')).toHaveCount(0);
    await edit();
    await expect(box(page, 'Edit the post')).toHaveValue('The first post, better');
    await button(page, 'Save').click();
    await expect(post(page, 'The first post, better')).toContainText('edited');
  });
});

test.describe('drafts of two tabs', () => {
  test('the offer of a draft goes when the draft is sent in its tab', async ({ page, context }) => {
    const topic = await newTopic(page, 'Two tabs');
    await openTopic(page, topic);
    await box(page).fill('Mine alone');
    await expect.poll(() => storedDrafts(page)).toContain('Mine alone');
    const other = await context.newPage();
    await openTopic(other, topic);
    await expect(offer(other)).toBeVisible();
    await button(page, 'Send').click();
    await expect(post(page, 'Mine alone')).toHaveCount(1);
    await expect(offer(other)).toHaveCount(0);
    await expect(post(other, 'Mine alone')).toHaveCount(1);
  });

  test('the offer of a draft goes when the draft is discarded in its tab', async ({ page, context }) => {
    const topic = await newTopic(page, 'Thrown away');
    await openTopic(page, topic);
    await box(page).fill('Never mind');
    await expect.poll(() => storedDrafts(page)).toContain('Never mind');
    const other = await context.newPage();
    await openTopic(other, topic);
    await expect(offer(other)).toBeVisible();
    await box(page).fill('');
    await expect(offer(other)).toHaveCount(0);
  });

  test('a draft that another tab uses leaves the box in which it was written', async ({ page, context }) => {
    const topic = await newTopic(page, 'Taken over');
    await openTopic(page, topic);
    await box(page).fill('Over there');
    await expect.poll(() => storedDrafts(page)).toContain('Over there');
    const other = await context.newPage();
    await openTopic(other, topic);
    await button(other, 'Use').click();
    await expect(box(other)).toHaveValue('Over there');
    await expect(box(page)).toHaveValue('');
    await button(other, 'Send').click();
    await expect(post(other, 'Over there')).toHaveCount(1);
    await expect(post(page, 'Over there')).toHaveCount(1);
  });
});
