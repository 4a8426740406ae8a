// The server's resident memory when it is idle: after its start and one view of the list, and after a sign-in.
import { setTimeout as pause } from 'node:timers/promises';

import { filled } from '../support/accounts.mjs';
import { Server, USER, Visitor } from '../support/server.mjs';

const SPACES = 100_000;
/** Longer than the interval at which the server returns free memory to the system. */
const IDLE_MS = 7000;
const megabytes = (bytes) => `${(bytes / 1024 ** 2).toFixed(1)} MB`;

export async function measure({ folder, figures }) {
  const data = await filled(folder, SPACES);
  // Signing in takes memory for a moment, so it is done on another server process; the session stays valid.
  const before = await Server.start(data);
  const { cookie } = await before.signIn(USER);
  await pause(IDLE_MS);
  const signedIn = before.resident();
  await before.stop();
  const server = await Server.start(data);
  try {
    await pause(IDLE_MS);
    const started = server.resident();
    const visitor = new Visitor(server.origin, cookie);
    await visitor.get('/spaces');
    visitor.leave();
    const viewed = server.resident();
    await pause(IDLE_MS);
    figures.atMost(
      'the server’s resident memory when idle, after one view of the list',
      server.resident(),
      40 * 1024 ** 2,
      megabytes,
      `${megabytes(started)} after its start, ${megabytes(viewed)} just after the view`,
    );
    figures.atMost('the same after a sign-in', signedIn, 60 * 1024 ** 2, megabytes);
  } finally {
    await server.stop();
  }
}
