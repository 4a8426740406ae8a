// The live stream: from sending a post until 1,000 open tabs have received its event, compared with a minimal handler that
// broadcasts 150 bytes (examples/bare_broadcast.rs), the memory of a connection, and 5,000 connections without events.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import WebSocket from 'ws';

import { accountWithPeople } from '../support/accounts.mjs';
import { conversations, spaceId } from '../support/conversations.mjs';
import { kilobytes, median, percentile, time, times } from '../support/figures.mjs';
import { Server, addPerson } from '../support/server.mjs';

const VIEWERS = 1_000;
const IDLE = 5_000;
/** The number of tabs of one person; the server allows 50. */
const TABS = 45;
const ROUNDS = 30;
const IDLE_MS = 20_000;
/** The browser's tabs wait for events in turns, so that a round ends before the next begins. */
const BETWEEN_MS = 300;

export async function measure({ folder, figures }) {
  const data = accountWithPeople(folder, 'live');
  conversations(data, [10], 10);
  const people = Array.from({ length: Math.ceil(IDLE / TABS) }, (_, i) => ({ name: `Viewer ${i}`, email: `${i}@viewers.example` }));
  people.forEach((person) => addPerson(data, person));
  const server = await Server.start(data);
  const bare = await Server.start(data, { program: process.env.SPACES_BARE_BROADCAST, alive: '/' });
  try {
    const visitors = [];
    for (const person of people) visitors.push(await server.signIn(person));
    const empty = server.resident();
    const tabs = await connected(server.origin, visitors, VIEWERS);
    await pause(2_000);
    figures.atMost(`memory of a connection, of ${VIEWERS}`, (server.resident() - empty) / VIEWERS, 25 * 1024, kilobytes);
    const topic = { space: spaceId(0), number: 1 };
    const ours = await seen(tabs, () => visitors[0].call('add_post', { topic, text: 'A reply', request: randomUUID() }));
    const plain = await connected(bare.origin, [{ cookie: '', origin: bare.origin }], VIEWERS);
    const theirs = await seen(plain, () => fetch(`${bare.origin}/send`, { method: 'POST' }));
    plain.forEach((tab) => tab.terminate());
    const [p99, other] = [percentile(ours, 99), percentile(theirs, 99)];
    figures.atMost(`from sending a post until ${VIEWERS} tabs know of it: p99`, p99, 200, time, `median ${time(median(ours))}`);
    figures.atMost('the same relative to a bare WebSocket that broadcasts 150 bytes', p99 / other, 2, times, time(other));
    tabs.push(...(await connected(server.origin, visitors, IDLE - VIEWERS, VIEWERS)));
    await pause(5_000);
    const before = server.processorMs();
    await pause(IDLE_MS);
    const share = (server.processorMs() - before) / IDLE_MS;
    figures.atMost(`share of a core for ${IDLE} connections without events`, share, 0.01, (part) => `${(part * 100).toFixed(2)} %`);
    tabs.forEach((tab) => tab.terminate());
    visitors.forEach((visitor) => visitor.leave());
  } finally {
    await bare.stop();
    await server.stop();
  }
}

/** Opens `count` connections, those of one person after the other, 50 at a time; `from` is the number that are open already. */
async function connected(origin, visitors, count, from = 0) {
  const tabs = [];
  while (tabs.length < count) {
    const wave = Array.from({ length: Math.min(50, count - tabs.length) }, (_, place) => {
      const visitor = visitors[Math.floor((from + tabs.length + place) / TABS) % visitors.length];
      const headers = { cookie: visitor.cookie, origin };
      return new WebSocket(`${origin.replace('http', 'ws')}/live`, { headers, perMessageDeflate: false });
    });
    await Promise.all(
      wave.map((tab) => new Promise((done, failed) => tab.once('open', done) && tab.once('error', failed))),
    );
    tabs.push(...wave);
  }
  return tabs;
}

/** Returns how long each tab waited for its message in each round, in milliseconds. */
async function seen(tabs, send) {
  const waits = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(BETWEEN_MS);
    const started = performance.now();
    const received = tabs.map(
      (tab) => new Promise((done) => tab.once('message', () => done(performance.now() - started))),
    );
    await send();
    waits.push(...(await Promise.all(received)));
  }
  return waits;
}
