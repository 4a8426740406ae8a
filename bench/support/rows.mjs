// 100,000 rows of 10 columns, the same in every run: as in a file, and as sent to the server.
import { CITIES, CLIENTS, COLLEAGUES, GROUPS, KINDS, TAGS, VOCABULARY } from './words.mjs';

export const ROWS = 100_000;
export const HEADER = [
  'Name',
  'Description',
  'Groups',
  'Tags',
  'Visibility',
  'Owner',
  'People with access',
  'Budget',
  'Started',
  'City',
];
/** A word that only the last row's name contains. */
export const LAST_WORD = 'ostatnia';

/** Returns the rows of the file. */
export function* records() {
  const chance = generator(20_26);
  const below = (limit) => Math.floor(chance() * limit);
  const one = (list) => list[below(list.length)];
  const some = (list, count) => [...new Set(Array.from({ length: count }, () => one(list)))];
  for (let number = 1; number <= ROWS; number += 1) {
    const words = Array.from({ length: 5 + below(6) }, () => one(VOCABULARY));
    const [owner, ...people] = some(COLLEAGUES, 1 + below(4)).map((person) => person.email);
    yield {
      name: `${one(KINDS)} – ${one(CLIENTS)} ${number}${number === ROWS ? ` ${LAST_WORD}` : ''}`,
      description: `${words.slice(0, 3).join(' ')}, ${words.slice(3).join(' ')}.`,
      groups: some(GROUPS, 1 + below(2)),
      tags: some(TAGS, below(4)),
      visibility: ['public', 'public', 'public', 'private', 'hidden'][below(5)],
      owner,
      people,
      budget: below(10_000_000) / 100,
      started: new Date(Date.UTC(2020, 0, 1 + below(2_300))).toISOString().slice(0, 10),
      city: one(CITIES),
    };
  }
}

/** Returns a row as it is in the file. */
export const cells = (row) => [
  row.name,
  row.description,
  row.groups.join('; '),
  row.tags.join('; '),
  row.visibility,
  row.owner,
  row.people.join('; '),
  row.budget,
  row.started,
  row.city,
];

/** Returns the e-mails in the rows. */
export function emails() {
  return [...new Set(Array.from(records(), (row) => [row.owner, ...row.people]).flat())];
}

/** Returns the rows as the browser sends them after the check; `ids` maps e-mails to people's ids. */
export function checkedRows(ids) {
  return Array.from(records(), (row, index) => ({
    row: index + 2,
    action: { do: 'create', anyway: false },
    name: row.name,
    description: row.description,
    groups: row.groups.map((name) => ({ group: 'new', is: name })),
    tags: row.tags,
    visibility: row.visibility,
    owner: ids.get(row.owner),
    people: row.people.map((email) => ids.get(email)),
  }));
}

/** Pseudo-random numbers, the same in every run (mulberry32). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
