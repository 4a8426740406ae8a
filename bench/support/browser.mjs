// Chromium, as the browser tests start it (end2end/playwright.config.ts).
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/google-chrome'];
const ROOT_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const TIMEOUT_MS = 120_000;

export function startBrowser() {
  const executablePath = BROWSERS.find((path) => existsSync(path));
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ROOT_ARGS : [] });
}

/** Opens a browser with an empty cache, signed in as `visitor` if one is given. */
export async function openContext(browser, visitor, options = {}) {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1360, height: 860 }, ...options });
  context.setDefaultTimeout(TIMEOUT_MS);
  if (visitor) {
    const [name, value] = visitor.cookie.split('=');
    await context.addCookies([{ name, value, url: visitor.origin }]);
  }
  return context;
}

/** Opens a page, prepares it if asked to, and waits until it answers to clicks. */
export async function openPage(context, address, prepare = async () => {}) {
  const page = await context.newPage();
  await prepare(page);
  await page.goto(address);
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  return page;
}
