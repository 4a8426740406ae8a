// The time from a click in the list until the page that it opens is shown, with 50 ms of latency over HTTP/1.1: cold,
// where a browser with an empty cache has only just loaded the list; warm, when the page is opened once more. The latency
// is Chromium's own (Network.emulateNetworkConditions).
import { filled } from '../support/accounts.mjs';
import { openContext, openPage, startBrowser } from '../support/browser.mjs';
import { median, time } from '../support/figures.mjs';
import { Server, USER } from '../support/server.mjs';

const SPACES = 1000;
const ROUNDS = 5;
const LATENCY_MS = 50;
const COLD_MS = 400;
const WARM_MS = 100;

/** The pages, by the link that opens them. */
const PAGES = {
  'a space': 'a.space-name',
  'add a space': 'main a[href="/spaces/new"]',
  deals: 'nav a[href="/deals"]',
  statistics: 'nav a[href="/statistics/activities"]',
  settings: 'nav a[href="/settings/profile"]',
};

export async function measure({ folder, figures }) {
  const server = await Server.start(await filled(folder, SPACES));
  const browser = await startBrowser();
  try {
    const visitor = await server.signIn(USER);
    const cold = {};
    const warm = {};
    for (const [name, link] of Object.entries(PAGES)) {
      const rounds = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await open(browser, visitor, link));
      cold[name] = median(rounds.map((round) => round.cold));
      warm[name] = median(rounds.map((round) => round.warm));
    }
    visitor.leave();
    tell(figures, 'cold', cold, COLD_MS);
    tell(figures, 'warm', warm, WARM_MS);
  } finally {
    await browser.close();
    await server.stop();
  }
}

function tell(figures, state, pages, target) {
  const apart = Object.entries(pages).map(([name, ms]) => `${name} ${time(ms)}`);
  const what = `from click to page, ${LATENCY_MS} ms of latency, ${state}, the slowest`;
  figures.atMost(what, Math.max(...Object.values(pages)), target, time, apart.join(', '));
}

/** Opens the page from the list twice, in a browser with an empty cache. */
async function open(browser, visitor, link) {
  const context = await openContext(browser, visitor);
  // Every page of the context gets the latency before it asks for anything.
  const emulate = async (page) => {
    const wire = await context.newCDPSession(page);
    await wire.send('Network.enable');
    await wire.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: LATENCY_MS,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  };
  const page = await openPage(context, `${visitor.origin}/spaces`, emulate);
  const cold = await click(page, link);
  await page.waitForLoadState('networkidle');
  await click(page, 'nav a[href="/spaces"]');
  await page.locator(link).first().waitFor();
  await page.waitForLoadState('networkidle');
  const warm = await click(page, link);
  await context.close();
  return { cold, warm };
}

/** Clicks the first such link; returns the milliseconds until another page is shown whole. */
function click(page, link) {
  return page.evaluate((link) => {
    const found = document.querySelector(link);
    const { pathname } = new URL(found.href);
    const before = document.querySelector('main h1');
    const shown = () => {
      const heading = document.querySelector('main h1');
      const whole = heading && heading !== before && !document.querySelector('main .skeleton');
      return whole && location.pathname === pathname;
    };
    return new Promise((resolve) => {
      const started = performance.now();
      const look = (_, observer) => {
        if (!shown()) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - started));
      };
      new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
      found.click();
    });
  }, link);
}
