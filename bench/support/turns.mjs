// Queries that take turns, so that other load on the machine affects all of them alike.

/** Returns the milliseconds of each query on each account, keyed by the query or its index; all take turns. */
export async function inTurns(rounds, accounts, questions, ask) {
  const key = (question, index) => (typeof question === 'string' ? question : index);
  const taken = accounts.map(() => Object.fromEntries(questions.map((question, index) => [key(question, index), []])));
  // The first round warms caches and does not count.
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, question] of questions.entries()) {
      for (const [place, account] of accounts.entries()) {
        const started = performance.now();
        await ask(account, question);
        if (round >= 0) taken[place][key(question, index)].push(performance.now() - started);
      }
    }
  }
  return taken;
}
