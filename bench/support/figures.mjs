// Measured figures with their targets, met or missed: printed at once and in a table at the end.
import { cpus, loadavg, totalmem } from 'node:os';

/** Returns the median. */
export function median(numbers) {
  return percentile(numbers, 50);
}

/** Returns the percentile by the nearest-rank method. */
export function percentile(numbers, percent) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

/** Returns a time such as '842 ms' or '3.40 s'. */
export function time(ms) {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return ms >= 10 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(2)} ms`;
}

export const times = (ratio) => `${ratio.toFixed(ratio < 10 ? 2 : 1)} times`;
export const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

/** The figures of one run. */
export class Figures {
  rows = [];
  /** The machine's load before the run: other programs make times longer and change ratios less. */
  #load = loadavg()[0];

  /** Adds a figure without a target. */
  note(what, measured) {
    this.#add({ what, measured, target: '', verdict: '' });
  }

  /** Adds a figure with an upper limit; `format` formats both numbers. */
  atMost(what, value, target, format, detail = '') {
    this.#judge(what, value <= target, `at most ${format(target)}`, format(value), detail);
  }

  /** Adds a figure with a lower limit. */
  atLeast(what, value, target, format, detail = '') {
    this.#judge(what, value >= target, `at least ${format(target)}`, format(value), detail);
  }

  /** Records a part that could not be measured. */
  failed(part, error) {
    this.#add({ what: `part '${part}'`, measured: error.message.split('\n')[0], target: '', verdict: 'failed' });
  }

  get haveFailed() {
    return this.rows.some((row) => row.verdict === 'failed');
  }

  #judge(what, met, target, measured, detail) {
    this.#add({
      what,
      measured: detail ? `${measured} (${detail})` : measured,
      target,
      verdict: met ? 'met' : '**missed**',
    });
  }

  #add(row) {
    this.rows.push(row);
    const target = row.target ? `   [${row.target}: ${row.verdict.replaceAll('*', '')}]` : '';
    console.log(`  ${row.what}: ${row.measured}${target}`);
  }

  /** Returns the table as Markdown. */
  table() {
    const missed = this.rows.filter((row) => row.verdict.includes('missed')).length;
    const judged = this.rows.filter((row) => row.target).length;
    return [
      `Measured on ${machine()} (load before: ${this.#load.toFixed(1)}), ${new Date().toISOString().slice(0, 10)}:`,
      `${judged - missed} of ${judged} targets met.`,
      '',
      '| figure | measured | target | |',
      '| --- | --- | --- | --- |',
      ...this.rows.map((row) => `| ${row.what} | ${row.measured} | ${row.target} | ${row.verdict} |`),
      '',
    ].join('\n');
  }
}

function machine() {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cores[0].model.trim()}, ${cores.length} cores, ${memory} GiB`;
}
