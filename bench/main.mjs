// The benchmark: measures the parts that are named, or all, prints each figure as it is found and a table at the end.
// ONLY=list,read names parts; bin/bench builds and installs what it needs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

import { Figures } from './support/figures.mjs';

/** In this order: reading files in Chromium, the server's work, sizes and memory. */
const PARTS = 'read whole commit list search conversations live thread files fields statistics export render bytes click memory'.split(' ');
const RESULTS = new URL('results.md', import.meta.url);

const wanted = (process.env.ONLY ?? '').split(/[,\s]+/).filter(Boolean);
const unknown = wanted.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. There are: ${PARTS.join(', ')}.`);
  process.exit(2);
}

const figures = new Figures();
const folder = mkdtempSync(join(tmpdir(), 'spaces-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

for (const part of wanted.length > 0 ? wanted : PARTS) {
  console.log(`\n${part} (load ${loadavg()[0].toFixed(1)})`);
  const started = performance.now();
  try {
    const { measure } = await import(`./parts/${part}.mjs`);
    await measure({ folder, figures });
  } catch (error) {
    console.error(error);
    figures.failed(part, error);
  }
  console.log(`  (took ${((performance.now() - started) / 1000).toFixed(0)} s)`);
}

writeFileSync(RESULTS, figures.table());
console.log(`\n${figures.table()}\nWritten to bench/results.md.`);
process.exit(figures.haveFailed ? 1 : 0);
