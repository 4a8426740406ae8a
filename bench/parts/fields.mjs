// The list with 50 custom fields in 100,000 spaces, by the server function, as a user and as an administrator: sorted by
// a field of each type, compared with the order by name (both use an index); and filtered by fields, where all matches
// must be collected before the first by name is known.
import { KINDS, choiceId, fieldId, fieldOf, fielded } from '../support/fields.mjs';
import { median, time, times } from '../support/figures.mjs';
import { ADMINISTRATOR, Server, USER, listQuery } from '../support/server.mjs';
import { inTurns } from '../support/turns.mjs';

const SPACES = 100_000;
const FIELDS = 50;
const ROUNDS = 25;
const PEOPLE = [
  ['a user', USER],
  ['an administrator', ADMINISTRATOR],
];
/** Response time that feels immediate, in milliseconds. */
const IMMEDIATE_MS = 100;

export async function measure({ folder, figures }) {
  const server = await Server.start(await fielded(folder, SPACES, FIELDS));
  try {
    for (const [who, person] of PEOPLE) {
      const visitor = await server.signIn(person);
      await sorts(figures, who, visitor);
      await filters(figures, who, visitor);
      visitor.leave();
    }
  } finally {
    await server.stop();
  }
}

const id = (kind) => fieldId(fieldOf(kind));
const by = (kind, descending = false) => ({ sort: { by: { field: id(kind) }, descending } });
const where = (kind, is, what) => ({ field: id(kind), test: { is, what } });

/** Runs all queries in turns; returns each with its median time, slowest first. */
async function timed(visitor, questions, ask) {
  const [taken] = await inTurns(ROUNDS, [visitor], questions, ask);
  const results = questions.map((question, index) => ({ ...question, ms: median(taken[index]) }));
  return results.sort((one, other) => other.ms - one.ms);
}

/** Describes the three slowest queries. */
const slowestThree = (results) => results.slice(0, 3).map(({ what, ms }) => `${what} ${time(ms)}`).join(', ');

async function sorts(figures, who, visitor) {
  const list = ({ changes, at = 'first' }) => ({ query: listQuery(changes), place: { at } });
  const name = { what: 'by name', changes: {} };
  const sorted = KINDS.flatMap((kind) => [
    { what: kind, changes: by(kind) },
    { what: `${kind} descending`, changes: by(kind, true) },
  ]);
  const results = await timed(visitor, [name, ...sorted], (visitor, question) =>
    visitor.call('list_spaces', list(question)),
  );
  const byName = results.find(({ what }) => what === name.what).ms;
  const [slowest] = results.filter(({ what }) => what !== name.what);
  figures.atMost(
    `first page sorted by a custom field for ${who}: slowest type relative to the first page sorted by name`,
    slowest.ms / byName,
    2,
    times,
    `${slowest.what} ${time(slowest.ms)}, by name ${time(byName)}`,
  );
  const others = await timed(
    visitor,
    [
      ...['number', 'short-text'].map((kind) => ({ what: `last page by ${kind}`, changes: by(kind), at: 'last' })),
      {
        what: 'first page by number with a column for each kind',
        changes: { ...by('number'), columns: KINDS.map((kind) => `field.${id(kind)}`) },
      },
    ],
    (visitor, question) => visitor.call('list_spaces', list(question)),
  );
  figures.atMost(`other pages sorted by a custom field for ${who}`, others[0].ms, IMMEDIATE_MS, time, slowestThree(others));
}

async function filters(figures, who, visitor) {
  const million = 1_000_000;
  const choice = where('one-choice', 'any_of', [choiceId(fieldOf('one-choice'), 3)]);
  const filtered = [
    { what: 'a choice', fields: [choice] },
    { what: 'one of several choices', fields: [where('several-choices', 'any_of', [choiceId(fieldOf('several-choices'), 5)])] },
    { what: 'half of the numbers', fields: [where('number', 'numbers', { from: 0, to: 500_000 * million })] },
    { what: 'few numbers', fields: [where('number', 'numbers', { from: 500_000 * million, to: 500_100 * million })] },
    { what: 'a month', fields: [where('date', 'days', { from: '2026-02-01', to: '2026-02-28' })] },
    { what: 'a word of a text', fields: [where('short-text', 'words', 'harmonogram')] },
    { what: 'two words of a long text', fields: [where('long-text', 'words', 'harmonogram ryzyko')] },
    { what: 'yes', fields: [where('yes-no', 'truth', true)] },
    { what: 'no value', fields: [where('money', 'blank')] },
    { what: 'a choice and a word, sorted by money', fields: [choice, where('short-text', 'words', 'raport')], ...by('money', true) },
  ];
  for (const [name, args] of [
    ['list_spaces', (query) => ({ query, place: { at: 'first' } })],
    ['count_spaces', (query) => ({ query })],
  ]) {
    const results = await timed(visitor, filtered, (visitor, { what, ...changes }) =>
      visitor.call(name, args(listQuery(changes))),
    );
    const figure = `${name === 'list_spaces' ? 'first page' : 'count'} filtered by custom fields for ${who}: slowest`;
    figures.atMost(figure, results[0].ms, IMMEDIATE_MS, time, slowestThree(results));
  }
}
