// Searching 100,000 spaces: words that few and many spaces contain, for a user and for an administrator; and whether the
// response time reveals that spaces hidden from the user contain a word.
import { WORDS, searched } from '../support/accounts.mjs';
import { median, time, times } from '../support/figures.mjs';
import { ADMINISTRATOR, Server, USER, listQuery } from '../support/server.mjs';
import { inTurns } from '../support/turns.mjs';

const SPACES = 100_000;
const ROUNDS = 60;
const RARE_MS = 10;
const MAX_RATIO = 1.2;

export async function measure({ folder, figures }) {
  const server = await Server.start(await searched(folder, SPACES));
  try {
    for (const [who, person] of [
      ['a user', USER],
      ['an administrator', ADMINISTRATOR],
    ]) {
      const visitor = await server.signIn(person);
      await words(figures, who, visitor);
      if (person === USER) await hidden(figures, visitor);
      visitor.leave();
    }
  } finally {
    await server.stop();
  }
}

const requests = {
  'page of the list': (visitor, changes) =>
    visitor.call('list_spaces', { query: listQuery(changes), place: { at: 'first' } }),
  count: (visitor, changes) => visitor.call('count_spaces', { query: listQuery(changes) }),
  'counts of the groups': (visitor, changes) => visitor.call('count_groups', { query: listQuery(changes) }),
};

async function words(figures, who, visitor) {
  const searches = [WORDS.rare, WORDS.common, `${WORDS.common} ${WORDS.rare}`, WORDS.common.slice(0, 2)];
  const [taken] = await inTurns(ROUNDS, [visitor], searches, (visitor, search) => requests['page of the list'](visitor, { search }));
  const rare = median(taken[WORDS.rare]);
  figures.atMost(`first page of a search for a word that 3 of 100,000 spaces contain, for ${who}`, rare, RARE_MS, time);
  for (const [what, search] of [
    ['a word that every third space contains', WORDS.common],
    ['both words', `${WORDS.common} ${WORDS.rare}`],
    ['the first two letters of a word', WORDS.common.slice(0, 2)],
  ]) {
    figures.note(`the same for ${what}, for ${who}`, time(median(taken[search])));
  }
}

/** Compares a word and a tag of 20,000 spaces that are hidden from the user with a word and a tag of no space. */
async function hidden(figures, visitor) {
  for (const [what, ask] of Object.entries(requests)) {
    for (const [how, changes] of [
      ['search for a word', (word) => ({ search: word })],
      ['filter by a tag', (word) => ({ tags: [word] })],
    ]) {
      const [taken] = await inTurns(ROUNDS, [visitor], [WORDS.hidden, WORDS.none], (visitor, word) =>
        ask(visitor, changes(word)),
      );
      const [hiddenMs, noneMs] = [WORDS.hidden, WORDS.none].map((word) => median(taken[word]));
      figures.atMost(
        `${what}, ${how} that 20,000 hidden spaces contain, relative to one that no space contains`,
        hiddenMs / noneMs,
        MAX_RATIO,
        times,
        `${time(hiddenMs)}, ${time(noneMs)}`,
      );
    }
  }
}
