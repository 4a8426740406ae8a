// Questions that take turns, so that what else the machine does falls on all of them alike.

/** Milliseconds of each question to each account, by the question or its place in the list; all take turns. */
export async function inTurns(rounds, accounts, questions, ask) {
  const key = (question, index) => (typeof question === 'string' ? question : index);
  const taken = accounts.map(() => Object.fromEntries(questions.map((question, index) => [key(question, index), []])));
  // The first round warms what is cold and does not count.
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
