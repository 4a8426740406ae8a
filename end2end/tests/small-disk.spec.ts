// A server whose disk is full: uploads are refused early, wait for room, and nothing that is stored is lost.
import { join } from 'node:path';

import { fill, mayMount } from '../support/disk';
import { choose, createUpload, newSpace, upload } from '../support/files';
import { hashOfZeros, MEGABYTE, sparse, text } from '../support/samples';
import { expect, presentable, test } from '../support/test';
import { begun, link, offsetsSent, openLibrary, PART, row, storedHash } from '../support/uploads';

const DISK = 64 * MEGABYTE;

test.use({ file: import.meta.url, disk: DISK });
test.skip(!mayMount(), 'A small disk cannot be mounted here, which root alone may do.');

const NO_ROOM = 'The server is out of room.';

test('an upload for which there is no room is refused early, and others go on', async ({ page, quiet }, info) => {
  quiet.allow(/status of 507/);
  const space = await openLibrary(page, 'No room');
  const offsets = offsetsSent(page.context());
  await choose(page, await sparse(info.outputPath('much.bin'), 2 * DISK));
  await expect(row(page, 'much.bin')).toContainText(NO_ROOM);
  expect(offsets, 'nothing was sent').toEqual([]);
  expect((await createUpload(page, { space }, 'much.bin', 2 * DISK)).status()).toBe(507);
  await presentable(page);
  await choose(page, text('little.txt'));
  await expect(link(page, 'little.txt')).toBeVisible();
});

test('an upload that fills the disk waits for room and goes on without a loss', async ({ page, quiet, server }, info) => {
  quiet.allow(/status of 507/);
  await openLibrary(page, 'Full');
  const offsets = offsetsSent(page.context());
  const release = await begun(page, await sparse(info.outputPath('half.bin'), 3 * PART), 1);
  const makeRoom = fill(join(server.data, '..'), DISK);
  release();
  await expect(row(page, 'half.bin')).toContainText(NO_ROOM);
  makeRoom();
  const before = offsets.length;
  await row(page, 'half.bin').getByRole('button', { name: /^Try again/ }).click();
  await expect(link(page, 'half.bin')).toBeVisible();
  expect(offsets[before], 'what arrived before is kept').toBe(PART);
  expect(await storedHash(page, 'half.bin')).toBe(hashOfZeros(24));
});

test('a full disk loses nothing that was stored, and the server goes on when there is room', async ({ page, quiet, server }) => {
  quiet.allow(/status of 50[037]/);
  const space = await newSpace(page, 'Kept');
  const file = await upload(page, { space }, text('kept.txt', 'Kept'));
  const makeRoom = fill(join(server.data, '..'), DISK);
  const refused = await createUpload(page, { space }, 'new.bin', MEGABYTE);
  expect(refused.status()).toBe(507);
  expect(await (await page.request.get(`/files/${file}/content?version=1`)).text()).toBe('Kept');
  makeRoom();
  expect((await createUpload(page, { space }, 'new.bin', MEGABYTE)).status()).toBe(201);
});
