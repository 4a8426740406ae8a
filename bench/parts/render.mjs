// Requests a second for the list's page, rendered by the server, compared with a minimal axum handler that answers with
// the same rows as JSON (examples/rows_as_json.rs): without compression, and with brotli, which browsers accept. wrk
// measures both in turns, on the same data.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { filled } from '../support/accounts.mjs';
import { median, percentile, time } from '../support/figures.mjs';
import { Server, USER } from '../support/server.mjs';

const SPACES = 100_000;
const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 8;
const SEQUENTIAL_REQUESTS = 300;
const run = promisify(execFile);

export async function measure({ folder, figures }) {
  const data = await filled(folder, SPACES);
  const program = process.env.SPACES_ROWS_AS_JSON;
  const server = await Server.start(data);
  let minimal;
  try {
    minimal = await Server.start(data, { program, args: ['--email', USER.email], alive: '/' });
    const visitor = await server.signIn(USER);
    const page = [`${server.origin}/spaces`, '-H', `Cookie: ${visitor.cookie}`];
    const rows = [`${minimal.origin}/`];
    for (const [how, headers] of [
      ['uncompressed', []],
      ['with brotli', ['-H', 'Accept-Encoding: br']],
    ]) {
      const rates = { page: [], rows: [] };
      for (let round = 0; round < ROUNDS; round += 1) {
        rates.page.push(await load([...page, ...headers]));
        rates.rows.push(await load([...rows, ...headers]));
      }
      const [ours, theirs] = [median(rates.page), median(rates.rows)];
      figures.atLeast(
        `requests per second for the list’s page ${how}, relative to a minimal handler that answers with the same rows as JSON`,
        ours / theirs,
        0.5,
        (ratio) => `${(ratio * 100).toFixed(0)} %`,
        `${ours.toFixed(0)}/s and ${theirs.toFixed(0)}/s`,
      );
    }
    await sequential(figures, visitor);
    visitor.leave();
  } finally {
    await minimal?.stop();
    await server.stop();
  }
}

/** Returns the number of requests per second over keep-alive connections. */
async function load(target) {
  const { stdout } = await run('wrk', ['-t', '1', '-c', String(CONNECTIONS), '-d', `${SECONDS}s`, ...target]);
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`wrk reported errors:\n${stdout}`);
  return Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]);
}

/** Measures the response times of sequential requests. */
async function sequential(figures, visitor) {
  const taken = [];
  for (let count = 0; count < SEQUENTIAL_REQUESTS; count += 1) {
    const started = performance.now();
    await visitor.get('/spaces');
    taken.push(performance.now() - started);
  }
  figures.note(
    `response time of the list’s page at ${SPACES.toLocaleString('en')} spaces, with sequential requests`,
    `median ${time(median(taken))}, p99 ${time(percentile(taken, 99))}`,
  );
}
