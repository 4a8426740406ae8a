// The files that a browser with an empty cache loads for a page, with their sizes as transferred.
import { brotliCompressSync } from 'node:zlib';

import { openContext } from './browser.mjs';

/** Loads a page in a new browser; returns every file that was loaded, and the time until the page answered to clicks. */
export async function load(browser, visitor, path) {
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
  const answer = await page.goto(visitor.origin + path, { waitUntil: 'commit' });
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

export function groupedByKind(files) {
  const groups = {};
  for (const file of files) (groups[file.kind] ??= []).push(file);
  return groups;
}
