// Exporting 100,000 spaces with a custom field of each type: the time, and the server's memory meanwhile compared with
// an export of 1,000 spaces. Both should be equal, because rows are written while they are read.
import { KINDS, fieldId, fieldOf, fielded } from '../support/fields.mjs';
import { median, time, times } from '../support/figures.mjs';
import { ADMINISTRATOR, Server, Visitor } from '../support/server.mjs';
import { until } from '../support/wait.mjs';

const SPACES = 100_000;
const FORMATS = ['xlsx', 'ods', 'csv'];
const ROUNDS = 3;
const ALL = '';
/** Nine of ten spaces have a value, spread evenly between 0 and 1,000,000. */
const A_THOUSAND = `&field.${fieldId(fieldOf('number'))}=number:0..9600`;
const SETTLED_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
const megabytes = (bytes) => `${(bytes / 1024 ** 2).toFixed(1)} MB`;

export async function measure({ folder, figures }) {
  const data = await fielded(folder, SPACES, KINDS.length);
  // Signing in takes memory for a moment, so it is done on another server process; the session stays valid.
  const server = await Server.start(data);
  const { cookie } = await server.signIn(ADMINISTRATOR);
  await server.stop();
  for (const format of FORMATS) {
    const [few, many] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      few.push(await once(data, cookie, format, A_THOUSAND));
      many.push(await once(data, cookie, format, ALL));
    }
    tell(figures, format, few, many);
  }
}

/** Exports on a server that has only shown the list and finished its work at start. */
async function once(data, cookie, format, narrowed) {
  const server = await Server.start(data);
  try {
    const visitor = new Visitor(server.origin, cookie);
    await visitor.get('/spaces');
    visitor.leave();
    const idle = await settled(server);
    server.forgetPeak();
    const started = performance.now();
    const bytes = await visitor.download(`/spaces/export?format=${format}${narrowed}`);
    return { ms: performance.now() - started, bytes, idle, peak: server.peak() };
  } finally {
    await server.stop();
  }
}

/** Returns the resident memory when it no longer changes. */
async function settled(server) {
  let before = 0;
  await until('the server holds no more memory than a second ago', SETTLED_MS, LOOK_EVERY_MS, () => {
    const now = server.resident();
    const same = now === before;
    before = now;
    return same;
  });
  return before;
}

function tell(figures, format, few, many) {
  const middle = (rounds, what) => median(rounds.map((round) => round[what]));
  const size = megabytes(middle(many, 'bytes'));
  figures.note(
    `export of 100,000 spaces with ${KINDS.length} custom fields as ${format}`,
    `${time(middle(many, 'ms'))}, ${size}`,
  );
  const summary = (rounds) => `${megabytes(middle(rounds, 'peak'))} after ${megabytes(middle(rounds, 'idle'))} idle`;
  figures.atMost(
    `most resident memory meanwhile, by that of exporting 1,000 of them as ${format}`,
    middle(many, 'peak') / middle(few, 'peak'),
    1.5,
    times,
    `${summary(many)}; 1,000: ${summary(few)}`,
  );
}
