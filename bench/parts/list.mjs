// A page of the list at 1,000 to 1,000,000 spaces, by the server function: the first page, the last, and one deep
// inside; as a user, who may see a part of it, and as an administrator; counts separately. All sizes take turns.
import { filled } from '../support/accounts.mjs';
import { median, time, times } from '../support/figures.mjs';
import { ADMINISTRATOR, Server, USER, listQuery } from '../support/server.mjs';
import { inTurns } from '../support/turns.mjs';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const ROUNDS = 60;
const COUNT_ROUNDS = 7;
const ORDER_ROUNDS = 9;
const ORDERS = ['visibility', 'owner', 'groups', 'tags', 'people', 'last_activity', 'created'];
const PEOPLE = [
  ['a user', USER],
  ['an administrator', ADMINISTRATOR],
];

export async function measure({ folder, figures }) {
  const servers = [];
  try {
    for (const size of SIZES) servers.push({ size, server: await Server.start(await filled(folder, size)) });
    for (const [who, person] of PEOPLE) {
      const accounts = [];
      for (const { size, server } of servers) accounts.push({ size, visitor: await server.signIn(person) });
      await pages(figures, who, accounts);
      await orders(figures, who, accounts);
      await counts(figures, who, accounts);
      for (const { visitor } of accounts) visitor.leave();
    }
  } finally {
    for (const { server } of servers) await server.stop();
  }
}

const list = (visitor, place, sort = { by: 'name', descending: false }) =>
  visitor.call('list_spaces', { query: listQuery({ sort }), place });

async function pages(figures, who, accounts) {
  for (const account of accounts) {
    // The page before the last page is used as the deep page; the cursor leads to it as paging forward does.
    const last = await list(account.visitor, { at: 'last' });
    const before = await list(account.visitor, { at: 'before', cursor: last.previous });
    account.places = { first: { at: 'first' }, last: { at: 'last' }, deep: { at: 'after', cursor: before.next } };
  }
  const taken = await inTurns(ROUNDS, accounts, ['first', 'last', 'deep'], ({ visitor, places }, place) =>
    list(visitor, places[place]),
  );
  for (const [place, name, target] of [
    ['first', 'first page', 1.5],
    ['last', 'last page', 2],
    ['deep', 'deepest page reached by paging forward', 2],
  ]) {
    const medians = taken.map((account) => median(account[place]));
    figures.atMost(
      `${name} of the list for ${who}, 1,000 to 1,000,000 spaces: slowest relative to fastest`,
      Math.max(...medians) / Math.min(...medians),
      target,
      times,
      medians.map(time).join(', '),
    );
  }
}

/** Measures the other orders in both directions, and reports the slowest at the largest size. */
async function orders(figures, who, accounts) {
  const largest = accounts.at(-1);
  const places = ORDERS.flatMap((by) =>
    [true, false].flatMap((descending) => ['first', 'last'].map((at) => ({ by, descending, at }))),
  );
  const taken = await inTurns(ORDER_ROUNDS, [largest], places, ({ visitor }, { by, descending, at }) =>
    list(visitor, { at }, { by, descending }),
  );
  const slowest = places
    .map((place, index) => ({ ...place, ms: median(taken[0][index]) }))
    .sort((one, other) => other.ms - one.ms)
    .slice(0, 3)
    .map(({ by, descending, at, ms }) => `${by} ${descending ? 'descending' : 'ascending'}, ${at} page ${time(ms)}`);
  figures.note(`the three slowest of the other orders at 1,000,000 spaces for ${who}`, slowest.join('; '));
}

async function counts(figures, who, accounts) {
  const taken = await inTurns(COUNT_ROUNDS, accounts, ['count_spaces', 'count_groups'], ({ visitor }, name) =>
    visitor.call(name, { query: listQuery() }),
  );
  for (const name of ['count_spaces', 'count_groups']) {
    figures.note(
      `${name} for ${who}, at 1,000 to 1,000,000 spaces`,
      taken.map((account) => time(median(account[name]))).join(', '),
    );
  }
}
