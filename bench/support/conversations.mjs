// SQL that fills spaces with topics and posts, as the store would have written them (migrations/0019_topics.sql).
import { chance, hex, numbered, sql, unindexed } from './sql.mjs';
import { VOCABULARY } from './words.mjs';

/** The space with this place among those of a measurement. */
export const spaceId = (place) => `00000000-0000-7000-8003-${hex(place)}`;

/** Words of posts: in every third post, and in three posts of all. */
export const POST_WORDS = { common: 'commonpost', rare: 'rarepost' };

/**
 * Writes public spaces with conversations; the first person of the account writes all of them. `spaces` has the number of
 * posts of each space, `perTopic` is the number of posts of a topic.
 */
export function conversations(data, spaces, perTopic) {
  const all = spaces.map((posts, place) => `(${place}, '${spaceId(place)}', ${posts})`).join(', ');
  const author = '(SELECT id FROM users ORDER BY created_at, id LIMIT 1)';
  unindexed(
    data,
    'space%',
    `CREATE TEMP TABLE wanted (place INTEGER PRIMARY KEY, id TEXT, posts INTEGER); INSERT INTO wanted VALUES ${all};
    INSERT INTO spaces (id, name, name_key, name_folded, description, visibility, visibility_rank, state, owner_id, owner_key,
      groups_key, tags_key, people, created_at, created_by, last_activity_at, version)
    SELECT w.id, 'Conversation ' || place, lower(hex('conversation ' || place)), 'conversation ' || place, '', 'public', 0,
      'active', u.id, u.name_key, '', '', 1, 1700000000000, u.id, 1700000000000, 1
    FROM wanted w JOIN users u ON u.id = ${author};`,
  );
  sql(
    data,
    `PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -400000; BEGIN;
    CREATE TEMP TABLE wanted (place INTEGER PRIMARY KEY, id TEXT, posts INTEGER); INSERT INTO wanted VALUES ${all};
    CREATE TEMP TABLE vocabulary (n INTEGER PRIMARY KEY, word TEXT, folded TEXT); ${numbered('vocabulary', VOCABULARY)}
    CREATE TEMP TABLE author AS SELECT ${author} AS id;
    INSERT INTO space_numbers (space_id, topics, posts) SELECT id, (posts + ${perTopic - 1}) / ${perTopic}, posts FROM wanted;
    INSERT INTO topics (id, space_id, number, kind, title, first_words, state, pinned, author_id, created_at, first_post,
      last_post, last_at, last_author_id, replies, version)
    WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < (SELECT max(posts) FROM wanted))
    SELECT printf('00000000-%04x-7000-8004-%012x', place, i), w.id, i, 'talk', 'Topic ' || i, 'Topic ' || i, 'open', 0, a.id,
      1700000000000 + i * ${perTopic * 1000}, (i - 1) * ${perTopic} + 1, min(i * ${perTopic}, w.posts),
      1700000000000 + min(i * ${perTopic}, w.posts) * 1000, a.id, min(${perTopic}, w.posts - (i - 1) * ${perTopic}) - 1, 1
    FROM wanted w JOIN numbers ON (i - 1) * ${perTopic} < w.posts JOIN author a;
    INSERT INTO posts (topic_id, number, author_id, at, markdown, html, renderer, request, version)
    WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < (SELECT max(posts) FROM wanted)),
    texts AS (SELECT i, place, ${[1, 2, 3, 4, 5, 6].map((turn) => `(SELECT word FROM vocabulary WHERE n = ${chance(turn, 40)})`).join(" || ' ' || ")}
      || CASE WHEN i % 3 = 0 THEN ' ${POST_WORDS.common}' ELSE '' END
      || CASE WHEN i IN (1007, 40009, 900001) THEN ' ${POST_WORDS.rare}' ELSE '' END AS text
      FROM wanted w JOIN numbers ON i <= w.posts)
    SELECT printf('00000000-%04x-7000-8004-%012x', place, (i + ${perTopic - 1}) / ${perTopic}), i, a.id, 1700000000000 + i * 1000,
      text, '<p>' || text || '</p>' || char(10), 1, printf('00000000-%04x-7000-8005-%012x', place, i), 1
    FROM texts JOIN author a ORDER BY place, i;
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`,
  );
}
