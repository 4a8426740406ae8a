// Accounts whose spaces have custom fields, written by SQL as the server would have written them
// (migrations/0004_custom_fields.sql, src/server/store/fields/values.rs).
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { copied, filled } from './accounts.mjs';
import { chance, hex, numbered, string, unindexed } from './sql.mjs';
import { COLLEAGUES, VOCABULARY, fold } from './words.mjs';

export const KINDS = [
  'short-text', 'long-text', 'number', 'money', 'date', 'yes-no', 'one-choice', 'several-choices', 'link', 'email',
  'phone', 'person',
];
const CHOICES = 8;
/** Two words, in all combinations. */
const PHRASES = VOCABULARY.flatMap((first) => VOCABULARY.map((second) => `${first} ${second}`));
/** The first day, 2024-01-01, as a Julian day number, and the number of days (three years). */
const [FIRST_DAY, DAYS] = [2_460_311, 1_096];

/** Returns the id of the nth field, from 1; types repeat in their order. */
export const fieldId = (field) => `00000000-0000-7000-8003-${hex(field)}`;
/** Returns the id of one of the field's choices, from 0. */
export const choiceId = (field, place) => `00000000-0000-7000-8004-${hex(field * CHOICES + place)}`;
/** Returns the first field of the type. */
export const fieldOf = (kind) => KINDS.indexOf(kind) + 1;

/** Returns an account with these numbers of spaces and fields, made once per run. Nine of ten spaces have a value in each field. */
export async function fielded(folder, spaces, fields) {
  const name = `spaces-${spaces}-fields-${fields}`;
  if (existsSync(join(folder, name))) return join(folder, name);
  const data = copied(folder, await filled(folder, spaces), name);
  const each = Array.from({ length: fields }, (_, place) => definition(place + 1) + values(place + 1));
  unindexed(data, 'space_field%', WORDS + each.join(''));
  return data;
}

const WORDS = `
  PRAGMA temp_store = MEMORY;
  CREATE TEMP TABLE phrase (n INTEGER PRIMARY KEY, word TEXT, folded TEXT);
  ${numbered('phrase', PHRASES)}
  CREATE TEMP TABLE person AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, name_key FROM users;
  CREATE UNIQUE INDEX temp.person_n ON person (n);`;

const kindOf = (field) => KINDS[(field - 1) % KINDS.length];
const hasChoices = (field) => kindOf(field).endsWith('choice') || kindOf(field).endsWith('choices');

function definition(field) {
  const label = `Pole ${field}`;
  const choice = (place) => `
    INSERT INTO field_choices (number, id, field, label, key) VALUES (${field * CHOICES + place},
    ${string(choiceId(field, place))}, ${field}, ${string(`Wybór ${place}`)}, printf('%04x', ${place}));`;
  const choices = hasChoices(field) ? Array.from({ length: CHOICES }, (_, place) => choice(place)) : [];
  return `
    INSERT INTO fields (number, id, label, label_folded, kind, currency, required, help, section, position, created_at, version)
    VALUES (${field}, ${string(fieldId(field))}, ${string(label)}, ${string(fold(label))}, ${string(kindOf(field))},
    ${string(kindOf(field) === 'money' ? 'PLN' : '')}, 0, '', '', ${field}, 1700000000000, 1);${choices.join('')}`;
}

function values(field) {
  const any = (place, limit) => chance(field * 10 + place, limit, 's.number');
  const { key, text = 'NULL', words = 'NULL', number = 'NULL', user = 'NULL', from = '' } = columns(kindOf(field), any);
  const holds = `${any(0, 10)} > 0`;
  const links = hasChoices(field)
    ? chosen(kindOf(field), any).map(
        ([place, condition]) => `
    INSERT INTO space_field_choices (choice, space, field)
    SELECT ${field * CHOICES} + ${place}, s.number, ${field} FROM spaces s WHERE ${holds} AND ${condition};`,
      )
    : [];
  return `
    INSERT INTO space_field_values (field, space, key, text, words, number, user_id)
    SELECT ${field}, s.number, ${key}, ${text}, ${words}, ${number}, ${user} FROM spaces s ${from}
    WHERE ${holds} ORDER BY s.number;${links.join('')}`;
}

/** Returns the columns of a value's row as SQL on the space `s`; `any` returns SQL for a pseudo-random number below the limit. */
function columns(kind, any) {
  const ofNumber = (number) => ({ key: `printf('8%015x', ${number})`, number });
  const ofText = (from, text, folded, words = folded) => ({
    from,
    key: `substr(lower(hex(${folded})), 1, 80)`,
    text,
    words: `' ' || ${words}`,
  });
  const phrase = `JOIN phrase p ON p.n = ${any(1, PHRASES.length)}`;
  switch (kind) {
    case 'short-text':
      return ofText(phrase, `p.word || ' ' || s.number`, `p.folded || ' ' || s.number`);
    case 'long-text': {
      const more = ['q', 'r'].map((alias, place) => ` JOIN phrase ${alias} ON ${alias}.n = ${any(2 + place, PHRASES.length)}`);
      const joined = (column, mark) => ['p', 'q', 'r'].map((alias) => `${alias}.${column}`).join(` || '${mark}' || `);
      return ofText(phrase + more.join(''), joined('word', ', '), joined('folded', ', '), joined('folded', ' '));
    }
    case 'number':
      return ofNumber(`${any(1, 1_000_000_000)} * 1000`);
    case 'money':
      return ofNumber(`${any(1, 100_000_000)} * 10000`);
    case 'date':
      return ofNumber(`${FIRST_DAY} + ${any(1, DAYS)}`);
    case 'yes-no':
      return ofNumber(any(1, 2));
    case 'link': {
      const address = `'https://example.com/' || replace(p.folded, ' ', '/') || '/' || s.number`;
      return ofText(phrase, address, address, `'https example com ' || p.folded || ' ' || s.number`);
    }
    case 'email': {
      const address = `replace(p.folded, ' ', '.') || s.number || '@example.com'`;
      return ofText(phrase, address, address, `p.folded || s.number || ' example com'`);
    }
    case 'phone': {
      const phone = `48 ' || (600000000 + ${any(1, 200_000_000)})`;
      return ofText('', `'+${phone}`, `'${phone}`);
    }
    case 'person':
      return {
        from: `JOIN person p ON p.n = ${any(1, COLLEAGUES.length + 2)}`,
        key: 'substr(p.name_key, 1, 80)',
        user: 'p.id',
      };
    default: {
      const keys = chosen(kind, any).map(([place, condition]) => `CASE WHEN ${condition} THEN printf('%04x', ${place}) END`);
      return { key: keys.length > 1 ? `${keys[0]} || COALESCE('-' || ${keys[1]}, '')` : keys[0] };
    }
  }
}

/** Returns SQL for the positions of the chosen choices, each with the condition under which it is chosen. */
function chosen(kind, any) {
  if (kind === 'one-choice') return [[any(1, CHOICES), '1']];
  const half = CHOICES / 2;
  return [
    [any(1, half), '1'],
    [`${half} + ${any(2, half)}`, `${any(3, 2)} = 1`],
  ];
}
