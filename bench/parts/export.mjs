// The list of 100,000 spaces with a custom field of each kind as a file: how long it takes, and what the server holds in
// memory meanwhile beside an export of 1,000 of them, which is to be the same: rows are written as they are read.
import { KINDS, fielded } from '../support/fields.mjs';
import { median, time, times } from '../support/figures.mjs';
import { ADMINISTRATOR, Server, Visitor } from '../support/server.mjs';

const [FEW, MANY] = [1_000, 100_000];
const FORMATS = ['xlsx', 'ods', 'csv'];
const ROUNDS = 3;
const megabytes = (bytes) => `${(bytes / 1024 ** 2).toFixed(1)} MB`;

export async function measure({ folder, figures }) {
  const accounts = [];
  for (const spaces of [FEW, MANY]) {
    const data = await fielded(folder, spaces, KINDS.length);
    // Signing in takes memory for a moment; the session outlives the server that it was begun on.
    const server = await Server.start(data);
    const { cookie } = await server.signIn(ADMINISTRATOR);
    await server.stop();
    accounts.push({ data, cookie });
  }
  for (const format of FORMATS) {
    const taken = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [place, account] of accounts.entries()) taken[place].push(await once(account, format));
    }
    tell(figures, format, ...taken);
  }
}

/** Exports by a server that did nothing before but show the list. */
async function once({ data, cookie }, format) {
  const server = await Server.start(data);
  try {
    const visitor = new Visitor(server.origin, cookie);
    await visitor.get('/spaces');
    visitor.leave();
    const idle = server.resident();
    server.forgetPeak();
    const started = performance.now();
    const bytes = await visitor.download(`/spaces/export?format=${format}`);
    return { ms: performance.now() - started, bytes, idle, peak: server.peak() };
  } finally {
    await server.stop();
  }
}

function tell(figures, format, few, many) {
  const middle = (rounds, what) => median(rounds.map((round) => round[what]));
  const size = megabytes(middle(many, 'bytes'));
  figures.note(`export of 100,000 spaces with ${KINDS.length} custom fields as ${format}`, `${time(middle(many, 'ms'))}, ${size}`);
  const told = (rounds) => `${megabytes(middle(rounds, 'peak'))}, ${megabytes(middle(rounds, 'idle'))} before`;
  figures.atMost(
    `most memory meanwhile, resident, by that of 1,000 spaces as ${format}`,
    middle(many, 'peak') / middle(few, 'peak'),
    1.5,
    times,
    `${told(many)}; of 1,000: ${told(few)}`,
  );
}
