// Files of the page that are missing or slow: the page says so, can be tried again, and opens nothing that was cancelled.
import type { Page } from '@playwright/test';

import { accessible, expect, follow, open, ready, test } from '../support/test';

test.use({ file: import.meta.url });

/** What the browser and the loader log about a file that could not be fetched. */
const NOT_FETCHED = /ERR_FAILED|Failed to fetch|preload|fetch.*(module|wasm)|page error: (undefined)?$/i;

/** Makes requests for these files fail until the returned function is called. */
async function block(page: Page, files: RegExp): Promise<() => Promise<void>> {
  await page.route(files, (route) => route.abort());
  return () => page.unroute(files);
}

/** Holds requests for these files back until the returned function is called. */
async function hold(page: Page, files: RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route(files, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Opens the list in a browser that is never idle, so that nothing is fetched in advance. */
async function openBusy(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await open(page, '/spaces');
}

/** Expects that the page shows and announces that it waits for a file. */
async function expectWaiting(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'true');
  await expect(page.locator('[aria-live=polite]').getByText('Loading', { exact: true })).toBeAttached();
}

async function expectNotWaiting(page: Page): Promise<void> {
  await expect(page.getByRole('main')).not.toHaveAttribute('aria-busy', 'true');
  await expect(page.locator('[aria-live=polite]').getByText('Loading', { exact: true })).toHaveCount(0);
}

async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test.describe('files that cannot be fetched', () => {
  for (const [what, address, files] of [
    ['messages', '/spaces', /\/pkg\/messages-main\./],
    ['script', '/spaces', /\/pkg\/spaces\.[^/]*\.js$/],
    ['WebAssembly', '/spaces', /\/pkg\/spaces\.[^/]*\.wasm$/],
    ['lazy messages', '/settings/profile', /\/pkg\/messages-lazy\./],
    ['lazy module', '/settings/profile', /\/pkg\/split_settings\./],
  ] as const) {
    test(`a page without its ${what} says so, stays, and can be tried again`, async ({ page, quiet }) => {
      quiet.allow(NOT_FETCHED);
      const unblock = await block(page, files);
      await page.goto(address);
      const note = page.getByRole('alert');
      const again = note.getByRole('button', { name: 'Try again' });
      await expect(note).toContainText('Some files of this page could not be loaded');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await accessible(page);

      // The files are still missing: the note appears again, and its button has the focus.
      await again.click();
      await expect(again).not.toHaveAttribute('aria-busy', 'true');
      await expect(again).toBeFocused();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

      await unblock();
      await again.click();
      await ready(page);
      await expect(note).toHaveCount(0);
      await page.getByRole('button', { name: 'Quick add' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    });
  }

  test('the note is in the language of the page', async ({ browser, server, quiet }) => {
    quiet.allow(NOT_FETCHED);
    const context = await browser.newContext({
      baseURL: server.url,
      locale: 'pl-PL',
      storageState: { cookies: [], origins: [] },
    });
    const page = await context.newPage();
    await block(page, /\/pkg\/messages-main\./);
    await page.goto('/sign-in');
    await expect(page.getByRole('alert')).toContainText('Nie udało się wczytać części plików tej strony');
    await expect(page.getByRole('alert').getByRole('button', { name: 'Spróbuj ponownie' })).toBeVisible();
    await expect(page.getByLabel('E-mail')).toBeVisible();
    await context.close();
  });

  test('a page whose code is missing is a page with a heading and a title, and opens when tried again', async ({ page, quiet }) => {
    quiet.allow(NOT_FETCHED);
    await openBusy(page);
    const unblock = await block(page, /\/pkg\/split_statistics\./);
    await page.getByRole('link', { name: 'Statistics', exact: true }).click();
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveText('This page did not load');
    await expect(page).toHaveTitle(/^This page did not load/);
    await expect(page).toHaveURL(/\/statistics\/activities$/);
    const [content, note] = [await page.getByRole('main').boundingBox(), await page.getByRole('alert').boundingBox()];
    expect((note?.x ?? 0) - (content?.x ?? 0), 'the note keeps a margin').toBeGreaterThanOrEqual(16);
    await accessible(page);
    await unblock();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(heading).toHaveText('Activities');
    await expect(page).toHaveTitle(/^Activities/);
    await page.goBack();
    await expect(heading).toHaveText('Spaces');
  });
});

test('a page whose data cannot be loaded is a page with a heading and a title', async ({ page, quiet }) => {
  quiet.allow(NOT_FETCHED);
  await open(page, '/spaces');
  const unblock = await block(page, /\/api\/list_stages$/);
  await follow(page, '/deals/new');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('This page did not load');
  await expect(page).toHaveTitle(/^This page did not load/);
  await unblock();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(heading).toHaveText('Add deal');
});

test.describe('slow files', () => {
  const FORMS = /\/pkg\/split_forms\./;
  const dialogs = (page: Page) => page.getByRole('dialog');

  test('a page whose code is slow is waited for visibly', async ({ page }) => {
    await openBusy(page);
    const release = await hold(page, /\/pkg\/split_statistics\./);
    await page.getByRole('link', { name: 'Statistics', exact: true }).click();
    await expectWaiting(page);
    await expect(page.getByRole('heading', { level: 1, name: 'Spaces' })).toBeVisible();
    release();
    await expect(page.getByRole('heading', { level: 1, name: 'Activities' })).toBeVisible();
    await expectNotWaiting(page);
  });

  test('a dialog whose code is slow is waited for visibly, and opens', async ({ page }) => {
    await openBusy(page);
    const release = await hold(page, FORMS);
    await choose(page, 'Quick add', 'Space');
    await expectWaiting(page);
    release();
    await expect(dialogs(page)).toHaveAccessibleName('Add space');
    await expectNotWaiting(page);
  });

  test('a dialog that is cancelled by Escape does not open later', async ({ page }) => {
    await openBusy(page);
    const release = await hold(page, FORMS);
    await choose(page, 'Quick add', 'Space');
    await expectWaiting(page);
    await page.keyboard.press('Escape');
    await expectNotWaiting(page);
    const fetched = page.waitForResponse(FORMS);
    release();
    await fetched;
    await page.waitForLoadState('networkidle');
    await expect(dialogs(page)).toHaveCount(0);
    // It can be opened again.
    await choose(page, 'Quick add', 'Space');
    await expect(dialogs(page)).toHaveAccessibleName('Add space');
  });

  test('of two dialogs that load, only the last opens', async ({ page }) => {
    await openBusy(page);
    const release = await hold(page, FORMS);
    await choose(page, 'Quick add', 'Space');
    await expectWaiting(page);
    await choose(page, 'Quick add', 'Deal');
    release();
    await expect(dialogs(page)).toHaveAccessibleName('Add deal');
    await page.waitForLoadState('networkidle');
    await expect(dialogs(page)).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(dialogs(page)).toHaveCount(0);
  });

  test('a dialog that loads while another page is opened does not open there', async ({ page }) => {
    await openBusy(page);
    const release = await hold(page, FORMS);
    await choose(page, 'Quick add', 'Deal');
    await expectWaiting(page);
    await page.getByRole('link', { name: 'Statistics', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Activities' })).toBeVisible();
    const fetched = page.waitForResponse(FORMS);
    release();
    await fetched;
    await page.waitForLoadState('networkidle');
    await expect(dialogs(page)).toHaveCount(0);
  });
});
