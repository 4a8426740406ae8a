// What every browser test has: a server per file, a signed-in administrator, and a check that the console is empty.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { join } from 'node:path';

import { mount, unmount } from './disk';
import { Server } from './server';

/** Console messages that are expected in any test. */
const EXPECTED = [
  // The page of an invitation names no account: a person who finds the link learns nothing about the invited person.
  /^console verbose: \[DOM\] Password forms should have \(optionally hidden\) username fields.*\/join\?token=/,
];

/**
 * Collects all console messages of any level and all uncaught errors of the page. A test that provokes a message allows
 * it with `allow`.
 */
export class Quiet {
  private readonly messages: string[] = [];
  private readonly allowed: RegExp[] = [...EXPECTED];

  listen(context: BrowserContext): void {
    context.on('console', (message) => {
      this.messages.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (failure) => this.messages.push(`page error: ${failure.error().stack}`));
  }

  allow(complaint: RegExp): void {
    this.allowed.push(complaint);
  }

  unexpected(): string[] {
    return this.messages.filter((line) => !this.allowed.some((allowed) => allowed.test(line)));
  }
}

interface PerTest {
  /** The person who is signed in when the test starts. */
  as: 'administrator' | 'nobody';
  quiet: Quiet;
  /** Opens another browser without a signed-in person; its console must be empty as well. */
  stranger: () => Promise<Page>;
  consoleCheck: void;
}

interface PerFile {
  /** `import.meta.url` of the test file: files with another value get another server. */
  file: string;
  /** Whether the server writes e-mail to a folder. */
  mail: boolean;
  /** The size of the disk on which the server runs, in bytes; 0 for the disk of this machine. */
  disk: number;
  server: Server;
}

export const test = base.extend<PerTest, PerFile>({
  file: ['', { option: true, scope: 'worker' }],
  mail: [false, { option: true, scope: 'worker' }],
  disk: [0, { option: true, scope: 'worker' }],
  server: [
    async ({ file, mail, disk }, use) => {
      if (file === '') throw new Error('Begin the test file with test.use({ file: import.meta.url }).');
      const folder = disk > 0 ? mount(disk) : undefined;
      // The usual reserve is larger than the disk.
      const reserve = ['--files-reserve', String(disk >> 4)];
      const server =
        folder === undefined ? await Server.start(mail) : await Server.start(mail, join(folder, 'data'), reserve);
      await use(server);
      await server.stop();
      if (folder !== undefined) unmount(folder);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  as: ['administrator', { option: true }],
  baseURL: async ({ server }, use) => use(server.url),
  storageState: async ({ as, server, browser }, use) =>
    use(as === 'administrator' ? await server.administrator(browser) : undefined),
  quiet: async ({}, use) => use(new Quiet()),
  stranger: async ({ browser, server, quiet }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      // A test's options apply to every context; the administrator's cookies must not.
      const nobody = { cookies: [], origins: [] };
      const context = await browser.newContext({ baseURL: server.url, locale: 'en-US', storageState: nobody });
      contexts.push(context);
      quiet.listen(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  consoleCheck: [
    async ({ context, quiet }, use) => {
      quiet.listen(context);
      await use();
      expect(quiet.unexpected(), 'nothing may appear in the console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens an address and waits until the page answers to clicks. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await ready(page);
}

/** Waits until the page has marked its root element: hydration is done. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-ready', '');
}

/** Adds a link to the address to the page, and clicks it. */
export async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href, textContent: 'Follow' });
    document.querySelector('main')?.prepend(link);
  }, address);
  await page.getByRole('link', { name: 'Follow', exact: true }).click();
}

/** Fails when the page violates any of axe's rules. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    where: violation.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`),
  }));
  expect(found, page.url()).toEqual([]);
}

/** Fails when the page is wider than the window. */
export async function fits(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} is wider than the window`).toBeLessThanOrEqual(0);
}

/** Checks the page as it is shown, without reloading it: accessibility in both themes, and the width of a phone. */
export async function presentable(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    await fits(page);
    await floatsInside(page);
    await accessible(page);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  if (before !== null) await page.setViewportSize(before);
}

/** Fails when a dialog, menu or list box extends beyond the window: floating elements do not widen the page. */
export async function floatsInside(page: Page): Promise<void> {
  for (const role of ['dialog', 'menu', 'listbox'] as const) {
    for (const floating of await page.getByRole(role).all()) {
      const faults = () =>
        floating.evaluate((element) => {
          const { left, right } = element.getBoundingClientRect();
          const found = [];
          if (left < 0) found.push(`begins ${-left} px left of the window`);
          if (right > document.documentElement.clientWidth) found.push(`ends right of the window, at ${right} px`);
          if (element.scrollWidth > element.clientWidth) found.push('scrolls sideways');
          return found;
        });
      // A menu is positioned after it is shown.
      await expect.poll(faults, `${role} on ${page.url()}`).toEqual([]);
    }
  }
}
