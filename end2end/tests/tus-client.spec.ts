// Uploads by tus-js-client, a program that knows nothing of Spaces but the protocol: from Node, with the cookie of the signed-in
// person.
import type { Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import * as tus from 'tus-js-client';

import { createUpload, libraryOf, newSpace, tus as request } from '../support/files';
import { invite, join } from '../support/people';
import { MEGABYTE, sha256 } from '../support/samples';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

const PART = 2 * MEGABYTE;

/** Returns the headers with which the browser of the page would send a request. */
async function session(page: Page): Promise<Record<string, string>> {
  const { origin } = new URL(page.url());
  const cookies = await page.context().cookies();
  return { origin, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
}

interface Transfer {
  upload: tus.Upload;
  /** The `Upload-Offset` of each part that was sent. */
  offsets: number[];
  /** Resolves to the id of the file. */
  done: Promise<string>;
}

/** Prepares the upload of the bytes; `more` are other options of the client. */
async function transfer(page: Page, space: string, name: string, bytes: Buffer, more: tus.UploadOptions = {}): Promise<Transfer> {
  const headers = await session(page);
  const offsets: number[] = [];
  let upload!: tus.Upload;
  const done = new Promise<string>((resolve, reject) => {
    upload = new tus.Upload(bytes, {
      endpoint: `${headers.origin}/uploads`,
      chunkSize: PART,
      metadata: { space, filename: name, sha256: sha256(bytes) },
      headers,
      retryDelays: null,
      onBeforeRequest: (sent) => {
        if (sent.getMethod() === 'PATCH') offsets.push(Number(sent.getHeader('Upload-Offset')));
      },
      onError: reject,
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('spaces-file') ?? ''),
      ...more,
    });
  });
  return { upload, offsets, done };
}

/** Begins an upload and breaks it off after its first part; returns its address. */
async function brokenOff(page: Page, space: string, name: string, bytes: Buffer): Promise<string> {
  let half = () => {};
  const sent = new Promise<void>((done) => (half = done));
  const { upload } = await transfer(page, space, name, bytes, { onChunkComplete: half });
  upload.start();
  await sent;
  await upload.abort();
  return upload.url!;
}

test('the server says what it supports', async ({ page }) => {
  await open(page, '/spaces');
  const answer = await page.request.fetch('/uploads', { method: 'OPTIONS' });
  expect([200, 204]).toContain(answer.status());
  expect(answer.headers()['tus-version']).toBe('1.0.0');
  expect(answer.headers()['tus-extension'].split(',').map((name) => name.trim())).toEqual(
    expect.arrayContaining(['creation', 'checksum', 'expiration', 'termination']),
  );
  expect(answer.headers()['tus-checksum-algorithm'].split(',')).toContain('sha256');
  expect(Number(answer.headers()['tus-max-size'])).toBe(2048 * MEGABYTE);
});

test('a file is created, sent in parts and listed', async ({ page }) => {
  const space = await newSpace(page, 'Another client');
  const bytes = randomBytes(5 * MEGABYTE + 7);
  const { upload, offsets, done } = await transfer(page, space, 'Łódź.bin', bytes);
  upload.start();
  const file = await done;
  expect(offsets).toEqual([0, PART, 2 * PART]);
  const content = await page.request.get(`/files/${file}/content?version=1&download=1`);
  expect(sha256(await content.body())).toBe(sha256(bytes));
  await open(page, libraryOf(space));
  await expect(page.getByRole('link', { name: 'Łódź.bin', exact: true })).toBeVisible();
});

test('an empty file is uploaded', async ({ page }) => {
  const space = await newSpace(page, 'Empty files');
  const { upload, done } = await transfer(page, space, 'empty.txt', Buffer.alloc(0));
  upload.start();
  await done;
  await open(page, libraryOf(space));
  await expect(page.getByRole('link', { name: 'empty.txt', exact: true })).toBeVisible();
});

test('an upload that was broken off goes on where it ended', async ({ page }) => {
  const space = await newSpace(page, 'Broken off');
  const bytes = randomBytes(3 * PART);
  const address = await brokenOff(page, space, 'half.bin', bytes);
  const { upload, offsets, done } = await transfer(page, space, 'half.bin', bytes, { uploadUrl: address });
  upload.start();
  const file = await done;
  expect(offsets[0], 'nothing is sent twice').toBeGreaterThanOrEqual(PART);
  const content = await page.request.get(`/files/${file}/content?version=1&download=1`);
  expect(sha256(await content.body())).toBe(sha256(bytes));
});

test('an upload goes on after the server was killed', async ({ page, server }) => {
  const space = await newSpace(page, 'Killed');
  const bytes = randomBytes(3 * PART);
  const address = await brokenOff(page, space, 'killed.bin', bytes);
  await server.kill();
  await server.run();
  const { upload, offsets, done } = await transfer(page, space, 'killed.bin', bytes, { uploadUrl: address });
  upload.start();
  const file = await done;
  expect(offsets[0], 'what was acknowledged is kept').toBeGreaterThanOrEqual(PART);
  const content = await page.request.get(`/files/${file}/content?version=1&download=1`);
  expect(sha256(await content.body())).toBe(sha256(bytes));
});

test('a terminated upload is gone', async ({ page }) => {
  const space = await newSpace(page, 'Terminated');
  const address = await brokenOff(page, space, 'never.bin', randomBytes(8 * PART));
  await tus.Upload.terminate(address, { headers: await session(page), retryDelays: null });
  expect((await request(page, 'HEAD', address)).status()).toBe(404);
  await open(page, libraryOf(space));
  await expect(page.getByText('never.bin')).toHaveCount(0);
});

test('an upload says when it expires', async ({ page }) => {
  const space = await newSpace(page, 'Expires');
  const created = await createUpload(page, { space }, 'later.bin', 10);
  const inDays = (date: string) => (Date.parse(date) - Date.now()) / (24 * 60 * 60 * 1000);
  expect(inDays(created.headers()['upload-expires'])).toBeCloseTo(7, 1);
  const asked = await request(page, 'HEAD', created.headers()['location']);
  expect(asked.headers()['upload-offset']).toBe('0');
  expect(asked.headers()['upload-length']).toBe('10');
  expect(asked.headers()['cache-control']).toBe('no-store');
});

test("another person's upload does not exist", async ({ page, stranger }) => {
  const space = await newSpace(page, 'Not yours');
  const address = (await createUpload(page, { space }, 'mine.bin', 10)).headers()['location'];
  const other = await join(await stranger(), await invite(page, 'Ula Obca', 'ula@example.com'));
  const unknown = '/uploads/0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000';
  for (const [method, headers, data] of [
    ['HEAD', {}, undefined],
    ['PATCH', { 'upload-offset': '0' }, Buffer.from('0123456789')],
    ['DELETE', {}, undefined],
  ] as const) {
    const theirs = await request(other, method, address, headers, data);
    const none = await request(other, method, unknown, headers, data);
    expect(theirs.status(), method).toBe(404);
    expect(await theirs.text()).toBe(await none.text());
  }
  expect((await request(page, 'HEAD', address)).headers()['upload-offset']).toBe('0');
});

test('nobody uploads without a session, or into a space that is closed to them', async ({ page, stranger, playwright }) => {
  const space = await newSpace(page, 'Closed', { visibility: 'hidden' });
  const other = await join(await stranger(), await invite(page, 'Zoe Zewnętrzna', 'zoe@example.com'));
  expect((await createUpload(other, { space }, 'in.txt', 3)).status()).toBe(404);
  const { origin } = new URL(page.url());
  const nobody = await playwright.request.newContext({ storageState: { cookies: [], origins: [] } });
  const headers = { origin, 'tus-resumable': '1.0.0', 'upload-length': '3' };
  expect((await nobody.post(`${origin}/uploads`, { headers })).status()).toBe(401);
  await nobody.dispose();
});
