// Importing 100,000 rows with groups, tags and people by the server, compared with `sqlite3 .import` of the same csv
// into one table without indexes; other people's response times meanwhile; and the delay until search finds the last row.
import { execFileSync, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { accountWithPeople } from '../support/accounts.mjs';
import { median, percentile, time, times } from '../support/figures.mjs';
import { csvFile } from '../support/files.mjs';
import { HEADER, LAST_WORD, ROWS, checkedRows, emails } from '../support/rows.mjs';
import { ADMINISTRATOR, Server, USER, listQuery } from '../support/server.mjs';
import { until } from '../support/wait.mjs';

const ROUNDS = 3;
const WATCHED_ROUNDS = 2;
/** Returns the rows as the page sends them. */
const CHUNK_ROWS = 1_000;
const IN_MS = 120_000;

export async function measure({ folder, figures }) {
  const csv = csvFile(folder);
  const quiet = [];
  const bare = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(importBare(folder, csv));
    quiet.push(await importOnce(folder));
  }
  const watched = [];
  for (let round = 0; round < WATCHED_ROUNDS; round += 1) watched.push(await importOnce(folder, { watched: true }));
  tell(figures, bare, quiet, watched);
}

function tell(figures, bare, quiet, watched) {
  const middle = (rounds, what) => median(rounds.map((round) => round[what]));
  const commit = middle(quiet, 'commit');
  figures.atMost(
    'bringing in 100,000 rows with groups, tags and people: as long as `sqlite3 .import` into a bare table',
    commit / median(bare),
    12,
    times,
    `${time(commit)} beside ${time(median(bare))}`,
  );
  figures.note('sending the 100,000 rows to the server before', time(middle(quiet, 'send')));
  const searchable = Math.max(...[...quiet, ...watched].map((round) => round.searchable));
  figures.atMost('after that the search finds the last row within', searchable, 10_000, time);
  const reads = watched.flatMap((round) => round.others.reads);
  const writes = watched.flatMap((round) => round.others.writes);
  const failures = watched.flatMap((round) => round.others.failures);
  const summary = (list) => `median ${time(median(list))}, longest ${time(Math.max(...list))}, ${list.length} of them`;
  figures.atMost('other people’s lists meanwhile, 50 a second: p99', percentile(reads, 99), 100, time, summary(reads));
  figures.atMost(
    'other people’s added spaces meanwhile, 2 a second: p99',
    percentile(writes, 99),
    5_000,
    time,
    summary(writes),
  );
  figures.atMost('other people’s calls that failed meanwhile', failures.length, 0, String, failures[0] ?? '');
  figures.note(
    'bringing them in while others work',
    `${time(middle(watched, 'commit'))}, searchable ${time(middle(watched, 'searchable'))} later`,
  );
}

/** Imports the rows into an empty account. */
async function importOnce(folder, { watched = false } = {}) {
  const server = await Server.start(accountWithPeople(folder, 'commit'));
  try {
    const visitor = await server.signIn(ADMINISTRATOR);
    const names = { spaces: [], people: emails(), ids: [] };
    const { people } = await visitor.call('import_names', { names });
    const rows = checkedRows(new Map(people.map((person) => [person.email, person.id])));
    const started = performance.now();
    const { id, chunks } = await send(visitor, rows);
    const sent = performance.now() - started;
    const others = watched ? await startOthers(server) : null;
    const committed = performance.now();
    await bringIn(visitor, id, chunks);
    const done = performance.now();
    await until('the search finds the last row', IN_MS, 50, async () => {
      const query = listQuery({ search: LAST_WORD });
      return (await visitor.call('list_spaces', { query, place: { at: 'first' } })).rows.length === 1;
    });
    const searchable = performance.now() - done;
    const results = await others?.stop();
    visitor.leave();
    return { send: sent, commit: done - committed, searchable, others: results };
  } finally {
    await server.stop();
  }
}

async function send(visitor, rows) {
  const id = randomUUID();
  await visitor.call('begin_import', { id, file_name: 'rows.csv', rows: rows.length, left_out: 0 });
  const chunks = Math.ceil(rows.length / CHUNK_ROWS);
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const part = rows.slice(chunk * CHUNK_ROWS, (chunk + 1) * CHUNK_ROWS);
    await visitor.call('send_import_chunk', { id, chunk, rows: part });
  }
  return { id, chunks };
}

async function bringIn(visitor, id, chunks) {
  let state = await visitor.call('commit_import', { id, chunks });
  await until('the rows are in', IN_MS, 20, async () => {
    if (state.state === 'running') state = await visitor.call('import_progress', { id });
    return state.state !== 'running';
  });
  if (state.state !== 'done' || state.detail.added !== ROWS) {
    throw new Error(`the import ended so: ${JSON.stringify(state).slice(0, 300)}`);
  }
}

/** Other people's requests, sent by a separate process. */
async function startOthers(server) {
  const visitor = await server.signIn(USER);
  const script = fileURLToPath(new URL('../support/others.mjs', import.meta.url));
  const child = fork(script, [visitor.origin, visitor.cookie], { timeout: 2 * IN_MS });
  const said = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`the others ended with ${code}`)));
    });
  await said();
  return {
    stop() {
      const results = said();
      child.send('stop');
      return results;
    },
  };
}

/** Returns the time that sqlite3 takes to import the csv, including the start of its process. */
function importBare(folder, csv) {
  const database = join(folder, 'bare.sqlite3');
  rmSync(database, { force: true });
  const columns = HEADER.map((name) => `"${name}" TEXT`).join(', ');
  const started = performance.now();
  execFileSync('sqlite3', [
    '-bail',
    database,
    `CREATE TABLE rows (${columns})`,
    '.mode csv',
    `.import --skip 1 "${csv}" rows`,
  ]);
  const took = performance.now() - started;
  const count = Number(execFileSync('sqlite3', [database, 'SELECT count(*) FROM rows'], { encoding: 'utf8' }));
  if (count !== ROWS) throw new Error(`sqlite3 imported ${count} rows`);
  return took;
}
