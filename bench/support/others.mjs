// A separate process with other people's requests: reads the list every 20 ms and adds two spaces a second, whether or
// not earlier answers have arrived, until it receives a stop message; then it reports the time of each answer.
import { randomUUID } from 'node:crypto';

import { Visitor, listQuery } from './server.mjs';

const READ_EVERY_MS = 20;
const WRITE_EVERY_MS = 500;

const [origin, cookie] = process.argv.slice(2);
const visitor = new Visitor(origin, cookie);
const times = { reads: [], writes: [], failures: [] };
const pending = new Set();

/** Records the time from the moment the request was due, so that a delay before it was sent counts, too. */
function timed(list, due, answer) {
  const tracked = answer
    .then(
      () => list.push(performance.now() - due),
      (error) => times.failures.push(error.message),
    )
    .finally(() => pending.delete(tracked));
  pending.add(tracked);
}

/** Repeats the request at its interval until stopped. */
function every(ms, act) {
  let due = performance.now();
  let timer;
  const tick = () => {
    act(due);
    due += ms;
    timer = setTimeout(tick, Math.max(0, due - performance.now()));
  };
  tick();
  return () => clearTimeout(timer);
}

const read = (due) =>
  timed(times.reads, due, visitor.call('list_spaces', { query: listQuery(), place: { at: 'first' } }));
const write = (due) => {
  const form = {
    name: `Meanwhile ${times.writes.length}`,
    description: '',
    groups: [],
    tags: [],
    visibility: 'public',
    people: [],
    version: 0,
  };
  timed(times.writes, due, visitor.call('add_space', { form, request: randomUUID() }));
};

await visitor.call('list_spaces', { query: listQuery(), place: { at: 'first' } });
const stops = [every(READ_EVERY_MS, read), every(WRITE_EVERY_MS, write)];
process.send('ready');
process.once('message', async () => {
  for (const stop of stops) stop();
  await Promise.all(pending);
  process.send(times, () => process.exit(0));
});
