// Conversations: opening a topic in small and large spaces, unread topics of 500 spaces, posts by 50 writers compared with
// `sqlite3`, the answer to the sender of a post with 2,000 followers, and searching a million posts.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { accountWithPeople } from '../support/accounts.mjs';
import { POST_WORDS, conversations, spaceId } from '../support/conversations.mjs';
import { median, percentile, time, times } from '../support/figures.mjs';
import { ADMINISTRATOR, Server, USER } from '../support/server.mjs';
import { hex, sql } from '../support/sql.mjs';
import { inTurns } from '../support/turns.mjs';
import { until } from '../support/wait.mjs';

const SIZES = [10, 10_000, 1_000_000];
const PER_TOPIC = 10;
const ROUNDS = 100;
const FOLLOWED = 500;
const FOLLOWERS = 2_000;
const WRITERS = 50;
const WRITE_MS = 5_000;
const INDEX_MS = 600_000;

export async function measure({ folder, figures }) {
  await opening(folder, figures);
  await unread(folder, figures);
  await writing(folder, figures);
}

/** The account with a space of each size: opening topics, and searching. */
async function opening(folder, figures) {
  const data = accountWithPeople(folder, 'conversations');
  conversations(data, SIZES, PER_TOPIC);
  const server = await Server.start(data);
  try {
    const visitor = await server.signIn(USER);
    const topics = SIZES.map((_, place) => ({ space: spaceId(place), number: 1 }));
    const [taken] = await inTurns(ROUNDS, [visitor], topics, (person, topic) =>
      person.call('open_topic', { topic, place: { at: 'first_unread' } }),
    );
    const medians = SIZES.map((_, index) => median(taken[index]));
    figures.atMost(
      'opening a topic at its first unread post, 10 to 1,000,000 posts in the space: slowest relative to the smallest',
      Math.max(...medians) / medians[0],
      1.5,
      times,
      medians.map(time).join(', '),
    );
    const lists = SIZES.map((_, place) => ({ space: spaceId(place), query: { state: null, mine: false }, after: null }));
    const [pages] = await inTurns(ROUNDS, [visitor], lists, (person, list) => person.call('list_topics', list));
    figures.note('first page of the topics of those spaces', SIZES.map((_, index) => time(median(pages[index]))).join(', '));
    await search(figures, data, visitor);
    visitor.leave();
  } finally {
    await server.stop();
  }
}

async function search(figures, data, visitor) {
  await until('the posts are indexed', INDEX_MS, 500, () =>
    Number(sql(data, 'SELECT (SELECT count(*) FROM posts_search_docsize) >= (SELECT count(*) FROM posts);')),
  );
  const words = `${POST_WORDS.common} zakres`;
  const query = { search: words, space: null, author: null, from: null, to: null };
  const [taken] = await inTurns(ROUNDS, [visitor], ['both', 'rare'], (person, which) =>
    person.call('search_posts', { query: { ...query, search: which === 'both' ? words : POST_WORDS.rare }, after: null }),
  );
  figures.atMost('search of 1,010,010 posts for two words, newest first: p99', percentile(taken.both, 99), 20, time);
  figures.note('the same for a word of three posts: p99', time(percentile(taken.rare, 99)));
}

/** 500 spaces with a floor below half of their topics. */
async function unread(folder, figures) {
  const data = accountWithPeople(folder, 'followed');
  conversations(data, Array(FOLLOWED).fill(40), 4);
  const person = sql(data, `SELECT id FROM users WHERE email = '${USER.email}';`);
  sql(data, `INSERT INTO read_floors (person_id, space_id, number) SELECT '${person}', space_id, 20 FROM space_numbers;`);
  const server = await Server.start(data);
  try {
    const visitor = await server.signIn(USER);
    const [taken] = await inTurns(ROUNDS, [visitor], ['unread'], () => visitor.call('unread_spaces', {}));
    figures.atMost(`unread topics of ${FOLLOWED} spaces`, median(taken.unread), 20, time);
    visitor.leave();
  } finally {
    await server.stop();
  }
}

async function writing(folder, figures) {
  const data = accountWithPeople(folder, 'writing');
  conversations(data, [10, 10], PER_TOPIC);
  follow(data);
  const server = await Server.start(data);
  try {
    const visitor = await server.signIn(ADMINISTRATOR);
    const post = (place) =>
      visitor.call('add_post', { topic: { space: spaceId(place), number: 1 }, text: 'A reply', request: randomUUID() });
    const [taken] = await inTurns(ROUNDS, [visitor], ['one', 'many'], (_, who) => post(who === 'one' ? 0 : 1));
    const [one, many] = [median(taken.one), median(taken.many)];
    figures.atMost(
      `answer to the sender of a post with ${FOLLOWERS} followers, relative to one follower`,
      many / one,
      1.2,
      times,
      `${time(many)} and ${time(one)}`,
    );
    visitor.leave();
    const written = await postsPerSecond(server);
    const bare = transactionsPerSecond(folder);
    figures.atLeast(
      `posts a second by ${WRITERS} writers, relative to transactions a second of sqlite3`,
      written / bare,
      0.5,
      times,
      `${written.toFixed(0)} and ${bare.toFixed(0)}`,
    );
  } finally {
    await server.stop();
  }
}

/** Lets one person follow the first space and many the second. */
function follow(data) {
  sql(
    data,
    `INSERT INTO users (id, email, email_folded, name, name_key, name_folded, role, language, theme, time_zone, created_at)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${FOLLOWERS})
    SELECT printf('00000000-0000-7000-8006-%012x', i), i || '@followers.example', i || '@followers.example', 'Follower ' || i,
      'f', 'follower ' || i, 'user', 'en', 'system', 'Europe/Warsaw', 1700000000000 FROM n;
    INSERT INTO space_follows (person_id, space_id, level) SELECT id, '${spaceId(1)}', 'everything' FROM users
      WHERE id LIKE '00000000-0000-7000-8006-%';
    INSERT INTO space_follows (person_id, space_id, level) VALUES ('00000000-0000-7000-8006-${hex(1)}', '${spaceId(0)}',
      'everything');`,
  );
}

/** 50 keep-alive connections send a post each as soon as the one before is acknowledged. */
async function postsPerSecond(server) {
  // One after the other: the server checks only a few passwords at a time.
  const writers = [];
  while (writers.length < WRITERS) writers.push(await server.signIn(USER));
  const end = performance.now() + WRITE_MS;
  let written = 0;
  await Promise.all(
    writers.map(async (writer) => {
      while (performance.now() < end) {
        await writer.call('add_post', {
          topic: { space: spaceId(0), number: 1 },
          text: `Post ${written}`,
          request: randomUUID(),
        });
        written += 1;
      }
      writer.leave();
    }),
  );
  return written / (WRITE_MS / 1000);
}

/** One transaction for each row, written to the disk, by the shell of SQLite. */
function transactionsPerSecond(folder) {
  const rows = 2_000;
  const file = join(folder, 'transactions.sql');
  const insert = (i) => `INSERT INTO posts (text, request) VALUES ('Post ${i}', '${randomUUID()}');`;
  writeFileSync(
    file,
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE posts (seq INTEGER PRIMARY KEY, text TEXT, request TEXT UNIQUE);
    ${Array.from({ length: rows }, (_, i) => insert(i)).join('\n')}`,
  );
  const started = performance.now();
  execFileSync('sqlite3', ['-bail', join(folder, 'transactions.sqlite3'), `.read ${file}`], { stdio: 'ignore' });
  return rows / ((performance.now() - started) / 1000);
}
