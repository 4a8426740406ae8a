// Uploads that are stopped on their way: by the person, by a reload, by the network, by a server that was killed. What the server
// has acknowledged is never sent again, and nothing damaged is stored. (Full disks are in small-disk.spec.ts.)
import { execFileSync } from 'node:child_process';

import { choose, createUpload, libraryOf, newSpace, tus, upload } from '../support/files';
import { call, invite, join } from '../support/people';
import { hashOfZeros, MEGABYTE, sha256, sparse, text } from '../support/samples';
import { expect, open, presentable, test } from '../support/test';
import { begun, holdAfter, link, offsetsSent, openLibrary, PART, row, storedHash } from '../support/uploads';

test.use({ file: import.meta.url });

/** What the browser logs about requests that a test makes fail. */
const FAILED = /ERR_|Failed to load resource|WebSocket connection/;
const RETRIED = 'No answer from the server. It is tried again by itself.';

test('a file of 300 MB is uploaded in parts, with its progress', async ({ page }, info) => {
  test.slow();
  await openLibrary(page, 'Large');
  const offsets = offsetsSent(page.context());
  const release = await begun(page, await sparse(info.outputPath('large.bin'), 300 * MEGABYTE), 3);
  await expect(row(page, 'large.bin').getByRole('progressbar')).toBeVisible();
  await presentable(page);
  release();
  await expect(link(page, 'large.bin')).toBeVisible({ timeout: 120_000 });
  expect(offsets).toEqual(Array.from({ length: 38 }, (_, part) => part * PART));
  expect(await storedHash(page, 'large.bin')).toBe(hashOfZeros(300));
});

test('an upload is paused and goes on where it was', async ({ page }, info) => {
  await openLibrary(page, 'Paused');
  const offsets = offsetsSent(page.context());
  const release = await begun(page, await sparse(info.outputPath('paused.bin'), 5 * PART), 2);
  await row(page, 'paused.bin').getByRole('button', { name: /^Pause/ }).click();
  await expect(row(page, 'paused.bin')).toContainText('Paused');
  release();
  const before = offsets.length;
  await row(page, 'paused.bin').getByRole('button', { name: /^Resume/ }).click();
  await expect(link(page, 'paused.bin')).toBeVisible();
  expect(offsets[before], 'it goes on after the parts that arrived').toBe(2 * PART);
  expect(await storedHash(page, 'paused.bin')).toBe(hashOfZeros(40));
});

test('a cancelled upload is gone here and on the server', async ({ page }, info) => {
  await openLibrary(page, 'Cancelled');
  const created = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/uploads'));
  const release = await begun(page, await sparse(info.outputPath('cancelled.bin'), 4 * PART), 1);
  const address = (await created).headers()['location'];
  const removed = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
  await row(page, 'cancelled.bin').getByRole('button', { name: /^Cancel/ }).click();
  expect((await removed).status()).toBe(204);
  release();
  await expect(page.getByText('cancelled.bin')).toHaveCount(0);
  expect((await tus(page, 'HEAD', address)).status()).toBe(404);
});

test('after a reload a large upload goes on when its file is chosen again', async ({ page }, info) => {
  await openLibrary(page, 'Reloaded');
  const offsets = offsetsSent(page.context());
  const file = await sparse(info.outputPath('reloaded.bin'), 4 * PART);
  const release = await begun(page, file, 2);
  // The browser asks whether to leave.
  const asked = page.waitForEvent('dialog');
  const reloaded = page.reload();
  await (await asked).accept();
  await reloaded;
  release();
  const again = row(page, 'reloaded.bin').getByRole('button', { name: /^Choose the file again/ });
  await expect(again).toBeVisible();
  await presentable(page);

  const pick = async (path: string) => {
    const chooser = page.waitForEvent('filechooser');
    await again.click();
    await (await chooser).setFiles(path);
  };
  // Another file of that name is not taken.
  await pick(await sparse(info.outputPath('other/reloaded.bin'), 3 * PART));
  await expect(page.getByText('This is another file, or it was changed since.')).toBeVisible();
  const before = offsets.length;
  await pick(file);
  await expect(link(page, 'reloaded.bin')).toBeVisible();
  expect(offsets[before], 'nothing is sent twice').toBe(2 * PART);
  expect(await storedHash(page, 'reloaded.bin')).toBe(hashOfZeros(32));
});

test('after a reload a small upload goes on by itself', async ({ page }) => {
  await openLibrary(page, 'Reloaded small');
  const { held, release } = await holdAfter(page, 0);
  await choose(page, { ...text('small.bin'), buffer: Buffer.alloc(MEGABYTE, 5) });
  await expect.poll(held).toBe(true);
  await page.reload();
  release();
  await expect(link(page, 'small.bin')).toBeVisible();
  expect(await storedHash(page, 'small.bin')).toBe(sha256(Buffer.alloc(MEGABYTE, 5)));
});

test('an upload goes on when the network is back', async ({ page, context, quiet }, info) => {
  quiet.allow(FAILED);
  await openLibrary(page, 'Tunnel');
  const release = await begun(page, await sparse(info.outputPath('tunnel.bin'), 3 * PART), 1);
  await context.setOffline(true);
  release();
  await expect(row(page, 'tunnel.bin')).toContainText(RETRIED);
  await context.setOffline(false);
  await expect(link(page, 'tunnel.bin')).toBeVisible({ timeout: 20_000 });
});

test('an upload survives a server that is killed and started again', async ({ page, server, quiet }, info) => {
  test.slow();
  quiet.allow(FAILED);
  await openLibrary(page, 'Killed');
  const offsets = offsetsSent(page.context());
  const release = await begun(page, await sparse(info.outputPath('killed.bin'), 6 * PART), 3);
  await server.kill();
  release();
  await expect(row(page, 'killed.bin')).toContainText(RETRIED);
  await server.run();
  await expect(link(page, 'killed.bin')).toBeVisible({ timeout: 60_000 });
  const parts = offsets.filter((offset) => offset < 3 * PART);
  expect(parts, 'what was acknowledged is not sent again').toEqual([0, PART, 2 * PART]);
  expect(await storedHash(page, 'killed.bin')).toBe(hashOfZeros(48));
});

test('a person who loses access while uploading is told, and nothing is stored', async ({ page, stranger, quiet }, info) => {
  quiet.allow(/status of 40[34]/);
  const other = await join(await stranger(), await invite(page, 'Traci Prawo', 'traci@example.com'));
  const [person] = await (await call(page, 'suggest_people', { text: 'Traci' })).json();
  const space = await newSpace(page, 'Taken away', { visibility: 'hidden', people: [person.id] });
  await open(other, libraryOf(space));
  const release = await begun(other, await sparse(info.outputPath('late.bin'), 3 * PART), 1);
  await call(page, 'take_access', { id: space, people: [person.id] });
  release();
  await expect(row(other, 'late.bin')).toContainText('does not exist, or is not open to you');
  await open(page, libraryOf(space));
  await expect(page.getByText('late.bin')).toHaveCount(0);
});

test('a file over the limit is refused before anything is sent', async ({ page, quiet }, info) => {
  quiet.allow(/status of 413/);
  const { rules } = await (await call(page, 'read_file_rules', {})).json();
  const save = (largest: number, version: number) => call(page, 'save_file_rules', { rules: { ...rules, largest, version } });
  expect((await save(2 * MEGABYTE, rules.version)).status()).toBe(200);
  const space = await openLibrary(page, 'Limited');
  const offsets = offsetsSent(page.context());
  await choose(page, await sparse(info.outputPath('over.bin'), 3 * MEGABYTE));
  await expect(row(page, 'over.bin')).toContainText(/larger than 2\sMB/);
  await presentable(page);
  expect(offsets).toEqual([]);
  expect((await createUpload(page, { space }, 'over.bin', 3 * MEGABYTE)).status()).toBe(413);
  await choose(page, text('under.txt'));
  await expect(link(page, 'under.txt')).toBeVisible();
  expect((await save(rules.largest, rules.version + 1)).status()).toBe(200);
});

test('a whole with another hash than was said is refused', async ({ page }) => {
  const space = await openLibrary(page, 'Wrong hash');
  const bytes = Buffer.from('other bytes');
  const created = await createUpload(page, { space }, 'wrong.txt', bytes.length, { sha256: sha256(Buffer.from('these bytes')) });
  const address = created.headers()['location'];
  const answer = await tus(page, 'PATCH', address, { 'upload-offset': '0' }, bytes);
  expect(answer.status()).toBe(460);
  expect(answer.headers()['spaces-file']).toBeUndefined();
  await page.reload();
  await expect(page.getByText('wrong.txt')).toHaveCount(0);
});

test('a part with a wrong checksum is thrown away, and the right one is taken', async ({ page }) => {
  const space = await openLibrary(page, 'Wrong part');
  const bytes = Buffer.from('the right bytes');
  const checksum = (of: Buffer) => `sha256 ${Buffer.from(sha256(of), 'hex').toString('base64')}`;
  const address = (await createUpload(page, { space }, 'right.txt', bytes.length)).headers()['location'];
  const send = (sum: string, data = bytes) => tus(page, 'PATCH', address, { 'upload-offset': '0', 'upload-checksum': sum }, data);
  expect((await send(checksum(Buffer.from('others')))).status()).toBe(460);
  expect((await send('md4 AAAA')).status()).toBe(400);
  expect((await tus(page, 'HEAD', address)).headers()['upload-offset']).toBe('0');
  expect((await send(checksum(bytes))).status()).toBe(204);
  await page.reload();
  await expect(link(page, 'right.txt')).toBeVisible();
});

test('the same bytes are stored once', async ({ page, server }) => {
  const space = await newSpace(page, 'Once');
  const bytes = Buffer.alloc(3 * MEGABYTE, 42);
  for (const name of ['first.bin', 'second.bin', 'third.bin']) await upload(page, { space }, { ...text(name), buffer: bytes });
  const found = execFileSync('find', [server.data, '-type', 'f', '-size', `${bytes.length}c`], { encoding: 'utf8' });
  expect(found.trim().split('\n')).toHaveLength(1);
});
