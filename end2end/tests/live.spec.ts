// What one person does shows on the screens of others: without moving what they read, after a lost connection too, and
// not after the access or the session has ended.
import type { Browser, Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { openLive } from '../support/live';
import { addSpaces, call, invite, join } from '../support/people';
import { ADMINISTRATOR, Server, signIn } from '../support/server';
import { expect, open, ready, test } from '../support/test';

test.use({ file: import.meta.url });

/** What happens elsewhere shows within this time. */
const SOON = { timeout: 1_500 };

/** As the signed-in person: renames a space by the server function. */
async function rename(page: Page, id: string, name: string, visibility: string): Promise<void> {
  const opened = await (await call(page, 'open_space', { id })).json();
  const { version } = opened.space;
  const form = { name, description: '', groups: [], tags: [], visibility, people: [], version };
  const answer = await call(page, 'save_space', { id, form });
  expect(answer.status(), await answer.text()).toBe(200);
}

async function idOf(page: Page, name: string): Promise<string> {
  const found = await (await call(page, 'suggest_people', { text: name })).json();
  return found[0].id;
}

test('a new name shows on the list and the page of another person, and moves nothing', async ({ page, stranger }) => {
  const reader = await join(await stranger(), await invite(page, 'Rita Reader', 'rita@example.com'));
  const names = Array.from({ length: 40 }, (_, number) => `Scrolled ${String(number).padStart(2, '0')}`);
  const ids = await addSpaces(page, names);
  const page2 = await reader.context().newPage();
  await openLive(page2, `/spaces/${ids[20]}`);
  await openLive(reader, '/spaces?q=Scrolled');
  const search = reader.getByRole('searchbox', { name: 'Search spaces' }).first();
  await search.fill('half a wo');
  await reader.evaluate(() => window.scrollTo(0, 400));
  const scrolled = await reader.evaluate(() => window.scrollY);

  await rename(page, ids[20], 'Scrolled 20, renamed', 'public');
  await expect(reader.getByRole('link', { name: 'Scrolled 20, renamed' })).toBeVisible(SOON);
  await expect(page2.getByRole('heading', { level: 1, name: 'Scrolled 20, renamed' })).toBeVisible(SOON);
  expect(await reader.evaluate(() => window.scrollY)).toBe(scrolled);
  await expect(search).toHaveValue('half a wo');
  await expect(search).toBeFocused();
});

test('the rows do not change under a selection, and show the change after it', async ({ page }) => {
  await open(page, '/spaces');
  const [id] = await addSpaces(page, ['Selected matter']);
  const other = await page.context().newPage();
  await openLive(page, '/spaces?q=matter');
  await page.getByRole('button', { name: 'List operations' }).click();
  await page.getByRole('checkbox', { name: 'Select Selected matter' }).check();
  await open(other, '/spaces');
  await rename(other, id, 'Another matter', 'public');
  await page.waitForTimeout(1_500);
  await expect(page.getByRole('link', { name: 'Selected matter' })).toBeVisible();
  await page.getByRole('button', { name: 'List operations' }).click();
  await expect(page.getByRole('link', { name: 'Another matter' })).toBeVisible();
});

test('access that is taken away closes the page at once', async ({ page, stranger, quiet }) => {
  // The browser logs the 404 of the space that is gone.
  quiet.allow(/status of 404/);
  const member = await join(await stranger(), await invite(page, 'Marek Member', 'marek@example.com'));
  await open(page, '/spaces');
  const person = await idOf(page, 'Marek Member');
  const [id] = await addSpaces(page, ['Secret plans'], { visibility: 'hidden', people: [person] });
  const list = await member.context().newPage();
  await openLive(list, '/spaces?q=Secret');
  await expect(list.getByRole('link', { name: 'Secret plans' })).toBeVisible();
  await openLive(member, `/spaces/${id}`);
  await expect(member.getByRole('heading', { level: 1, name: 'Secret plans' })).toBeVisible();

  expect((await call(page, 'take_access', { id, people: [person] })).status()).toBe(200);
  await expect(member.getByText('Secret plans')).toHaveCount(0, SOON);
  await expect(list.getByText('Secret plans')).toHaveCount(0, { timeout: 2_500 });
});

test('a session that ends elsewhere leads to the sign-in, without content', async ({ page, stranger, quiet }) => {
  // The browser logs the 401 of the ended session.
  quiet.allow(/status of 401/);
  const person = await join(await stranger(), await invite(page, 'Sonia Session', 'sonia@example.com'));
  const [id] = await addSpaces(page, ['Open for Sonia']);
  const other = await person.context().newPage();
  await openLive(person, `/spaces/${id}`);
  await open(other, '/spaces');
  await call(other, 'sign_out_everywhere', {});
  await expect(person).toHaveURL(/\/sign-in\?next=/, { timeout: 2_500 });
  await expect(person.getByText('Open for Sonia')).toHaveCount(0);
});

test('changing the password keeps the page where it was changed', async ({ page, stranger }) => {
  const person = await join(await stranger(), await invite(page, 'Paula Password', 'paula@example.com'));
  await openLive(person, '/settings/profile');
  await person.getByLabel('Current password').fill('seven small green stones');
  await person.getByLabel('New password').fill('eight large blue stones');
  await person.getByRole('button', { name: 'Change password' }).click();
  await person.waitForTimeout(1_500);
  await expect(person).toHaveURL(/\/settings\/profile$/);
  await expect(person.getByRole('heading', { level: 1 })).toBeVisible();
});

test('eight tabs over plain HTTP all show a change', async ({ page }) => {
  test.slow();
  await open(page, '/spaces');
  const [id] = await addSpaces(page, ['Seen in eight tabs']);
  const tabs: Page[] = [];
  for (let number = 0; number < 8; number++) {
    const tab = await page.context().newPage();
    await openLive(tab, `/spaces/${id}`);
    tabs.push(tab);
  }
  await open(page, '/spaces');
  await rename(page, id, 'Seen everywhere', 'public');
  for (const tab of tabs) {
    await expect(tab.getByRole('heading', { level: 1, name: 'Seen everywhere' })).toBeVisible();
  }
  await Promise.all(tabs.map((tab) => tab.close()));
});

/** Returns a signed-in page of the server. */
async function administrator(server: Server, browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'en-US',
    storageState: await server.administrator(browser),
  });
  return context.newPage();
}

test('after the server was killed the page catches up', async ({ browser }) => {
  test.slow();
  const server = await Server.start();
  const [reader, writer] = [await administrator(server, browser), await administrator(server, browser)];
  await open(writer, '/spaces');
  const [id] = await addSpaces(writer, [`Before ${randomUUID()}`]);
  await openLive(reader, `/spaces/${id}`);
  await server.kill();
  await server.run();
  // The writer acts before the reader's tab has connected again.
  await rename(writer, id, 'After the restart', 'public');
  await expect(reader.getByRole('heading', { level: 1, name: 'After the restart' })).toBeVisible({ timeout: 20_000 });
  await ready(reader);
  await reader.context().close();
  await writer.context().close();
  await server.stop();
});

test('a person who signs in again continues', async ({ page, stranger }) => {
  const person = await stranger();
  await person.goto('/sign-in');
  await signIn(person, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await open(page, '/spaces');
  const [id] = await addSpaces(page, ['For both browsers']);
  await openLive(person, `/spaces/${id}`);
  await rename(page, id, 'For two browsers', 'public');
  await expect(person.getByRole('heading', { level: 1, name: 'For two browsers' })).toBeVisible(SOON);
});
