// Uploads of the page on their way: the panel that shows them, and stopping them at a known part.
import { type BrowserContext, expect, type Page } from '@playwright/test';

import { choose, files, libraryOf, newSpace } from './files';
import { call } from './people';
import { MEGABYTE } from './samples';
import { open } from './test';

/** The size of the parts in which the page sends files. */
export const PART = 8 * MEGABYTE;

export const panel = (page: Page) => page.getByRole('region', { name: 'Uploads', exact: true });

/** The upload of a file in the panel. */
export const row = (page: Page, name: string) => panel(page).getByRole('listitem').filter({ hasText: name });

/** A file in the list of the library. */
export const link = (page: Page, name: string) => files(page).getByRole('link', { name, exact: true });

/** Opens the library of a new space; returns the id of the space. */
export async function openLibrary(page: Page, name: string): Promise<string> {
  const space = await newSpace(page, name);
  await open(page, libraryOf(space));
  return space;
}

/** Returns a list that collects the offsets of the parts which the browser sends from now on. */
export function offsetsSent(context: BrowserContext): number[] {
  const offsets: number[] = [];
  context.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return offsets;
}

/**
 * Lets this many parts of uploads through and holds the next ones. Returns whether a part is held, and the function that
 * lets all through.
 */
export async function holdAfter(page: Page, count: number): Promise<{ held: () => boolean; release: () => void }> {
  let passed = 0;
  let held = false;
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.context().route('**/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH') {
      passed += 1;
      if (passed > count) {
        held = true;
        await released;
      }
    }
    // A request that the page gave up meanwhile cannot go on.
    await route.continue().catch(() => {});
  });
  return { held: () => held, release };
}

/** Chooses a file with the button 'Upload' and holds the part after so many. Returns the function that lets all through. */
export async function begun(page: Page, file: string, parts: number): Promise<() => void> {
  const { held, release } = await holdAfter(page, parts);
  await choose(page, file);
  // The file is hashed before its first part is sent.
  await expect.poll(held, { message: 'a part is on its way', timeout: 40_000 }).toBe(true);
  return release;
}

/** Returns the hash of the newest version of a file in the list. */
export async function storedHash(page: Page, name: string): Promise<string> {
  const address = await link(page, name).getAttribute('href');
  const file = address?.split('?')[0].split('/').pop();
  const detail = await (await call(page, 'open_file', { file })).json();
  return detail.versions[0].hash;
}
