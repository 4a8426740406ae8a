// The page of a topic in a browser: the bytes until it answers to clicks, and reading a thread of 10,000 posts from its end
// towards its beginning by scrolling: the longest task of the page, and by how much the post that is read moves.
import { accountWithPeople } from '../support/accounts.mjs';
import { openContext, openPage, startBrowser } from '../support/browser.mjs';
import { conversations, spaceId } from '../support/conversations.mjs';
import { kilobytes, time } from '../support/figures.mjs';
import { Server, USER } from '../support/server.mjs';
import { load } from '../support/transfer.mjs';

const POSTS = 10_000;
const LOADS = 10;

export async function measure({ folder, figures }) {
  const data = accountWithPeople(folder, 'thread');
  conversations(data, [POSTS], POSTS);
  const server = await Server.start(data);
  const browser = await startBrowser();
  try {
    const visitor = await server.signIn(USER);
    const path = `/spaces/${spaceId(0)}/topics/1`;
    await visitor.call('mark_space_read', { space: spaceId(0), post: POSTS });
    const { files } = await load(browser, visitor, path);
    const before = files.filter((file) => file.before).reduce((total, file) => total + file.bytes, 0);
    figures.atMost('bytes transferred until the page of a topic answers to clicks', before, 350 * 1024, kilobytes);
    const context = await openContext(browser, visitor);
    const page = await openPage(context, visitor.origin + path);
    const { longest, moved, posts } = await read(page);
    await context.close();
    figures.atMost(`reading a thread of ${POSTS} posts: the longest task of the page`, longest, 50, time, `${posts} posts shown`);
    figures.atMost('the most that the post that is read moves while older ones are added', moved, 0, (pixels) => `${pixels} px`);
    visitor.leave();
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Scrolls to the first post that is loaded, again and again, so that the page adds older ones above it. */
function read(page) {
  return page.evaluate(async (loads) => {
    const tasks = [0];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: 'longtask',
      buffered: false,
    });
    const posts = () => document.querySelectorAll('article[id^="post-"], [id^="post-"]');
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    let moved = 0;
    for (let number = 0; number < loads; number += 1) {
      const count = posts().length;
      const first = posts()[0];
      first.scrollIntoView({ block: 'start' });
      const place = first.getBoundingClientRect().top;
      const deadline = performance.now() + 5_000;
      while (posts().length === count && performance.now() < deadline) await frame();
      if (posts().length === count) throw new Error('no older posts were added');
      await frame();
      moved = Math.max(moved, Math.round(Math.abs(first.getBoundingClientRect().top - place)));
    }
    await new Promise((done) => setTimeout(done, 500));
    return { longest: Math.max(...tasks), moved, posts: posts().length };
  }, LOADS);
}
