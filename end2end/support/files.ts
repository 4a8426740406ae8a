// Files and libraries as tests make and see them: quick uploads by the tus protocol, and the ways in which a person gives files to
// a page.
import { type APIResponse, expect, type Locator, type Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import { addSpaces, call } from './people';
import { MEGABYTE, type Sample } from './samples';
import { open } from './test';

/** Where an uploaded file goes: to a space, or to a note on a deal that will be added. */
export interface Target {
  space?: string;
  deal?: string;
  folder?: string;
  /** Whether it goes into a post that will be sent. */
  post?: boolean;
  /** The file of which it is a new version. */
  file?: string;
  /** The folders below the target, separated by `/`. */
  path?: string;
}

/** The largest part that the server accepts in one request. */
const CHUNK = 8 * MEGABYTE;

// --- the tus protocol ----------------------------------------------------------------------------

/** Returns the header of an upload's metadata. */
export function metadata(values: Record<string, string | undefined>): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined);
  return pairs.map(([key, value]) => `${key} ${Buffer.from(value as string).toString('base64')}`).join(',');
}

/** Sends a request of the tus protocol as the signed-in person. */
export function tus(
  page: Page,
  method: 'POST' | 'PATCH' | 'HEAD' | 'DELETE',
  address: string,
  headers: Record<string, string> = {},
  data?: Buffer,
): Promise<APIResponse> {
  const origin = new URL(page.url()).origin;
  const all: Record<string, string> = { origin, 'tus-resumable': '1.0.0', ...headers };
  if (data !== undefined) all['content-type'] = 'application/offset+octet-stream';
  return page.request.fetch(address, { method, headers: all, data });
}

/** Creates an upload by the protocol; returns the answer. */
export function createUpload(
  page: Page,
  target: Target,
  name: string,
  size: number,
  more: Record<string, string> = {},
): Promise<APIResponse> {
  const { post, ...ids } = target;
  const said = metadata({ filename: name, ...ids, post: post ? '1' : undefined, ...more });
  return tus(page, 'POST', '/uploads', { 'upload-length': String(size), 'upload-metadata': said });
}

/** Uploads a file by the protocol, which is faster than the page; returns its id. */
export async function upload(page: Page, target: Target, { name, buffer }: Sample): Promise<string> {
  let answer = await createUpload(page, target, name, buffer.length, { request: randomUUID() });
  expect(answer.status(), await answer.text()).toBe(201);
  const address = answer.headers()['location'];
  for (let offset = 0; offset < buffer.length; offset += CHUNK) {
    const part = buffer.subarray(offset, offset + CHUNK);
    answer = await tus(page, 'PATCH', address, { 'upload-offset': String(offset) }, part);
    expect(answer.status(), await answer.text()).toBe(204);
  }
  const file = answer.headers()['spaces-file'];
  expect(file, 'the last answer names the file').toMatch(/^[0-9a-f-]{36}$/);
  return file;
}

// --- the pages -----------------------------------------------------------------------------------

/** Adds a space and returns its id. The page must show the application. */
export async function newSpace(page: Page, name: string, more: Parameters<typeof addSpaces>[2] = {}): Promise<string> {
  if (!page.url().startsWith('http')) await open(page, '/spaces');
  const [id] = await addSpaces(page, [name], more);
  return id;
}

/** Adds a folder by its server function; returns its id. */
export async function newFolder(page: Page, space: string, name: string, parent: string | null = null): Promise<string> {
  const answer = await call(page, 'add_folder', { space, parent, name });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

/** Adds a topic by its server function; returns its number. */
export async function newTopic(page: Page, space: string, title: string, text = 'The first post'): Promise<number> {
  const answer = await call(page, 'add_topic', { space, topic: { kind: 'talk', title, text }, request: randomUUID() });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

export const libraryOf = (space: string, query = '') => `/spaces/${space}/library${query}`;

/** The list of files on the page of a library. */
export const files = (page: Page) => page.getByRole('region', { name: 'Files', exact: true });

/** The checkbox of a row; each row has one. */
export const tick = (page: Page, name: string) => files(page).getByRole('checkbox', { name: `Select ${name}`, exact: true });

/** Chooses files with the button 'Upload', or another one. */
export async function choose(page: Page, chosen: Sample | string | (Sample | string)[], button = 'Upload'): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await chooser).setFiles(chosen as string[]);
}

/** Drops files and folders of the disk onto an element, as a file manager does. */
export async function drop(page: Page, target: Locator, paths: string[]): Promise<void> {
  const box = (await target.boundingBox())!;
  const place = { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 40) };
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type, ...place, data });
  }
  await session.detach();
}

/** Pastes a file into the focused field, as a screenshot is pasted. */
export async function pasteFile(page: Page, { name, mimeType, buffer }: Sample): Promise<void> {
  await page.evaluate(
    ([name, type, content]) => {
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type }));
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    },
    [name, mimeType, buffer.toString('base64')],
  );
}
