// Links: an address that becomes one, the topic that has it already, its address and tags, the list in the library, bookmarks.
import type { Page } from '@playwright/test';
import { join as path } from 'node:path';

import { addSpaces, call, invite, join } from '../support/people';
import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

/** What happens elsewhere shows within this time. */
const SOON = { timeout: 2_000 };

const fixture = (name: string) => path(import.meta.dirname, '../fixtures', name);
const box = (page: Page, name = 'Write a post') => page.getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const post = (page: Page) => button(page, 'Post').click();
const kind = (page: Page, name: string) => page.getByRole('radiogroup', { name: 'Kind' }).getByRole('radio', { name });
const linksOf = (space: string, query = '') => `/spaces/${space}/library?by=link${query}`;
const list = (page: Page) => page.getByRole('region', { name: 'Links', exact: true });
const rows = (page: Page) => list(page).getByRole('listitem').filter({ has: page.getByRole('paragraph') });

async function newSpace(page: Page, name: string, more: Parameters<typeof addSpaces>[2] = {}): Promise<string> {
  await open(page, '/spaces');
  const [id] = await addSpaces(page, [name], more);
  return id;
}

/** Adds a link by its server function; returns its address. */
async function addLink(page: Page, space: string, text: string, title = ''): Promise<{ space: string; number: number }> {
  const topic = { kind: 'link', title, text };
  const answer = await call(page, 'add_topic', { space, topic, request: crypto.randomUUID() });
  expect(answer.status(), await answer.text()).toBe(200);
  return { space, number: await answer.json() };
}

async function saveLink(page: Page, topic: object, address: string, tags: string[]): Promise<void> {
  const answer = await call(page, 'save_link', { topic, form: { address, tags }, version: 1 });
  expect(answer.status(), await answer.text()).toBe(200);
}

test('an address alone becomes a link by itself, and can be changed back', async ({ page }) => {
  const space = await newSpace(page, 'Pasted');
  await open(page, `/spaces/${space}`);
  await box(page).fill('https://example.com/article?utm_source=news');
  await expect(kind(page, 'Link')).toBeChecked();
  await kind(page, 'Conversation').check({ force: true });
  await box(page).pressSequentially(' ');
  await expect(kind(page, 'Conversation')).toBeChecked();
  await box(page).fill('');
  await box(page).fill('https://example.com/article?utm_source=news');
  await expect(kind(page, 'Link')).toBeChecked();
  await box(page).fill('No address any more');
  await expect(kind(page, 'Conversation')).toBeChecked();
  await box(page).fill('https://example.com/article?utm_source=news');
  await post(page);
  const panel = page.getByRole('region', { name: 'Address' });
  const link = panel.getByRole('link', { name: /example\.com/ });
  await expect(link).toHaveAttribute('href', 'https://example.com/article?utm_source=news');
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAttribute('rel', 'noopener nofollow ugc');
  await presentable(page);
});

test('a known address opens the earlier topic and keeps what was written as a reply', async ({ page }) => {
  const space = await newSpace(page, 'Known');
  const known = await addLink(page, space, 'https://example.com/a', 'The first one');
  await open(page, `/spaces/${space}`);
  await button(page, 'New topic').click();
  await page.getByRole('textbox', { name: 'Title (optional)' }).fill('My title');
  await box(page).fill('http://www.example.com/a/?fbclid=1');
  await expect(page.getByText('This address has a topic here already:')).toBeVisible();
  await expect(page.getByRole('form', { name: 'New topic' }).getByRole('link', { name: 'The first one' })).toBeVisible();
  await box(page).fill('http://www.example.com/a/?fbclid=1\n\nPage 3 is good.');
  await post(page);
  await expect(page).toHaveURL(`/spaces/${space}/topics/${known.number}`);
  await expect(page.getByText('This topic has the address already. You wrote:')).toBeVisible();
  await page.reload();
  await button(page, 'Add what you wrote as a reply').click();
  const reply = box(page, 'Write a reply');
  await expect(reply).toHaveValue(/^My title\n\nhttp:\/\/www\.example\.com\/a\/\?fbclid=1\n\nPage 3 is good\.$/);
  await button(page, 'Send').click();
  await expect(page.getByRole('article').filter({ hasText: 'Page 3 is good.' })).toBeVisible();
  const page2 = await (await call(page, 'list_links', { space, query: {}, after: null })).json();
  expect(page2.rows).toHaveLength(1);
});

test('of two people who add an address at once one gets the topic of the other', async ({ page, stranger }) => {
  const link = await invite(page, 'Basia Nowak', 'basia.links@example.org');
  const space = await newSpace(page, 'Race');
  const basia = await join(await stranger(), link);
  const add = (person: Page, text: string) =>
    call(person, 'add_topic', { space, topic: { kind: 'link', title: '', text }, request: crypto.randomUUID() });
  const answers = await Promise.all([add(page, 'https://example.com/race'), add(basia, 'http://example.com/race/')]);
  expect(answers.map((answer) => answer.status()).sort()).toEqual([200, 409]);
  const refused = await answers.find((answer) => answer.status() === 409)?.json();
  expect(JSON.stringify(refused)).toContain(space);
});

test('address and tags of a link are changed, and a known address is refused', async ({ page, quiet }) => {
  quiet.allow(/409 \(Conflict\).*save_link/);
  const space = await newSpace(page, 'Changed');
  await addLink(page, space, 'https://example.com/a', 'Has the address');
  const second = await addLink(page, space, 'https://example.com/b', 'Second');
  await open(page, `/spaces/${space}/topics/${second.number}`);
  await button(page, 'Edit address').click();
  const dialog = page.getByRole('dialog', { name: 'Edit link' });
  const address = dialog.getByRole('textbox', { name: 'Address' });
  await address.fill('example.com/a/');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('link', { name: 'Has the address' })).toBeVisible();
  await expect(address).toBeFocused();
  await presentable(page);
  await address.fill('https://example.com/c');
  const tags = dialog.getByRole('combobox', { name: 'Tags' });
  await tags.fill('Ceny');
  await tags.press('Enter');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const panel = page.getByRole('region', { name: 'Address' });
  await expect(panel.getByRole('link', { name: /example\.com\/c/ })).toBeVisible();
  await panel.getByRole('link', { name: 'Ceny' }).click();
  await expect(page).toHaveURL(/by=link&tag=Ceny/);
  await expect(rows(page)).toHaveCount(1);
});

test('the library lists links, found by words and tags', async ({ page }) => {
  const space = await newSpace(page, 'Listed');
  await open(page, linksOf(space));
  await expect(page.getByText('There are no links here yet.')).toBeVisible();
  await presentable(page);
  const one = await addLink(page, space, 'https://example.com/lodz', 'Ceny w Łodzi');
  const two = await addLink(page, space, 'https://other.example/b', 'Rozmowy');
  await saveLink(page, one, 'https://example.com/lodz', ['Sprzedaż']);
  await saveLink(page, two, 'https://other.example/b', ['Sprzedaż', 'Rozmowy']);
  await expect(rows(page)).toHaveCount(2, SOON);
  await presentable(page);
  const search = page.getByRole('searchbox', { name: 'Search titles, hosts and tags' });
  await search.fill('lodzi');
  await expect(rows(page)).toHaveText([/Ceny w Łodzi/]);
  await expect(page).toHaveURL(/q=lodzi/);
  await search.fill('nothing');
  await expect(page.getByText('No link matches.')).toBeVisible();
  await button(page, 'Clear all').click();
  await page.getByRole('button', { name: /^Rozmowy/ }).click();
  await expect(rows(page)).toHaveText([/Rozmowy/]);
  await page.reload();
  await expect(rows(page)).toHaveText([/Rozmowy/]);
  await page.getByRole('navigation', { name: 'Parts of the library' }).getByRole('link', { name: 'Folders' }).click();
  await expect(page.getByText('There are no files here yet.')).toBeVisible();
});

test('a link is added by its address in the library, and a known one opens its topic', async ({ page, quiet }) => {
  quiet.allow(/409 \(Conflict\).*add_topic/);
  quiet.allow(/422 .*add_topic/);
  const space = await newSpace(page, 'Added here');
  await open(page, linksOf(space));
  const address = page.getByRole('textbox', { name: 'Address' });
  await address.fill('example.com/new');
  await address.press('Enter');
  await expect(rows(page)).toHaveCount(1);
  await expect(address).toHaveValue('');
  await address.fill('two words');
  await address.press('Enter');
  await expect(page.getByText('A web address is needed, such as https://example.com.')).toBeVisible();
  await address.fill('https://www.example.com/new/');
  await address.press('Enter');
  await expect(page).toHaveURL(/\/topics\/1$/);
});

test('bookmarks of a browser and of a table are imported', async ({ page }) => {
  const space = await newSpace(page, 'Bookmarks');
  await addLink(page, space, 'https://example.com/known', 'Known before');
  await open(page, linksOf(space));
  await button(page, 'Import bookmarks').click();
  const dialog = page.getByRole('dialog', { name: 'Import bookmarks' });
  await dialog.getByLabel('A file of bookmarks').setInputFiles(fixture('bookmarks.html'));
  await expect(dialog.getByText('2 links will be added. 1 is known already. 1 address is wrong.')).toBeVisible();
  await expect(dialog.getByRole('row').filter({ hasText: 'Known before' })).toContainText('Known already:');
  await expect(dialog.getByRole('row').filter({ hasText: 'Techniques' })).toContainText('Sprzedaż');
  await presentable(page);
  await dialog.getByRole('button', { name: 'Add 2 links' }).click();
  await expect(dialog.getByText('2 links added. 1 is known already. 1 address is wrong.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(rows(page)).toHaveCount(3);
  const conversation = rows(page).filter({ hasText: 'Rozmowy z klientem' });
  await expect(conversation.getByRole('list', { name: 'Tags' })).toHaveText(/Rozmowy.*Sprzedaż/);

  await button(page, 'Import bookmarks').click();
  await dialog.getByLabel('A file of bookmarks').setInputFiles(fixture('links.csv'));
  await dialog.getByRole('button', { name: 'Add 2 links' }).click();
  await expect(dialog.getByText('2 links added.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows(page).filter({ hasText: 'Cennik' })).toContainText('example.com');
});

test('a topic is made a link and gets the address in its text', async ({ page }) => {
  const space = await newSpace(page, 'Made');
  const topic = { kind: 'talk', title: 'An article', text: 'Read https://example.com/made, it is good.' };
  const number = await (await call(page, 'add_topic', { space, topic, request: crypto.randomUUID() })).json();
  await open(page, `/spaces/${space}/topics/${number}`);
  await page.getByRole('button', { name: 'More about this topic' }).click();
  await page.getByRole('menuitem', { name: 'Make it a link' }).click();
  const link = page.getByRole('region', { name: 'Address' }).getByRole('link', { name: /example\.com\/made/ });
  await expect(link).toHaveAttribute('href', 'https://example.com/made');
});
