// Data folders: an account with people and no spaces, and accounts with many spaces, written by SQL as the server
// would have written them (migrations/0001_start.sql).
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { ADMINISTRATOR, Server, USER, addPerson } from './server.mjs';
import { chance, hex, key, numbered, sql, string, unindexed } from './sql.mjs';
import { until } from './wait.mjs';
import { CLIENTS, COLLEAGUES, GROUPS, KINDS, TAGS, VOCABULARY, fold } from './words.mjs';

const INDEX_MS = 240_000;

/** Returns a copy of an account with an administrator, a user and their colleagues. */
export function accountWithPeople(folder, name) {
  const first = join(folder, 'account');
  if (!existsSync(first)) {
    addPerson(first, ADMINISTRATOR);
    addPerson(first, USER);
    sql(first, `BEGIN; ${COLLEAGUES.map(colleague).join('')} COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`);
  }
  return copied(folder, first, name);
}

function colleague({ name, email }, index) {
  const id = `'00000000-0000-7000-8000-${hex(index + 1)}'`;
  return `INSERT INTO users (id, email, email_folded, name, name_key, name_folded, role, language, theme, time_zone, created_at)
    VALUES (${id}, ${string(email)}, ${string(email)}, ${string(name)}, ${key(name)}, ${string(fold(name))}, 'user', 'en', 'system',
    'Europe/Warsaw', 1700000000000);`;
}

/** Returns a copy of a data folder that a part may write to. */
export function copied(folder, data, name) {
  const own = join(folder, name);
  rmSync(own, { recursive: true, force: true });
  cpSync(data, own, { recursive: true });
  return own;
}

/** Returns an account with `count` spaces, indexed for search; made once per run. `more` is SQL that changes them. */
export async function filled(folder, count, name = `spaces-${count}`, more = '') {
  const data = join(folder, name);
  if (existsSync(data)) return data;
  accountWithPeople(folder, name);
  unindexed(data, 'space%', spaces(count) + more + READERS);
  // At its start the server indexes the spaces that the search index does not contain.
  const server = await Server.start(data);
  await until('the search index is complete', INDEX_MS, 250, () =>
    Number(sql(data, 'SELECT (SELECT count(*) FROM spaces_search_docsize) >= (SELECT count(*) FROM spaces);')),
  );
  await server.stop();
  return data;
}

/** SQL that writes the `reader` of each link as the store writes it (spaces/links.rs). */
const READERS = `
  UPDATE space_groups SET reader = (SELECT CASE WHEN s.visibility IN ('public', 'private') THEN '' ELSE s.owner_id END
    FROM spaces s WHERE s.id = space_id);
  UPDATE space_tags SET reader = (SELECT CASE WHEN s.visibility = 'public' THEN '' ELSE s.owner_id END
    FROM spaces s WHERE s.id = space_id);`;

/** Words for searches: in three spaces, in every second public one, in the hidden ones (every fifth), in none. */
export const WORDS = { rare: 'rareword', common: 'commonword', hidden: 'hiddenword', none: 'nowhereword' };

/** Returns an account with `count` spaces that contain the words of `WORDS`. The hidden word is a tag, too. */
export const searched = (folder, count) =>
  filled(
    folder,
    count,
    `searched-${count}`,
    `
    UPDATE spaces SET description = description || ' ${WORDS.common}' WHERE number % 2 = 0 AND visibility = 'public';
    UPDATE spaces SET description = description || ' ${WORDS.rare}' WHERE visibility = 'public'
      AND number IN (SELECT number FROM spaces WHERE visibility = 'public' AND number % 1001 = 7 LIMIT 3);
    CREATE TEMP TABLE secret AS SELECT number, id FROM spaces WHERE number % 5 = 1;
    DELETE FROM space_members WHERE space_id IN (SELECT id FROM secret);
    UPDATE spaces SET visibility = 'hidden', visibility_rank = 2, people = 1, owner_id = '00000000-0000-7000-8000-${hex(1)}',
      description = description || ' ${WORDS.hidden}' WHERE number IN (SELECT number FROM secret);
    INSERT INTO tags (id, name, name_key, name_folded, name_words) VALUES ('00000000-0000-7000-8002-${hex(9999)}',
      ${string(WORDS.hidden)}, ${key(WORDS.hidden)}, ${string(WORDS.hidden)}, ${string(` ${WORDS.hidden}`)});
    INSERT INTO space_tags (space_id, tag_id) SELECT id, '00000000-0000-7000-8002-${hex(9999)}' FROM secret;`,
  );

/** Returns SQL that adds spaces: seven of ten public, one of ten hidden; up to two groups, three tags and three members. */
function spaces(count) {
  return `
    PRAGMA temp_store = MEMORY;
    CREATE TEMP TABLE kind (n INTEGER PRIMARY KEY, word TEXT, folded TEXT);
    ${numbered('kind', KINDS)}
    CREATE TEMP TABLE client (n INTEGER PRIMARY KEY, word TEXT, folded TEXT);
    ${numbered('client', CLIENTS)}
    CREATE TEMP TABLE vocabulary (n INTEGER PRIMARY KEY, word TEXT, folded TEXT);
    ${numbered('vocabulary', VOCABULARY)}
    CREATE TEMP TABLE person AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, name_key FROM users;
    CREATE UNIQUE INDEX temp.person_n ON person (n);
    ${GROUPS.map(
      (name, index) => `INSERT INTO groups (id, name, name_key, name_folded, name_words, hue, position, created_at)
      VALUES ('00000000-0000-7000-8001-${hex(index)}', ${string(name)}, ${key(name)}, ${string(fold(name))},
      ${string(` ${fold(name)}`)}, 'teal', ${index + 1}, 1700000000000);`,
    ).join('')}
    ${TAGS.map(
      (name, index) => `INSERT INTO tags (id, name, name_key, name_folded, name_words)
      VALUES ('00000000-0000-7000-8002-${hex(index)}', ${string(name)}, ${key(name)}, ${string(fold(name))},
      ${string(` ${fold(name)}`)});`,
    ).join('')}

    INSERT INTO spaces (number, id, name, name_key, name_folded, description, visibility, visibility_rank, state, owner_id,
      owner_key, groups_key, tags_key, people, created_at, created_by, last_activity_at, version)
    WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${count}),
    chosen AS (
      SELECT i, 1700000000000 + i * 60000 AS at, ${chance(1, 12)} AS kind, ${chance(2, 25)} AS client,
        ${chance(3, 10)} AS level, ${chance(4, COLLEAGUES.length + 2)} AS owner
      FROM numbers)
    SELECT i, printf('%08x-%04x-7%03x-8%03x-%012x', at >> 16, at & 65535, ${chance(5, 4096)}, ${chance(6, 4096)}, i),
      k.word || ' – ' || c.word || ' ' || i, lower(hex(k.folded || ' ' || c.folded || ' ' || i)),
      k.folded || ' – ' || c.folded || ' ' || i,
      (SELECT word FROM vocabulary WHERE n = ${chance(7, 40)}) || ' ' || (SELECT word FROM vocabulary WHERE n = ${chance(8, 40)})
        || ' ' || (SELECT word FROM vocabulary WHERE n = ${chance(9, 40)}) || ', '
        || (SELECT word FROM vocabulary WHERE n = ${chance(10, 40)}) || '.',
      CASE WHEN level < 7 THEN 'public' WHEN level < 9 THEN 'private' ELSE 'hidden' END,
      CASE WHEN level < 7 THEN 0 WHEN level < 9 THEN 1 ELSE 2 END,
      'active', p.id, p.name_key, '', '', 1, at, p.id, at + ${chance(11, 100_000_000)}, 1
    FROM chosen JOIN kind k ON k.n = kind JOIN client c ON c.n = client JOIN person p ON p.n = owner ORDER BY i;

    ${links('space_groups', 'group_id', 'groups', 'position', GROUPS.length, 2)}
    ${links('space_tags', 'tag_id', 'tags', 'name_folded', TAGS.length, 3)}
    ${links('space_members', 'user_id', 'users', 'id', COLLEAGUES.length + 2, 3, [', added_at', ', 1700000000000'])}
    DELETE FROM space_members WHERE user_id = (SELECT owner_id FROM spaces WHERE id = space_id);
    UPDATE spaces SET people = 1 + (SELECT count(*) FROM space_members m WHERE m.space_id = spaces.id),
      groups_key = ${joined('space_groups', 'groups', 'group_id', 'position')},
      tags_key = ${joined('space_tags', 'tags', 'tag_id', 'name_key')};`;
}

/** Returns SQL that links each space to others: four of five spaces have a first link, two of five each further one. */
function links(table, column, others, order, count, max, [more, value] = ['', '']) {
  const turn = table.length * 7;
  return Array.from(
    { length: max },
    (_, place) => `
    INSERT OR IGNORE INTO ${table} (space_id, ${column}${more})
    WITH other AS MATERIALIZED (SELECT row_number() OVER (ORDER BY ${order}) - 1 AS n, id FROM ${others}),
    wanted AS (SELECT s.id, ${chance(turn + place, count, 's.number')} AS n
      FROM spaces s WHERE ${chance(turn + 50 + place, 5, 's.number')} < ${place === 0 ? 4 : 2} ORDER BY s.number)
    SELECT wanted.id, other.id${value} FROM wanted JOIN other ON other.n = wanted.n;`,
  ).join('');
}

/** Returns SQL for the sort key of a space's groups or tags, as the store writes it. */
const joined = (table, others, column, order) => `COALESCE((SELECT substr(group_concat(name_key, '-'), 1, 200) FROM (
  SELECT o.name_key FROM ${table} l JOIN ${others} o ON o.id = l.${column} WHERE l.space_id = spaces.id
  ORDER BY o.${order}, o.id)), '')`;
