// Files that are made to harm: those that run scripts in a browser, those that are far larger than they look, and names that are
// more than names. Each is kept, is harmless, and its page says what is wrong. (hostile-files.spec.ts is about imports.)
import type { Page } from '@playwright/test';

import { archive, blanks, workbook } from '../support/archive';
import { createUpload, files, libraryOf, metadata, newSpace, tus, upload } from '../support/files';
import { call } from '../support/people';
import { bombPicture, pdf, picture, type Sample, text } from '../support/samples';
import { expect, open, type Quiet, test } from '../support/test';

test.use({ file: import.meta.url });

/** What a script that runs requests. */
const RAN = '/hostile-ran';
const SCRIPT = `new Image().src='${RAN}';fetch('${RAN}').catch(()=>0);document.title='ran'`;

const content = (file: string) => `/files/${file}/content?version=1`;
const as = (name: string, mimeType: string, body: string | Buffer): Sample => ({ name, mimeType, buffer: Buffer.from(body) });

interface Active {
  what: string;
  sample: Sample;
  /** Whether the browser shows it at its address. */
  inline: boolean;
}

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="${SCRIPT}"><script>${SCRIPT}</script></svg>`;
const HTML = `<!doctype html><title>x</title><script>${SCRIPT}</script><img src=x onerror="${SCRIPT}">`;
/** A picture of one pixel that is a program too: the size of the picture begins a comment. */
const POLYGLOT = Buffer.concat([
  Buffer.from('GIF89a/*', 'latin1'),
  Buffer.from([0x80, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]),
  Buffer.from(`*/=1;${SCRIPT}`, 'latin1'),
]);

const active: Active[] = [
  { what: 'a drawing with a script', sample: as('drawing.svg', 'image/svg+xml', SVG), inline: false },
  { what: 'a page', sample: as('page.html', 'text/html', HTML), inline: false },
  { what: 'a page that is called a picture', sample: as('photo.png', 'image/png', HTML), inline: false },
  { what: 'a page that is called a text', sample: as('notes.txt', 'text/plain', HTML), inline: false },
  {
    what: 'a page in XML',
    sample: as('page.xml', 'text/xml', `<html xmlns="http://www.w3.org/1999/xhtml"><script>${SCRIPT}</script></html>`),
    inline: false,
  },
  { what: 'a picture that is a program', sample: as('pixel.gif', 'image/gif', POLYGLOT), inline: true },
  { what: 'a program', sample: as('program.js', 'text/javascript', SCRIPT), inline: false },
];

/** Uploads the sample into a space of its own. Returns the id of the file. */
async function uploaded(page: Page, sample: Sample): Promise<string> {
  return upload(page, { space: await newSpace(page, `With ${sample.name}`) }, sample);
}

/** Returns the requests that scripts of the files have made so far. */
function scripts(page: Page): string[] {
  const ran: string[] = [];
  page.context().on('request', (request) => {
    if (new URL(request.url()).pathname === RAN) ran.push(request.frame().url());
  });
  return ran;
}

/** Loads an address as a person does who opens it in a new tab; it may become a download. */
async function visit(page: Page, address: string): Promise<void> {
  const tab = await page.context().newPage();
  await tab.goto(address).catch((error: Error) => expect(error.message).toMatch(/Download is starting|ERR_ABORTED/));
  await tab.waitForLoadState().catch(() => {});
  await tab.close();
}

/** Loads an address as a script, a style and a document inside the page, as another file could. */
async function embed(page: Page, address: string): Promise<void> {
  await page.evaluate(async (src) => {
    const script = Object.assign(document.createElement('script'), { src });
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: src });
    const frame = Object.assign(document.createElement('iframe'), { src });
    const picture = Object.assign(document.createElement('img'), { src });
    for (const element of [script, style, frame, picture]) {
      await new Promise((done) => {
        element.onload = element.onerror = done;
        document.body.append(element);
        // A frame that becomes a download has no event.
        setTimeout(done, 1_000);
      });
    }
  }, address);
}

/** Allows what the browser says about files that it refuses to run. */
function refusals(quiet: Quiet): void {
  quiet.allow(/Refused to|violates the following|MIME type|Content Security Policy|sandboxed|ERR_BLOCKED|Failed to load resource/);
}

for (const { what, sample, inline } of active) {
  test(`${what} is served as what it is, and never runs`, async ({ page, quiet }) => {
    refusals(quiet);
    const ran = scripts(page);
    const file = await uploaded(page, sample);
    const headers = (await page.request.get(content(file))).headers();
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toMatch(/sandbox(?![^;]*allow-scripts)/);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    if (inline) expect(headers['content-type']).toBe('image/gif');
    else {
      const harmless = /^text\/plain/.test(headers['content-type']);
      expect(harmless || /^attachment/.test(headers['content-disposition'])).toBe(true);
    }

    await open(page, `/files/${file}`);
    await expect(page.getByRole('heading', { level: 1, name: sample.name })).toBeVisible();
    await visit(page, content(file));
    await embed(page, content(file));
    expect(ran, 'no script of the file ran').toEqual([]);
  });
}

test('a drawing with a script stays a card in a post', async ({ page, quiet }) => {
  refusals(quiet);
  const ran = scripts(page);
  const space = await newSpace(page, 'Drawings in posts');
  const file = await upload(page, { space, post: true }, as('drawing.svg', 'image/svg+xml', SVG));
  const topic = { kind: 'talk', title: 'A drawing', text: `![drawing.svg](file:${file})` };
  const number = await (await call(page, 'add_topic', { space, topic, request: crypto.randomUUID() })).json();
  await open(page, `/spaces/${space}/topics/${number}`);
  await expect(page.getByRole('article').getByRole('link', { name: /drawing\.svg/ })).toBeVisible();
  expect(ran).toEqual([]);
});

interface Large {
  what: string;
  sample: () => Sample;
  /** What the page of the file says. */
  sentence: string;
}

const DAMAGED = 'There is no preview: the file is damaged or too large for one.';
const NONE = 'Files of this kind have no preview.';

const word = (name: string): Sample =>
  as(
    name,
    'application/zip',
    archive([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'word/document.xml', deflated: blanks('<w:document>', 4000), declared: 4000 * 1024 * 1024 },
    ]),
  );

const large: Large[] = [
  { what: 'a picture of 19,000 x 19,000 in 44 KB', sample: () => bombPicture('huge.png'), sentence: DAMAGED },
  { what: 'a document that unpacks to gigabytes', sample: () => word('bomb.docx'), sentence: NONE },
  {
    what: 'a sheet that unpacks to gigabytes',
    sample: () => as('bomb.xlsx', 'application/zip', workbook({ deflated: blanks('<worksheet>', 4000), declared: 4000 * 1024 * 1024 })),
    sentence: DAMAGED,
  },
  {
    what: 'a damaged picture',
    sample: () => ({ ...picture('cut.png'), buffer: picture('cut.png').buffer.subarray(0, 90) }),
    sentence: DAMAGED,
  },
  {
    what: 'a sheet that is none',
    sample: () => as('not.xlsx', 'application/zip', archive([{ name: 'xl/workbook.xml', content: '<workbook' }])),
    sentence: DAMAGED,
  },
];

for (const { what, sample, sentence } of large) {
  test(`${what} is kept, and its page says why it is not shown`, async ({ page }) => {
    const made = sample();
    const file = await uploaded(page, made);
    await open(page, `/files/${file}`);
    await expect(page.getByRole('region', { name: 'Preview', exact: true })).toContainText(sentence, { timeout: 30_000 });
    const saved = await page.request.get(`${content(file)}&download=1`);
    expect(await saved.body()).toEqual(made.buffer);
    // The server goes on.
    expect((await page.request.get('/healthz')).status()).toBe(200);
  });
}

test('a document of 100,000 pages shows its first, or says that it has no preview', async ({ page }) => {
  const file = await uploaded(page, pdf('endless.pdf', 'One of many', 100_000));
  await open(page, `/files/${file}`);
  const preview = page.getByRole('region', { name: 'Preview', exact: true });
  await expect(preview.getByRole('img').or(preview.getByText(DAMAGED))).toBeVisible({ timeout: 30_000 });
  expect((await page.request.get('/healthz')).status()).toBe(200);
});

for (const [what, said, kept] of [
  ['a new line', 'two\r\nlines.txt', 'twolines.txt'],
  ['a path upwards', '../../etc/passwd', 'passwd'],
  ["Windows' path", 'C:\\Windows\\win.ini', 'win.ini'],
  ['dots alone', '..', 'file'],
  ['a reversal of letters', 'photo_\u202egpj.exe', 'photo_gpj.exe'],
  ['a null byte', 'nothing\u0000.txt', 'nothing.txt'],
  ['markup', '<img src=x onerror=alert(1)>.txt', '<img src=x onerror=alert(1)>.txt'],
] as const) {
  test(`a name with ${what} becomes a harmless one`, async ({ page }) => {
    const space = await newSpace(page, `Names with ${what}`);
    await upload(page, { space }, text(said, 'Named'));
    await open(page, libraryOf(space));
    await expect(files(page).getByRole('link', { name: kept, exact: true })).toBeVisible();
  });
}

test('a header cannot be smuggled in by a name', async ({ page }) => {
  const file = await uploaded(page, text('a"; filename="b.exe\r\nset-cookie: a=b;.txt'));
  const headers = (await page.request.get(`${content(file)}&download=1`)).headers();
  expect(headers['set-cookie']).toBeUndefined();
  expect(headers['content-disposition']).toMatch(/^attachment; /);
  expect(headers['content-disposition']).not.toContain('filename="b.exe');
});

test('wrong requests of uploads are refused', async ({ page }) => {
  const space = await newSpace(page, 'Wrong requests');
  for (const size of ['-1', '1e9', '99999999999999999999', '']) {
    const headers = { 'upload-length': size, 'upload-metadata': metadata({ space, filename: 'wrong.txt' }) };
    const answer = await tus(page, 'POST', '/uploads', headers);
    expect(answer.status(), size).toBeGreaterThanOrEqual(400);
    expect(answer.status(), size).toBeLessThan(500);
  }
  const created = await createUpload(page, { space }, 'short.txt', 3);
  const address = created.headers()['location'];
  const more = await tus(page, 'PATCH', address, { 'upload-offset': '0' }, Buffer.from('more than three'));
  expect(more.status()).toBeGreaterThanOrEqual(400);
  const elsewhere = await tus(page, 'PATCH', address, { 'upload-offset': '2' }, Buffer.from('x'));
  expect(elsewhere.status()).toBe(409);
  const old = await tus(page, 'HEAD', address, { 'tus-resumable': '0.2.2' });
  expect(old.status()).toBe(412);
});
