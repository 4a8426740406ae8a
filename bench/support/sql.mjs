// Parts of the SQL that fills accounts.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { fold } from './words.mjs';

/** Runs SQL in the folder's database; returns the last result. */
export function sql(data, text) {
  const options = { input: text, encoding: 'utf8', maxBuffer: 1 << 26 };
  return execFileSync('sqlite3', ['-bail', join(data, 'spaces.sqlite3')], options).trim();
}

/** Runs SQL that fills the tables whose names match the pattern. */
export function unindexed(data, tables, text) {
  // Indexes are dropped and created again afterwards, which is faster.
  const [drop, create] = ["'DROP INDEX ' || name || ';'", "sql || ';'"].map((what) =>
    sql(
      data,
      `SELECT ${what} FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name LIKE ${string(tables)};`,
    ),
  );
  sql(data, `PRAGMA synchronous = OFF; BEGIN; ${drop} ${text} ${create} COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`);
}

/** A pseudo-random number below the limit for the number `i`, the same in every run. */
export const chance = (turn, limit, i = 'i') =>
  `((${i} * 2654435761 + ${turn} * 1013904223) % 4294967291 * 69069 % 4294967291 % ${limit})`;

/** Words with their positions and their folded forms. */
export const numbered = (table, words) =>
  `INSERT INTO ${table} VALUES ${words.map((word, n) => `(${n}, ${string(word)}, ${string(fold(word))})`).join(', ')};`;

export const string = (value) => `'${value.replaceAll("'", "''")}'`;
/** A sort key that is close enough to the server's for a measurement. */
export const key = (value) => `lower(hex(${string(fold(value))}))`;
export const hex = (number) => number.toString(16).padStart(12, '0');
