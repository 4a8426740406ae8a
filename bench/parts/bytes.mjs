// The bytes (as transferred) and the time until the list answers to clicks in a browser with an empty cache.
import { filled } from '../support/accounts.mjs';
import { startBrowser } from '../support/browser.mjs';
import { kilobytes, median, time } from '../support/figures.mjs';
import { Server, USER } from '../support/server.mjs';
import { groupedByKind, load } from '../support/transfer.mjs';

const SPACES = 100_000;
const ROUNDS = 5;

export async function measure({ folder, figures }) {
  const server = await Server.start(await filled(folder, SPACES));
  const browser = await startBrowser();
  try {
    const visitor = await server.signIn(USER);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await load(browser, visitor, '/spaces'));
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
