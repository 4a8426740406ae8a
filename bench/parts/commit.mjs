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
const ROUNDS_WITH_OTHERS = 2;
/** The chunk size that the page uses. */
const CHUNK_ROWS = 1_000;
const MAX_WAIT_MS = 120_000;

export async function measure({ folder, figures }) {
  const csv = csvFile(folder);
  const alone = [];
  const bare = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(importBare(folder, csv));
    alone.push(await importOnce(folder));
  }
  const withOthers = [];
  for (let round = 0; round < ROUNDS_WITH_OTHERS; round += 1) withOthers.push(await importOnce(folder, { withOthers: true }));
  addFigures(figures, bare, alone, withOthers);
}

function addFigures(figures, bare, alone, withOthers) {
  const medianOf = (rounds, what) => median(rounds.map((round) => round[what]));
  const commit = medianOf(alone, 'commit');
  figures.atMost(
    'committing 100,000 rows with groups, tags and people, relative to `sqlite3 .import` into a table without indexes',
    commit / median(bare),
    12,
    times,
    `${time(commit)} and ${time(median(bare))}`,
  );
  figures.note('sending the 100,000 rows to the server before that', time(medianOf(alone, 'send')));
  const searchable = Math.max(...[...alone, ...withOthers].map((round) => round.searchable));
  figures.atMost('time from the commit until search finds the last row', searchable, 10_000, time);
  const reads = withOthers.flatMap((round) => round.others.reads);
  const writes = withOthers.flatMap((round) => round.others.writes);
  const failures = withOthers.flatMap((round) => round.others.failures);
  const summary = (list) => `median ${time(median(list))}, longest ${time(Math.max(...list))}, ${list.length} of them`;
  figures.atMost('other people’s requests for the list during the commit, 50 a second: p99', percentile(reads, 99), 100, time, summary(reads));
  figures.atMost(
    'other people’s requests that add a space during the commit, 2 a second: p99',
    percentile(writes, 99),
    5_000,
    time,
    summary(writes),
  );
  figures.atMost('other people’s requests that failed during the commit', failures.length, 0, String, failures[0] ?? '');
  figures.note(
    'committing the rows while other people send requests',
    `${time(medianOf(withOthers, 'commit'))}, found by search ${time(medianOf(withOthers, 'searchable'))} later`,
  );
}

/** Imports the rows into an empty account. */
async function importOnce(folder, { withOthers = false } = {}) {
  const server = await Server.start(accountWithPeople(folder, 'commit'));
  try {
    const visitor = await server.signIn(ADMINISTRATOR);
    const names = { spaces: [], people: emails(), ids: [] };
    const { people } = await visitor.call('import_names', { names });
    const rows = checkedRows(new Map(people.map((person) => [person.email, person.id])));
    const started = performance.now();
    const { id, chunks } = await send(visitor, rows);
    const sent = performance.now() - started;
    const others = withOthers ? await startOthers(server) : null;
    const committed = performance.now();
    await commitRows(visitor, id, chunks);
    const done = performance.now();
    await until('search finds the last row', MAX_WAIT_MS, 50, async () => {
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

async function commitRows(visitor, id, chunks) {
  let state = await visitor.call('commit_import', { id, chunks });
  await until('the rows are imported', MAX_WAIT_MS, 20, async () => {
    if (state.state === 'running') state = await visitor.call('import_progress', { id });
    return state.state !== 'running';
  });
  if (state.state !== 'done' || state.detail.added !== ROWS) {
    throw new Error(`the import ended in the state ${JSON.stringify(state).slice(0, 300)}`);
  }
}

/** Other people's requests, sent by a separate process. */
async function startOthers(server) {
  const visitor = await server.signIn(USER);
  const script = fileURLToPath(new URL('../support/others.mjs', import.meta.url));
  const child = fork(script, [visitor.origin, visitor.cookie], { timeout: 2 * MAX_WAIT_MS });
  const nextMessage = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`the process of the others ended with code ${code}`)));
    });
  await nextMessage();
  return {
    stop() {
      const results = nextMessage();
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
