// An account with 1,000,000 activities that the statistics count, spread evenly over the two years until now, written by
// SQL as the server would have written them (migrations/0005_deals.sql, 0001_start.sql).
import { copied, filled } from './accounts.mjs';
import { chance, hex, sql, unindexed } from './sql.mjs';
import { COLLEAGUES } from './words.mjs';

export const SPACES = 250_000;
export const DEALS = 150_000;
export const SIGN_INS = 600_000;
const TWO_YEARS_MS = 2 * 365 * 24 * 60 * 60 * 1000;

/** Returns a new account with all activities. */
export async function accountWithActivities(folder) {
  const data = copied(folder, await filled(folder, SPACES), 'activities');
  const start = Date.now() - TWO_YEARS_MS;
  const at = (count, i = 'i') => `${start} + ${i} * ${Math.floor(TWO_YEARS_MS / count)}`;
  unindexed(data, 'space%', `UPDATE spaces SET created_at = ${at(SPACES, 'number')};`);
  unindexed(data, 'deal%', deals(at(DEALS)));
  unindexed(data, 'audit%', signIns(at(SIGN_INS)));
  // Without this the server would delete sign-ins that are older than the audit log's retention.
  sql(data, 'UPDATE account SET audit_kept_days = 3650; PRAGMA wal_checkpoint(TRUNCATE);');
  return data;
}

const PEOPLE = `
  PRAGMA temp_store = MEMORY;
  CREATE TEMP TABLE person AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM users;
  CREATE UNIQUE INDEX temp.person_n ON person (n);`;
const numbers = (count) => `WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${count})`;
const id = (block) => `printf('00000000-0000-7000-${block}-%012x', i)`;
const person = (turn) => `JOIN person p ON p.n = ${chance(turn, COLLEAGUES.length + 2)}`;

/** Returns SQL that adds the deals: a third are won, a third lost; one person besides the owner has access. */
const deals = (at) => `${PEOPLE}
  INSERT OR IGNORE INTO deal_stages (id, name, name_folded, position, created_at)
  VALUES ('00000000-0000-7000-8005-${hex(1)}', 'Umowa', 'umowa', 9, 1700000000000);
  INSERT INTO deals (id, name, name_key, name_words, description, value, currency, stage_id, owner_id, state, closed_at,
    closed_by, created_at, created_by, changed_at, version)
  ${numbers(DEALS)} SELECT ${id('8006')}, 'Umowa ' || i, lower(hex('umowa ' || i)), ' umowa ' || i, '', i * 1000000, 'PLN',
    '00000000-0000-7000-8005-${hex(1)}', p.id, CASE i % 3 WHEN 0 THEN 'won' WHEN 1 THEN 'lost' ELSE 'open' END,
    CASE WHEN i % 3 < 2 THEN ${at} END, CASE WHEN i % 3 < 2 THEN p.id END, ${at}, p.id, ${at}, 1
  FROM numbers ${person(1)};
  INSERT OR IGNORE INTO deal_people (deal_id, user_id, added_at)
  ${numbers(DEALS)} SELECT ${id('8006')}, p.id, 1700000000000 FROM numbers ${person(2)};`;

const signIns = (at) => `${PEOPLE}
  INSERT INTO audit_lines (id, at, actor_id, kind, detail, topic)
  ${numbers(SIGN_INS)} SELECT ${id('8007')}, ${at}, p.id, 'signed_in', '{}', 'sign_in' FROM numbers ${person(3)};`;
