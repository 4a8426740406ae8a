// Pages, topics whose first post is a document: writing and editing them by several people, versions and what differs between
// them, two people who edit at once, replies that are put into the page, contents, and checking a page again.
import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { openLive } from '../support/live';
import { addSpaces, call, invite, join } from '../support/people';
import { expect, open, presentable, test } from '../support/test';

test.use({ file: import.meta.url });

interface Topic {
  space: string;
  number: number;
}

const box = (page: Page, name = 'Write a reply') => page.getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const doc = (page: Page) => page.getByRole('article', { name: 'Document' });
const reply = (page: Page, text: string) => page.getByRole('listitem').getByRole('article').filter({ hasText: text });
const at = ({ space, number }: Topic) => `/spaces/${space}/topics/${number}`;

async function newSpace(page: Page, name: string, people: string[] = []): Promise<string> {
  await open(page, '/spaces');
  const [space] = await addSpaces(page, [name], { people });
  return space;
}

/** Adds a page by its server function. */
async function newPage(page: Page, space: string, title: string, text: string): Promise<Topic> {
  const answer = await call(page, 'add_topic', { space, topic: { kind: 'page', title, text }, request: randomUUID() });
  expect(answer.status(), await answer.text()).toBe(200);
  return { space, number: await answer.json() };
}

async function act(page: Page, name: string, args: object): Promise<void> {
  const answer = await call(page, name, args);
  expect(answer.status(), await answer.text()).toBe(200);
}

/** Lets another person join, and makes them a member of the space. */
async function member(page: Page, other: Page, space: string, name: string, email: string): Promise<Page> {
  const joined = await join(other, await invite(page, name, email));
  const session = await (await call(joined, 'my_session', {})).json();
  await act(page, 'give_access', { id: space, people: [session.me.id] });
  return joined;
}

async function edit(page: Page, text: string): Promise<void> {
  await button(page, 'Edit').click();
  const field = box(page, 'Edit the page');
  await expect(field).not.toHaveValue('');
  await field.fill(text);
}

test('a page is written with a title, edited by a member, and shown as a document with comments', async ({ page, stranger }) => {
  const space = await newSpace(page, 'Handbook');
  await open(page, `/spaces/${space}`);
  await page.getByText('Page', { exact: true }).click();
  await box(page, 'Write a post').fill('Call back within a day.');
  await button(page, 'Post').click();
  // A page needs a title.
  await expect(box(page, 'Title')).toBeFocused();
  await box(page, 'Title').fill('Calling back');
  await button(page, 'Post').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Calling back' })).toBeVisible();
  await expect(doc(page)).toContainText('Call back within a day.');
  await expect(doc(page)).toContainText('Written by Anna Łuczak');
  await expect(page.getByRole('heading', { name: 'Comments' })).toBeVisible();
  await presentable(page);

  const number = Number(new URL(page.url()).pathname.split('/').pop());
  const address = at({ space, number });
  const jan = await member(page, await stranger(), space, 'Jan Kowalski', 'jan@example.com');
  await openLive(page, address);
  await open(jan, address);
  await edit(jan, 'Call back within an hour.');
  await button(jan, 'Save').click();
  await expect(doc(jan)).toContainText('Edited by Jan Kowalski');
  // The change shows where the page is open.
  await expect(doc(page)).toContainText('Call back within an hour.');

  const rita = await join(await stranger(), await invite(page, 'Rita Reader', 'rita@example.com'));
  await open(rita, address);
  await expect(doc(rita)).toContainText('within an hour');
  await expect(button(rita, 'Edit')).toHaveCount(0);
  await expect(button(rita, 'Versions')).toBeVisible();
});

test('versions show who wrote them and what differs, and an earlier one is restored', async ({ page }) => {
  const space = await newSpace(page, 'Versions');
  const topic = await newPage(page, space, 'Offer', 'Prices\nThe offer is valid until May');
  await act(page, 'edit_page', { topic, text: 'Prices\nThe offer is valid until June', version: 1, put: [] });
  await act(page, 'edit_page', { topic, text: 'Prices\nThe offer is valid until July\nNew', version: 2, put: [] });
  await open(page, at(topic));
  await button(page, 'Versions').click();
  const dialog = page.getByRole('dialog', { name: 'Versions' });
  const difference = dialog.getByRole('region', { name: 'Difference' });
  await expect(difference.getByRole('deletion')).toHaveText(['June']);
  await expect(difference.getByRole('insertion')).toHaveText(['July', 'New']);
  await expect(difference).toContainText('Deleted: The offer is valid until June');
  await expect(dialog.getByLabel('Compared with')).toContainText('3: Anna Łuczak');
  await presentable(page);
  await dialog.getByLabel('Version', { exact: true }).selectOption('1');
  await expect(difference.getByRole('deletion')).toHaveText(['May']);
  await dialog.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(doc(page)).toContainText('The offer is valid until May');
  await button(page, 'Versions').click();
  await expect(dialog.getByLabel('Compared with')).toContainText('4: Anna Łuczak');
});

test('two people who edit at once see both texts and lose nothing', async ({ page, stranger, quiet }) => {
  quiet.allow(/409 \(Conflict\).*edit_page/);
  const space = await newSpace(page, 'At once');
  const topic = await newPage(page, space, 'Two pens', 'Original');
  const jan = await member(page, await stranger(), space, 'Jan Kowalski', 'jan2@example.com');
  await open(page, at(topic));
  await open(jan, at(topic));
  await edit(page, 'Mine');
  await edit(jan, 'Theirs');
  await button(jan, 'Save').click();
  await expect(doc(jan)).toContainText('Theirs');
  await button(page, 'Save').click();
  const conflict = page.getByRole('alert').filter({ hasText: 'Jan Kowalski saved this page meanwhile' });
  await expect(conflict).toContainText('Theirs');
  await expect(conflict).toContainText('Mine');
  await presentable(page);
  await conflict.getByRole('button', { name: 'Merge both' }).click();
  await expect(box(page, 'Edit the page')).toHaveValue('Mine\n\nTheirs');
  await button(page, 'Save').click();
  await expect(doc(page)).toContainText('Theirs');
  await expect(doc(page)).toContainText('Mine');
  await expect(doc(page)).toContainText('Edited by Anna Łuczak');
});

test('a draft that began from an older version is a conflict also after a reload', async ({ page, quiet }) => {
  quiet.allow(/409 \(Conflict\).*edit_page/);
  const topic = await newPage(page, await newSpace(page, 'Reloaded'), 'Kept', 'Original');
  await open(page, at(topic));
  await edit(page, 'Typed before the reload');
  // Leaving the page stores what was typed.
  await page.reload();
  await act(page, 'edit_page', { topic, text: 'Saved elsewhere', version: 1, put: [] });
  await open(page, at(topic));
  await button(page, 'Edit').click();
  await expect(box(page, 'Edit the page')).toHaveValue('Typed before the reload');
  await button(page, 'Save').click();
  const conflict = page.getByRole('alert').filter({ hasText: 'saved this page meanwhile' });
  await expect(conflict).toContainText('Saved elsewhere');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await expect(doc(page)).toContainText('Typed before the reload');
});

test('a reply is put into the page with the name of its author, and keeps a mark', async ({ page, stranger }) => {
  const space = await newSpace(page, 'Arguments');
  const topic = await newPage(page, space, 'Why us', 'Known arguments');
  const jan = await join(await stranger(), await invite(page, 'Jan Kowalski', 'jan3@example.com'));
  await open(jan, at(topic));
  await box(jan).fill('We answer at night too.');
  await button(jan, 'Send').click();
  await expect(reply(jan, 'at night')).toBeVisible();
  // Who may not edit the page cannot put replies into it.
  await reply(jan, 'at night').getByRole('button', { name: 'More about this post' }).click();
  await expect(jan.getByRole('menuitem', { name: 'Reply with quote' })).toBeVisible();
  await expect(jan.getByRole('menuitem', { name: 'Put into the page' })).toHaveCount(0);

  await open(page, at(topic));
  await reply(page, 'at night').getByRole('button', { name: 'More about this post' }).click();
  await page.getByRole('menuitem', { name: 'Put into the page' }).click();
  await expect(box(page, 'Edit the page')).toHaveValue(/^Known arguments\n\n> We answer at night too\.\n>\n> — Jan Kowalski, /);
  await button(page, 'Save').click();
  const quote = doc(page).getByRole('blockquote');
  await expect(quote).toContainText('We answer at night too.');
  await expect(quote).toContainText('— Jan Kowalski, ');
  await expect(reply(page, 'at night')).toContainText('Put into the page');
  await page.reload();
  await expect(reply(page, 'at night')).toContainText('Put into the page');
});

test('contents lead to the headings of the document', async ({ page }) => {
  const filler = Array.from({ length: 40 }, (_, line) => `Line ${line}`).join('\n\n');
  const text = `# Żółte ceny\n\n${filler}\n\n## Rabaty\n\n${filler}`;
  const topic = await newPage(page, await newSpace(page, 'Contents'), 'Long', text);
  await act(page, 'add_post', { topic, text: '# Żółte ceny', request: randomUUID() });
  await open(page, at(topic));
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await expect(contents.getByRole('link')).toHaveText(['Żółte ceny', 'Rabaty']);
  await contents.getByRole('link', { name: 'Rabaty' }).click();
  await expect(page).toHaveURL(/#section-rabaty$/);
  await expect(doc(page).getByRole('heading', { name: 'Rabaty' })).toBeInViewport();
  await expect(doc(page).getByRole('heading', { name: 'Żółte ceny' })).not.toBeInViewport();
  await open(page, `${at(topic)}#section-zolte-ceny`);
  await expect(doc(page).getByRole('heading', { name: 'Żółte ceny' })).toBeInViewport();
  await presentable(page);

  const short = await newPage(page, topic.space, 'Short', '# One heading\n\ntext');
  await open(page, at(short));
  await expect(doc(page).getByRole('heading', { name: 'One heading' })).toBeVisible();
  await expect(contents).toHaveCount(0);
});

test('a page is checked again on a chosen day', async ({ page }) => {
  const topic = await newPage(page, await newSpace(page, 'Checks'), 'Prices', 'As of today');
  await open(page, at(topic));
  await button(page, 'Check again…').click();
  const dialog = page.getByRole('dialog', { name: 'Check this page again' });
  await dialog.getByLabel('On this day').fill('2099-05-04');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(doc(page)).toContainText(/Check again on 4\sMay\s2099/);
  await expect(button(page, 'Checked')).toHaveCount(0);

  await button(page, 'Check again…').click();
  await dialog.getByLabel('On this day').fill('2026-01-05');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(doc(page)).toContainText(/To be checked again since 5\sJan\s2026/);
  await presentable(page);
  await button(page, 'Checked').click();
  const checked = page.getByRole('dialog', { name: 'The page is checked' });
  await expect(checked.getByLabel('On this day')).not.toHaveValue('');
  await checked.getByRole('button', { name: 'Not again' }).click();
  await expect(doc(page)).toContainText('Checked by Anna Łuczak');
  await expect(doc(page)).not.toContainText('To be checked');
});

test('pinned pages stand at the top of the space', async ({ page }) => {
  const space = await newSpace(page, 'Pinned');
  const first = await newPage(page, space, 'The page', 'text');
  const talk = { kind: 'talk', title: 'The talk', text: 'text' };
  const number = await (await call(page, 'add_topic', { space, topic: talk, request: randomUUID() })).json();
  await act(page, 'pin_topic', { topic: first, pinned: true });
  await act(page, 'pin_topic', { topic: { space, number }, pinned: true });
  await open(page, `/spaces/${space}`);
  const rows = page.getByRole('listitem').filter({ hasText: 'Pinned' });
  await expect(rows).toHaveText([/Page.*The page/s, /The talk/]);
});
