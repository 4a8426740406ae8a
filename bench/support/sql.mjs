// What the SQL that fills accounts consists of.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { fold } from './words.mjs';

/** Runs SQL in the folder's database; the last answer. */
export function sql(data, text) {
  const options = { input: text, encoding: 'utf8', maxBuffer: 1 << 26 };
  return execFileSync('sqlite3', ['-bail', join(data, 'spaces.sqlite3')], options).trim();
}

/** Runs SQL that fills the tables of this pattern. */
export function unindexed(data, tables, text) {
  // Indexes are made afterwards, which is quicker, from the words that the migration made them with.
  const [drop, create] = ["'DROP INDEX ' || name || ';'", "sql || ';'"].map((what) =>
    sql(
      data,
      `SELECT ${what} FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name LIKE ${string(tables)};`,
    ),
  );
  sql(data, `PRAGMA synchronous = OFF; BEGIN; ${drop} ${text} ${create} COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`);
}

/** Chance for the number `i`, the same in every run: 0 up to the limit. */
export const chance = (turn, limit, i = 'i') =>
  `((${i} * 2654435761 + ${turn} * 1013904223) % 4294967291 * 69069 % 4294967291 % ${limit})`;

/** Words, each with its place and as search sees it. */
export const numbered = (table, words) =>
  `INSERT INTO ${table} VALUES ${words.map((word, n) => `(${n}, ${string(word)}, ${string(fold(word))})`).join(', ')};`;

export const string = (value) => `'${value.replaceAll("'", "''")}'`;
/** A key that sorts, well enough for a measurement, as the server's does. */
export const key = (value) => `lower(hex(${string(fold(value))}))`;
export const hex = (number) => number.toString(16).padStart(12, '0');
