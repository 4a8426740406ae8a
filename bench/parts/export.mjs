// Exporting 100,000 spaces with a custom field of each type: the time, and the server's memory meanwhile compared with
// an export of 1,000 spaces. Both should be equal, because rows are written while they are read.
import { KINDS, fieldId, fieldOf, fielded } from '../support/fields.mjs';
import { median, time, times } from '../support/figures.mjs';
import { ADMINISTRATOR, Server, Visitor } from '../support/server.mjs';
import { until } from '../support/wait.mjs';

const SPACES = 100_000;
const FORMATS = ['xlsx', 'ods', 'csv'];
const ROUNDS = 3;
const NO_FILTER = '';
/** A filter that about 1,000 spaces match: nine of ten have a value, spread evenly between 0 and 1,000,000. */
const FILTER_OF_1000 = `&field.${fieldId(fieldOf('number'))}=number:0..9600`;
const MAX_WAIT_MS = 60_000;
const POLL_MS = 1_000;
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
      few.push(await exportOnce(data, cookie, format, FILTER_OF_1000));
      many.push(await exportOnce(data, cookie, format, NO_FILTER));
    }
    addFigures(figures, format, few, many);
  }
}

/** Exports once, on a server that has only shown the list and finished its work at start. */
async function exportOnce(data, cookie, format, filter) {
  const server = await Server.start(data);
  try {
    const visitor = new Visitor(server.origin, cookie);
    await visitor.get('/spaces');
    visitor.leave();
    const idle = await settledMemory(server);
    server.forgetPeak();
    const started = performance.now();
    const bytes = await visitor.download(`/spaces/export?format=${format}${filter}`);
    return { ms: performance.now() - started, bytes, idle, peak: server.peak() };
  } finally {
    await server.stop();
  }
}

/** Waits until the resident memory no longer changes, and returns it in bytes. */
async function settledMemory(server) {
  let before = 0;
  await until('the server holds no more memory than a second ago', MAX_WAIT_MS, POLL_MS, () => {
    const now = server.resident();
    const same = now === before;
    before = now;
    return same;
  });
  return before;
}

function addFigures(figures, format, few, many) {
  const medianOf = (rounds, what) => median(rounds.map((round) => round[what]));
  const size = megabytes(medianOf(many, 'bytes'));
  figures.note(
    `export of 100,000 spaces with ${KINDS.length} custom fields as ${format}`,
    `${time(medianOf(many, 'ms'))}, ${size}`,
  );
  const summary = (rounds) => `${megabytes(medianOf(rounds, 'peak'))} after ${megabytes(medianOf(rounds, 'idle'))} idle`;
  figures.atMost(
    `peak memory during this export, relative to exporting 1,000 spaces as ${format}`,
    medianOf(many, 'peak') / medianOf(few, 'peak'),
    1.5,
    times,
    `${summary(many)}; 1,000: ${summary(few)}`,
  );
}
