// The number of fetched files: opening any page from the list fetches at most six. In these tests the browser is never idle, so
// that each page is opened before anything was prefetched, which is the worst case. The last test is about prefetching.
import type { Page } from '@playwright/test';

import { expect, follow, open, test } from '../support/test';

test.use({ file: import.meta.url });

const MAX_FILES = 6;

const PAGES = [
  '/spaces/new',
  '/spaces/import',
  '/deals',
  '/deals/new',
  '/notices',
  '/catch-up',
  '/search',
  '/statistics/activities',
  '/statistics/sign-ins',
  '/settings/profile',
  '/settings/users',
  '/settings/add-ons',
  '/settings/visibility/spaces',
  '/settings/fields/spaces',
  '/settings/pipeline',
  '/settings/files',
  '/settings/audit-log',
  '/settings/import',
  '/settings/trash',
];

/** Returns a list that collects the build's files which the page requests from now on. */
function filesFetched(page: Page): string[] {
  const files: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/pkg/')) files.push(pathname);
  });
  return files;
}

/** Opens the list in a browser that is never idle. */
async function openBusy(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await open(page, '/spaces');
}

async function countFrom(page: Page, click: () => Promise<void>): Promise<string[]> {
  const files = filesFetched(page);
  await click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toBeVisible();
  await expect(heading).not.toHaveText('Spaces');
  await page.waitForLoadState('networkidle');
  return files;
}

for (const address of PAGES) {
  test(`${address} fetches at most ${MAX_FILES} files`, async ({ page }) => {
    await openBusy(page);
    const files = await countFrom(page, () => follow(page, address));
    await expect(page).toHaveURL(address);
    expect(files.length, files.join('\n')).toBeLessThanOrEqual(MAX_FILES);
    expect(new Set(files).size, 'no file is fetched twice').toBe(files.length);
  });
}

test('a space, its library and its form fetch at most six files', async ({ page, browser, server }) => {
  await open(page, '/spaces/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Few files');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Few files' })).toBeVisible();
  const address = new URL(page.url()).pathname;

  for (const path of [address, `${address}/library`, `${address}/edit`]) {
    // A new browser context has an empty cache.
    const context = await browser.newContext({ baseURL: server.url, storageState: await page.context().storageState() });
    const fresh = await context.newPage();
    await openBusy(fresh);
    const files = await countFrom(fresh, () => follow(fresh, path));
    expect(files.length, files.join('\n')).toBeLessThanOrEqual(MAX_FILES);
    await context.close();
  }
});

test('quick add fetches at most six files', async ({ page }) => {
  await openBusy(page);
  const files = filesFetched(page);
  await page.getByRole('button', { name: 'Quick add' }).click();
  await page.getByRole('menuitem', { name: 'Space', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(files.length, files.join('\n')).toBeLessThanOrEqual(MAX_FILES);
});

test('the module of the next page is fetched before the click', async ({ page }) => {
  const files = filesFetched(page);
  await open(page, '/spaces');
  await page.waitForLoadState('networkidle');
  // Fetched when the browser was idle.
  await expect.poll(() => files.some((file) => file.includes('split_records'))).toBe(true);
  expect(files.some((file) => file.includes('split_statistics'))).toBe(false);
  // Fetched when the pointer came to the link.
  await page.getByRole('link', { name: 'Statistics', exact: true }).hover();
  await expect.poll(() => files.some((file) => file.includes('split_statistics'))).toBe(true);
  // Fetched when the focus came to the link.
  await page.getByRole('link', { name: 'Account settings', exact: true }).focus();
  await expect.poll(() => files.some((file) => file.includes('split_settings'))).toBe(true);
});

test('a page opened at its address preloads its own module once', async ({ page }) => {
  const files = filesFetched(page);
  for (const [address, module] of [
    ['/spaces/new', 'forms'],
    ['/spaces/import', 'import'],
    ['/deals', 'records'],
    ['/statistics/activities', 'statistics'],
    ['/settings/users', 'settings'],
  ]) {
    files.length = 0;
    await open(page, address);
    const links = page.locator('link[rel=preload][as=fetch]');
    const preloaded = await links.evaluateAll((found) => found.map((link) => new URL((link as HTMLLinkElement).href).pathname));
    expect(preloaded.filter((file) => file.includes('split_'))).toEqual([expect.stringContaining(`split_${module}.`)]);
    for (const file of preloaded) expect(files.filter((fetched) => fetched === file).length, file).toBeLessThanOrEqual(1);
  }
});

test('styles that could not be fetched with a page are fetched again', async ({ page, quiet }) => {
  quiet.allow(/ERR_FAILED/);
  const lazyStyles = /\/pkg\/lazy\.[^/]*\.css$/;
  await page.route(lazyStyles, (route) => route.abort(), { times: 1 });
  await open(page, '/settings/profile');
  await expect.poll(() => page.evaluate(() => [...document.styleSheets].some((sheet) => /\/pkg\/lazy\./.test(sheet.href ?? '')))).toBe(true);
});
