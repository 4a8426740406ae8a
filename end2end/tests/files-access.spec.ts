// A file's address follows the rule of its space at each request: for pages, bytes, parts of them, thumbnails and archives.
// Archives are tested with unzip and 7z.
import { type APIResponse, type Page } from '@playwright/test';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { get } from 'node:http';

import { choose, files, libraryOf, newFolder, newSpace, tick, upload } from '../support/files';
import { openLive } from '../support/live';
import { call, invite, join } from '../support/people';
import { MEGABYTE, picture, type Sample, text } from '../support/samples';
import { expect, open, test } from '../support/test';

test.use({ file: import.meta.url });

/** What happens elsewhere shows within this time. */
const SOON = { timeout: 2_000 };

const content = (file: string) => `/files/${file}/content?version=1`;
const download = (file: string) => `${content(file)}&download=1`;

interface Request {
  what: string;
  send: (page: Page, file: string, folder: string) => Promise<APIResponse>;
}

const read = (address: (file: string) => string, headers: Record<string, string> = {}, method = 'GET') =>
  (page: Page, file: string) => page.request.fetch(address(file), { method, headers, maxRedirects: 0 });

const requests: Request[] = [
  { what: 'the page', send: read((file) => `/files/${file}`) },
  { what: 'the content', send: read(content) },
  { what: 'the download', send: read(download) },
  { what: 'a part of the content', send: read(content, { range: 'bytes=0-3' }) },
  { what: 'a part that does not exist', send: read(content, { range: 'bytes=99999999-' }) },
  { what: 'HEAD', send: read(content, {}, 'HEAD') },
  { what: 'the content if it changed', send: read(content, { 'if-none-match': '*' }) },
  { what: 'a thumbnail', send: read((file) => `/files/${file}/thumbnail/320?version=1`) },
  { what: 'a thumbnail of no size', send: read((file) => `/files/${file}/thumbnail/321?version=1`) },
  { what: 'an unknown version', send: read((file) => `/files/${file}/content?version=7`) },
  { what: 'a zip of the file', send: (page, file) => zip(page, [file], []) },
  { what: 'a zip of the folder', send: (page, _, folder) => zip(page, [], [folder]) },
  { what: 'the function of the page', send: (page, file) => call(page, 'open_file', { file }) },
  { what: 'a preview of the text', send: (page, file) => call(page, 'preview_text', { file, version: 1 }) },
  { what: 'a new name', send: (page, file) => call(page, 'rename_file', { file, name: 'Mine', edit: 1 }) },
  { what: 'a move', send: (page, file) => call(page, 'move_items', { items: { files: [file], folders: [] }, to: null }) },
  { what: 'a deletion', send: (page, _, folder) => call(page, 'delete_items', { items: { files: [], folders: [folder] } }) },
];

/** Posts the ids of files and folders to the route of archives. */
function zip(page: Page, chosen: string[], folders: string[]): Promise<APIResponse> {
  return page.request.post('/files/zip', {
    headers: { origin: new URL(page.url()).origin, 'content-type': 'application/x-www-form-urlencoded' },
    data: [...chosen.map((id) => `files=${id}`), ...folders.map((id) => `folders=${id}`)].join('&'),
    maxRedirects: 0,
  });
}

/** Returns a page with the data of its resources in one order; they are sent in the order in which they were ready. */
function inOrder(page: string): string {
  const [document, data = ''] = page.split('</html>');
  const pending = /__PENDING_RESOURCES=\[([^\]]*)\]/;
  const sorted = data.replace(pending, (_, ids: string) => `PENDING ${ids.split(',').sort().join()}`);
  return document + sorted.split('</script>').sort().join('</script>');
}

/** Returns everything of an answer that may differ between two ids, without the ids, and what differs at each request. */
async function told(answer: APIResponse, ids: string[]): Promise<object> {
  const same = (value: string) =>
    ids.reduce((text, id) => text.replaceAll(id, 'ID'), value).replace(/nonce[-=]"?[\w+/=-]+"?/g, 'NONCE');
  // The length is that of the compressed page, whose nonce differs.
  const headers = Object.entries(answer.headers()).filter(([name]) => !['date', 'content-length'].includes(name));
  return {
    status: answer.status(),
    headers: headers.map(([name, value]) => `${name}: ${same(value)}`).sort(),
    body: same(inOrder(await answer.text())),
  };
}

test('for a stranger, every address of a hidden file answers like that of an unknown one', async ({ page, stranger }) => {
  const space = await newSpace(page, 'Sealed', { visibility: 'hidden' });
  const folder = await newFolder(page, space, 'Sealed folder');
  const file = await upload(page, { space, folder }, picture('sealed.png'));
  // The addresses are right: their owner gets an answer.
  expect((await page.request.get(content(file))).status()).toBe(200);

  const other = await join(await stranger(), await invite(page, 'Olga Obca', 'olga@example.com'));
  const unknown = [randomUUID(), randomUUID()];
  for (const { what, send } of requests) {
    const hidden = await send(other, file, folder);
    expect(hidden.status(), what).toBe(404);
    const [known, none] = [await told(hidden, [file, folder]), await told(await send(other, unknown[0], unknown[1]), unknown)];
    expect(known, what).toEqual(none);
  }
});

test('without a session no address of a file answers', async ({ page, stranger }) => {
  const space = await newSpace(page, 'Signed in only');
  const file = await upload(page, { space }, picture('inside.png'));
  const nobody = await stranger();
  await nobody.goto('/sign-in');
  for (const { what, send } of requests) {
    const [known, none] = [await send(nobody, file, file), await send(nobody, randomUUID(), randomUUID())];
    expect(known.status(), what).toBeGreaterThanOrEqual(300);
    expect(known.status(), what).toBe(none.status());
    expect(await known.text(), what).not.toContain('inside.png');
  }
});

test('a deleted file exists only for the people who may restore it', async ({ page, stranger }) => {
  const space = await newSpace(page, 'Bin');
  const file = await upload(page, { space }, text('thrown.txt'));
  const reader = await join(await stranger(), await invite(page, 'Rysiek Czyta', 'rysiek@example.com'));
  expect((await reader.request.get(content(file))).status()).toBe(200);
  await call(page, 'delete_items', { items: { files: [file], folders: [] } });
  for (const address of [content(file), `/files/${file}`]) {
    expect((await reader.request.get(address)).status(), address).toBe(404);
  }
  expect((await page.request.get(content(file))).status()).toBe(200);
});

test('access that is taken away closes the page of the file and ends its addresses', async ({ page, stranger, quiet }) => {
  quiet.allow(/status of 40[34]/);
  const reader = await join(await stranger(), await invite(page, 'Traci Dostęp', 'traci@example.com'));
  const [person] = await (await call(page, 'suggest_people', { text: 'Traci' })).json();
  const space = await newSpace(page, 'Closing', { visibility: 'hidden', people: [person.id] });
  const file = await upload(page, { space }, text('secret.txt', 'Only for a while'));
  const library = await reader.context().newPage();
  await openLive(reader, `/files/${file}`);
  await openLive(library, libraryOf(space));
  await expect(reader.getByText('Only for a while')).toBeVisible();
  await expect(library.getByRole('link', { name: 'secret.txt', exact: true })).toBeVisible();

  const answer = await call(page, 'take_access', { id: space, people: [person.id] });
  expect(answer.status(), await answer.text()).toBe(200);
  for (const closed of [reader, library]) {
    await expect(closed.getByRole('heading', { name: 'Nothing here' })).toBeVisible(SOON);
    await expect(closed.getByText('secret.txt')).toHaveCount(0);
  }
  for (const address of [content(file), download(file), `/files/${file}`]) {
    expect((await reader.request.get(address)).status(), address).toBe(404);
  }
});

test('a download that runs when access is taken away ends, and cannot be continued', async ({ page, stranger }) => {
  const reader = await join(await stranger(), await invite(page, 'Dorota Pobiera', 'dorota@example.com'));
  const [person] = await (await call(page, 'suggest_people', { text: 'Dorota' })).json();
  const space = await newSpace(page, 'Downloads', { visibility: 'hidden', people: [person.id] });
  const size = 48 * MEGABYTE;
  const file = await upload(page, { space }, { ...text('large.bin'), buffer: Buffer.alloc(size, 7) });
  const [{ origin }, cookies] = [new URL(page.url()), await reader.context().cookies()];
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

  // A client that reads nothing after the head: the server waits for it.
  const running = await new Promise<import('node:http').IncomingMessage>((done, fail) => {
    get(`${origin}${download(file)}`, { headers: { cookie } }, done).once('error', fail);
  });
  expect(running.statusCode).toBe(200);
  await call(page, 'take_access', { id: space, people: [person.id] });
  let received = 0;
  running.on('data', (part: Buffer) => (received += part.length));
  await new Promise((done) => running.once('close', done).once('error', () => {}));
  expect(running.complete, 'the client sees that the file is not whole').toBe(false);
  expect(received).toBeLessThan(size);
  const rest = await reader.request.get(download(file), { headers: { range: `bytes=${received}-` } });
  expect(rest.status()).toBe(404);
});

/** Ticks rows, downloads them, and returns the path of the archive. */
async function downloaded(page: Page, names: string[], path: string): Promise<string> {
  for (const name of names) await tick(page, name).check();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.zip$/);
  await file.saveAs(path);
  return path;
}

/** Fails if a program finds an error in the archive; returns the names in it. */
function whole(path: string): string[] {
  execFileSync('unzip', ['-t', path]);
  const tested = spawnSync('7z', ['t', path], { encoding: 'utf8' });
  // 7z is not installed everywhere.
  if (tested.error === undefined) expect(tested.status, tested.stdout + tested.stderr).toBe(0);
  const list = execFileSync('unzip', ['-Z1', path], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  return list.trim().split('\n');
}

test('chosen files and folders are one archive with safe names, which other programs open', async ({ page }, info) => {
  const space = await newSpace(page, 'Archive');
  const folder = await newFolder(page, space, 'Umowy 2026');
  const inner = await newFolder(page, space, 'Załączniki', folder);
  await upload(page, { space, folder }, text('Żółć.txt', 'Zażółć gęślą jaźń'));
  await upload(page, { space, folder: inner }, picture('plan.png'));
  await upload(page, { space }, text('what: a "name"?.txt'));
  await upload(page, { space }, text('con.txt'));
  await upload(page, { space }, text('left out.txt'));
  await open(page, libraryOf(space));
  const chosen = ['Umowy 2026', 'what: a "name"?.txt', 'con.txt'];
  const path = await downloaded(page, chosen, info.outputPath('archive.zip'));
  const names = whole(path).filter((name) => !name.endsWith('/'));
  expect(names.sort()).toEqual(
    ['Umowy 2026/Załączniki/plan.png', 'Umowy 2026/Żółć.txt', '_con.txt', 'what_ a _name__.txt'].sort(),
  );
  const words = execFileSync('unzip', ['-p', path, '_con.txt'], { encoding: 'utf8' });
  expect(words).toBe('The text of con.txt');
});

test('files whose names differ only on this server are told apart in an archive', async ({ page }, info) => {
  const space = await newSpace(page, 'Twins');
  for (const name of ['a:b.txt', 'a?b.txt', 'a_b.txt']) await upload(page, { space }, text(name));
  await open(page, libraryOf(space));
  const path = await downloaded(page, ['a:b.txt', 'a?b.txt', 'a_b.txt'], info.outputPath('twins.zip'));
  expect(whole(path).sort()).toEqual(['a_b (2).txt', 'a_b (3).txt', 'a_b.txt']);
});

test('an archive of a space has no file of a post that the reader cannot see', async ({ page, stranger }) => {
  const space = await newSpace(page, 'Drafts are private');
  const mine = await upload(page, { space, post: true }, text('draft.txt'));
  const other = await join(await stranger(), await invite(page, 'Dawid Drugi', 'dawid@example.com'));
  await open(other, libraryOf(space));
  expect((await zip(other, [mine], [])).status()).toBe(404);
});

const safe: { sample: Sample; type: RegExp; inline: boolean }[] = [
  { sample: picture('shown.png'), type: /^image\/png$/, inline: true },
  { sample: text('shown.txt'), type: /^text\/plain/, inline: true },
  { sample: { ...text('page.html', '<!doctype html><p>Hi</p>'), mimeType: 'text/html' }, type: /^/, inline: false },
];

for (const { sample, type, inline } of safe) {
  test(`${sample.name} is served under headers that make it harmless`, async ({ page }) => {
    const space = await newSpace(page, `Serving ${sample.name}`);
    const file = await upload(page, { space }, sample);
    const answer = await page.request.get(content(file));
    const headers = answer.headers();
    expect(headers['content-type']).toMatch(type);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['cache-control']).toContain('private');
    expect(headers['etag']).toMatch(/^"[^"]+"$/);
    expect(headers['accept-ranges']).toBe('bytes');
    if (!inline) expect(headers['content-disposition']).toMatch(/^attachment/);

    const saved = await page.request.get(download(file));
    expect(saved.headers()['content-disposition']).toMatch(/^attachment/);
    const unchanged = await page.request.get(content(file), { headers: { 'if-none-match': headers['etag'] } });
    expect(unchanged.status()).toBe(304);
    const part = await page.request.get(content(file), { headers: { range: 'bytes=1-3' } });
    expect(part.status()).toBe(206);
    expect(part.headers()['content-range']).toBe(`bytes 1-3/${sample.buffer.length}`);
    expect(await part.body()).toEqual(sample.buffer.subarray(1, 4));
  });
}

test('a downloaded file has its name in any alphabet', async ({ page }) => {
  const space = await newSpace(page, 'Names');
  await open(page, libraryOf(space));
  const name = 'Zażółć — 事業計画 😀.txt';
  await choose(page, text(name));
  await files(page).getByRole('link', { name, exact: true }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download', exact: true }).or(page.getByRole('button', { name: 'Download', exact: true })).first().click();
  expect((await saved).suggestedFilename()).toBe(name);
});
