// The statistics over 1,000,000 activities of two years (spaces created, deals added, won and lost, sign-ins), by the
// server function: each answer contains the numbers of each step of the chart and those of the previous period.
import { accountWithActivities } from '../support/activities.mjs';
import { median, percentile, time } from '../support/figures.mjs';
import { ADMINISTRATOR, Server, USER } from '../support/server.mjs';
import { inTurns } from '../support/turns.mjs';

const ROUNDS = 40;
const TARGET_MS = 100;
const PEOPLE = [
  ['a user', USER],
  ['an administrator', ADMINISTRATOR],
];

export async function measure({ folder, figures }) {
  const server = await Server.start(await accountWithActivities(folder));
  try {
    for (const [who, person] of PEOPLE) {
      const visitor = await server.signIn(person);
      await measurePeriods(figures, who, visitor);
      visitor.leave();
    }
  } finally {
    await server.stop();
  }
}

async function measurePeriods(figures, who, visitor) {
  const names = { spaces: [], people: [USER.email], ids: [] };
  const { people } = await visitor.call('import_names', { names });
  const one = people.find(({ email }) => email === USER.email).id;
  const periods = [
    { what: 'this month, by day', period: 'this_month' },
    { what: 'this year and the previous year, by month', period: 'this_year' },
    { what: 'both years, by month', period: 'own', from: daysAgo(729), to: daysAgo(0) },
    { what: 'this year for one person', period: 'this_year', person: one },
  ];
  const statistics = (visitor, { what, ...changes }) =>
    visitor.call('activity_statistics', { query: { from: null, to: null, person: null, ...changes } });
  const [taken] = await inTurns(ROUNDS, [visitor], periods, statistics);
  for (const [index, period] of periods.entries()) {
    const { rows } = await statistics(visitor, period);
    const sum = (side) => rows.flatMap((row) => row[side]).reduce((total, count) => total + count, 0);
    figures.atMost(
      `statistics over 1,000,000 activities for ${who}, ${period.what}: p95`,
      percentile(taken[index], 95),
      TARGET_MS,
      time,
      `median ${time(median(taken[index]))}, ${sum('now')} in the period and ${sum('before')} in the previous one`,
    );
  }
}

const daysAgo = (days) => new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
