// The server's resident memory when it is idle: after its start and one view of the list.
import { filled } from '../support/accounts.mjs';
import { Server, USER, Visitor } from '../support/server.mjs';

const SPACES = 100_000;
const megabytes = (bytes) => `${(bytes / 1024 ** 2).toFixed(1)} MB`;

export async function measure({ folder, figures }) {
  const data = await filled(folder, SPACES);
  // Signing in takes memory for a moment, so it is done on another server process; the session stays valid.
  const before = await Server.start(data);
  const { cookie } = await before.signIn(USER);
  const signedIn = before.resident();
  await before.stop();
  const server = await Server.start(data);
  try {
    const started = server.resident();
    const visitor = new Visitor(server.origin, cookie);
    await visitor.get('/spaces');
    visitor.leave();
    figures.atMost(
      'the server’s resident memory after one view of the list',
      server.resident(),
      40 * 1024 ** 2,
      megabytes,
      `${megabytes(started)} after its start, ${megabytes(signedIn)} after a sign-in`,
    );
  } finally {
    await server.stop();
  }
}
