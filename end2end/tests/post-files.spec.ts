// Files in posts: attached by picker, paste and drop, kept with the draft, shown in the text, and gone with it.
import { type Locator, type Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { storedDrafts } from '../support/drafts';
import { choose, drop, newSpace, newTopic, pasteFile, upload } from '../support/files';
import { openLive } from '../support/live';
import { call, invite, join } from '../support/people';
import { folderOnDisk, MEGABYTE, picture, text } from '../support/samples';
import { accessible, expect, open, presentable, ready, test } from '../support/test';
import { holdAfter } from '../support/uploads';

test.use({ file: import.meta.url });

/** What happens elsewhere shows within this time. */
const SOON = { timeout: 2_000 };

const box = (page: Page, name = 'Write a reply') => page.getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const post = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words });
const attached = (page: Page) => page.getByRole('list', { name: 'Attached files' }).getByRole('listitem');
const content = (file: string) => `/files/${file}/content?version=1`;

interface Topic {
  space: string;
  number: number;
}

/** Adds a topic in a new space, both with this name, and opens it. */
async function openTopic(page: Page, name: string): Promise<Topic> {
  const space = await newSpace(page, name);
  const topic = { space, number: await newTopic(page, space, name) };
  await open(page, address(topic));
  return topic;
}

const address = ({ space, number }: Topic) => `/spaces/${space}/topics/${number}`;

/** Returns the ids of the files that the text of the box names. */
async function namedIn(field: Locator): Promise<string[]> {
  return [...(await field.inputValue()).matchAll(/\]\(file:([0-9a-f-]{36})\)/g)].map(([, id]) => id);
}

/** Waits until the text of the box names so many files; returns their ids. */
async function filesIn(field: Locator, count: number): Promise<string[]> {
  await expect.poll(() => namedIn(field)).toHaveLength(count);
  return namedIn(field);
}

/** Sends a reply by its server function. */
async function reply(page: Page, topic: Topic, words: string): Promise<number> {
  return (await call(page, 'add_post', { topic, text: words, request: randomUUID() })).json();
}

test('a picture that is picked shows in the post at its size, and another file as a card', async ({ page }) => {
  await openTopic(page, 'Picked');
  await box(page).fill('Here they are');
  await choose(page, [picture('plan.png', 300, 150), text('terms.txt', 'Twelve bytes')], 'Attach files');
  await filesIn(box(page), 2);
  await presentable(page);
  await button(page, 'Send').click();
  const sent = post(page, 'Here they are');
  const image = sent.getByRole('img', { name: 'plan.png' });
  await expect(image).toHaveAttribute('width', '300');
  await expect(image).toHaveAttribute('height', '150');
  const { width, height } = (await image.boundingBox())!;
  expect([width, height]).toEqual([300, 150]);
  const card = sent.getByRole('link', { name: /terms\.txt/ });
  await expect(card).toContainText('Text');
  await expect(card).toContainText(/12\sB/);
  await presentable(page);
  await card.click();
  await expect(page.getByRole('heading', { level: 1, name: 'terms.txt' })).toBeVisible();
});

test('a picture takes its place before it is loaded, so that nothing moves', async ({ page }) => {
  const topic = await openTopic(page, 'Still');
  const file = await upload(page, { space: topic.space, post: true }, picture('large.png', 400, 300));
  await reply(page, topic, `![large.png](file:${file})`);
  await reply(page, topic, 'Below the picture');
  let load = () => {};
  const loaded = new Promise<void>((done) => (load = done));
  await page.route(/\/files\/[^/]+\/(content|thumbnail)/, async (route) => {
    await loaded;
    await route.continue();
  });
  await page.goto(address(topic), { waitUntil: 'domcontentloaded' });
  await ready(page);
  const place = async () => (await post(page, 'Below the picture').boundingBox())!.y;
  const before = await place();
  load();
  const image = page.getByRole('img', { name: 'large.png' });
  await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.complete && shown.naturalWidth)).toBeGreaterThan(0);
  expect(await place()).toBe(before);
});

test('a screenshot is pasted', async ({ page }) => {
  await openTopic(page, 'Pasted');
  await box(page).fill('Look: ');
  await box(page).press('End');
  await pasteFile(page, picture('image.png', 200, 100));
  await filesIn(box(page), 1);
  await expect(box(page)).toHaveValue(/^Look: [^]*!\[Screenshot /);
  await button(page, 'Send').click();
  await expect(post(page, 'Look:').getByRole('img', { name: /^Screenshot / })).toBeVisible();
});

test('a paste of spreadsheet cells with a picture of them stays text', async ({ page }) => {
  await openTopic(page, 'Cells');
  await box(page).focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/html', '<table><tr><td>Price</td><td>12</td></tr></table>');
    data.setData('text/plain', 'Price\t12');
    data.items.add(new File([new Uint8Array([1])], 'image.png', { type: 'image/png' }));
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(box(page)).toHaveValue(/Price \| 12/);
  expect(await namedIn(box(page))).toEqual([]);
});

test('files dropped on a topic are attached to the reply', async ({ page }, info) => {
  await openTopic(page, 'Dropped');
  const disk = await folderOnDisk(info.outputPath('disk'), { 'one.txt': 'One', 'two.txt': 'Two' });
  await drop(page, page.getByRole('main'), [`${disk}/one.txt`, `${disk}/two.txt`]);
  await filesIn(box(page), 2);
  await button(page, 'Send').click();
  for (const name of ['one.txt', 'two.txt']) await expect(post(page, 'one.txt').getByRole('link', { name: new RegExp(name) })).toBeVisible();
});

test('a new topic takes files', async ({ page }) => {
  const space = await newSpace(page, 'New topic');
  await open(page, `/spaces/${space}`);
  await box(page, 'Write a post').fill('With a file');
  await choose(page, text('first.txt'), 'Attach files');
  await filesIn(box(page, 'Write a post'), 1);
  await button(page, 'Post').click();
  await expect(post(page, 'With a file').getByRole('link', { name: /first\.txt/ })).toBeVisible();
});

test('a post waits for its files, which can be removed', async ({ page }) => {
  await openTopic(page, 'Waiting');
  const { release } = await holdAfter(page, 0);
  await box(page).fill('Not yet');
  await choose(page, { ...text('slow.bin'), buffer: Buffer.alloc(MEGABYTE) }, 'Attach files');
  await expect(attached(page)).toContainText('slow.bin');
  await expect(button(page, 'Wait for 1 file')).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('The post can be sent when its files are uploaded or removed.')).toBeVisible();
  await accessible(page);
  await attached(page).getByRole('button', { name: 'Remove slow.bin' }).click();
  release();
  await expect(attached(page)).toHaveCount(0);
  await button(page, 'Send').click();
  await expect(post(page, 'Not yet')).toBeVisible();
  await expect(post(page, 'slow.bin')).toHaveCount(0);
});

test('a draft keeps its file through a reload', async ({ page }) => {
  await openTopic(page, 'Drafts');
  await box(page).fill('Kept with ');
  await choose(page, text('kept.txt'), 'Attach files');
  const [file] = await filesIn(box(page), 1);
  await expect.poll(() => storedDrafts(page)).toContain(file);
  await page.reload();
  await ready(page);
  await expect(box(page)).toHaveValue(new RegExp(file));
  await button(page, 'Send').click();
  await expect(post(page, 'Kept with').getByRole('link', { name: /kept\.txt/ })).toBeVisible();
});

test('an upload into a draft goes on after a reload and is put into its text', async ({ page }) => {
  await openTopic(page, 'Reloaded');
  const { held, release } = await holdAfter(page, 0);
  await box(page).fill('Later ');
  await choose(page, { ...text('later.bin'), buffer: Buffer.alloc(MEGABYTE) }, 'Attach files');
  await expect.poll(held).toBe(true);
  await expect.poll(() => storedDrafts(page)).toContain('Later');
  await page.reload();
  release();
  await filesIn(box(page), 1);
  await expect(box(page)).toHaveValue(/^Later [^]*later\.bin/);
});

test("nobody else can open a draft's file, and everybody who reads the post can", async ({ page, stranger }) => {
  const topic = await openTopic(page, 'Secret drafts');
  const reader = await join(await stranger(), await invite(page, 'Rena Czyta', 'rena@example.com'));
  await choose(page, text('draft.txt', 'Not for you yet'), 'Attach files');
  const [file] = await filesIn(box(page), 1);
  for (const path of [content(file), `/files/${file}`]) expect((await reader.request.get(path)).status(), path).toBe(404);
  expect((await page.request.get(content(file))).status()).toBe(200);
  // A reader cannot make it theirs by naming it in a post of their own.
  await reply(reader, topic, `Mine now: [draft.txt](file:${file})`);
  expect((await reader.request.get(content(file))).status()).toBe(404);
  await open(reader, address(topic));
  await expect(post(reader, 'Mine now')).toContainText('a file that is no longer here');
  await expect(post(reader, 'Mine now')).not.toContainText('draft.txt');

  await button(page, 'Send').click();
  await expect(post(page, 'draft.txt')).toBeVisible();
  await expect.poll(async () => (await reader.request.get(content(file))).status()).toBe(200);
});

test('a file that is edited out of a post is gone for its readers at once', async ({ page, stranger }) => {
  const topic = await openTopic(page, 'Edited out');
  const reader = await join(await stranger(), await invite(page, 'Ela Edytuje', 'ela@example.com'));
  const file = await upload(page, { space: topic.space, post: true }, text('regret.txt'));
  const number = await reply(page, topic, `Too much: [regret.txt](file:${file})`);
  await openLive(reader, address(topic));
  await expect(post(reader, 'Too much').getByRole('link', { name: /regret\.txt/ })).toBeVisible();
  expect((await reader.request.get(content(file))).status()).toBe(200);
  await call(page, 'edit_post', { topic, post: number, text: 'Too much: nothing', version: 1 });
  await expect(post(reader, 'Too much: nothing')).toBeVisible(SOON);
  for (const path of [content(file), `/files/${file}`]) expect((await reader.request.get(path)).status(), path).toBe(404);
  // Its author finds it in the versions of the post.
  expect((await page.request.get(content(file))).status()).toBe(200);
});

test('the file of a deleted post is gone, and back with the post', async ({ page, stranger }) => {
  const topic = await openTopic(page, 'Deleted posts');
  const reader = await join(await stranger(), await invite(page, 'Ula Usuwa', 'ula@example.com'));
  const file = await upload(page, { space: topic.space, post: true }, text('deleted.txt'));
  const number = await reply(page, topic, `[deleted.txt](file:${file})`);
  expect((await reader.request.get(content(file))).status()).toBe(200);
  await call(page, 'delete_post', { topic, post: number });
  expect((await reader.request.get(content(file))).status()).toBe(404);
  await call(page, 'restore_post', { topic, post: number });
  expect((await reader.request.get(content(file))).status()).toBe(200);
});

test('a topic that is moved takes its files to the audience of its new space', async ({ page, stranger }) => {
  const topic = await openTopic(page, 'Moved with files');
  const reader = await join(await stranger(), await invite(page, 'Piotr Przenosi', 'piotr@example.com'));
  const file = await upload(page, { space: topic.space, post: true }, text('moves.txt'));
  await reply(page, topic, `[moves.txt](file:${file})`);
  expect((await reader.request.get(content(file))).status()).toBe(200);
  const to = await newSpace(page, 'A hidden place', { visibility: 'hidden' });
  expect((await call(page, 'move_topic', { topic, to })).status()).toBe(200);
  expect((await reader.request.get(content(file))).status()).toBe(404);
  expect((await page.request.get(content(file))).status()).toBe(200);
});
