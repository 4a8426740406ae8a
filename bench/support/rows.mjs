// 100,000 rows of 10 columns, the same ones in every run: as they stand in a file, and as they are sent to the server.
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
/** A word that the last row's name alone has. */
export const LAST_WORD = 'ostatnia';

/** The rows of the file. */
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

/** A row as the file has it. */
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

/** The e-mails that stand in the rows. */
export function emails() {
  return [...new Set(Array.from(records(), (row) => [row.owner, ...row.people]).flat())];
}

/** The rows as the browser sends them once they are checked; `ids` are people's by e-mail. */
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

/** Chance that is the same in every run (mulberry32). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
