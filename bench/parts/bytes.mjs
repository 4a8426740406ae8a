// The bytes (as transferred) and the time until the list answers to clicks in a browser with an empty cache.
import { brotliCompressSync } from 'node:zlib';

import { filled } from '../support/accounts.mjs';
import { openContext, startBrowser } from '../support/browser.mjs';
import { kilobytes, median, time } from '../support/figures.mjs';
import { Server, USER } from '../support/server.mjs';

const SPACES = 100_000;
const ROUNDS = 5;

export async function measure({ folder, figures }) {
  const server = await Server.start(await filled(folder, SPACES));
  const browser = await startBrowser();
  try {
    const visitor = await server.signIn(USER);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await load(browser, visitor));
    visitor.leave();
    addFigures(figures, rounds);
  } finally {
    await browser.close();
    await server.stop();
  }
}

function addFigures(figures, rounds) {
  const [{ files }] = rounds;
  const before = files.filter((file) => file.before);
  const kinds = Object.entries(groupedByKind(before));
  const sum = (list) => list.reduce((total, file) => total + file.bytes, 0);
  const html = before.find((file) => file.kind === 'html');
  const perKind = kinds.map(([kind, list]) => `${kind} ${kilobytes(sum(list))}`).join(', ');
  figures.atMost('bytes transferred until the list answers to clicks', sum(before), 250 * 1024, kilobytes, perKind);
  if (!html.encoding) figures.note('size that the uncompressed html would have with brotli level 5', kilobytes(html.small));
  const later = files.filter((file) => !file.before);
  figures.note('bytes loaded after that', `${kilobytes(sum(later))} in ${later.length} responses`);
  figures.note(
    'time until the list answers to clicks, with an empty cache',
    time(median(rounds.map((round) => round.ready))),
  );
}

/** Loads the list in a new browser; returns every file that was loaded, and the time until the page was ready. */
async function load(browser, visitor) {
  const context = await openContext(browser, visitor);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const files = new Map();
  let ready = 0;
  await devtools.send('Network.enable');
  devtools.on('Network.responseReceived', ({ requestId, response, type }) => {
    const { pathname } = new URL(response.url);
    const encoding = response.headers['content-encoding'] ?? response.headers['Content-Encoding'];
    files.set(requestId, { pathname, kind: kind(pathname, type), encoding, head: response.encodedDataLength });
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const file = files.get(requestId);
    // Chromium's figure includes the headers.
    if (file) Object.assign(file, { bytes: encodedDataLength - file.head, before: !ready });
  });
  const answer = await page.goto(`${visitor.origin}/spaces`, { waitUntil: 'commit' });
  ready = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const check = () => document.documentElement.hasAttribute('data-ready') && resolve(performance.now());
        new MutationObserver(check).observe(document.documentElement, { attributes: true });
        check();
      }),
  );
  const html = brotliCompressSync(await answer.body(), { params: { 1: 5 } }).length;
  await page.waitForLoadState('networkidle');
  await context.close();
  const loaded = [...files.values()].filter((file) => file.bytes > 0);
  for (const file of loaded) if (file.kind === 'html') file.small = html;
  return { files: loaded, ready };
}

function kind(pathname, type) {
  const ending = pathname.match(/\.(css|js|wasm|svg|woff2?)$/)?.[1];
  if (ending) return ending.startsWith('woff') ? 'fonts' : ending;
  return type === 'Document' ? 'html' : 'data';
}

function groupedByKind(files) {
  const groups = {};
  for (const file of files) (groups[file.kind] ??= []).push(file);
  return groups;
}
