// Runs in the page: records when the steps of an import begin and end, so that the time of the browser's driver is not
// counted. A step runs from a click (or the choice of a file) until the page shows that it is done.

/** Resolves with the time of the next event of this type. */
function nextEvent(kind) {
  return new Promise((resolve) => {
    document.addEventListener(kind, () => resolve(performance.now()), { capture: true, once: true });
  });
}

const END_OF_STEP = {
  read: () => buttonIs(/^Continue$/),
  columns: () => headingIs(/^Say what each column is$/),
  check: () => buttonIs(/^Import [\d.,\s]+ spaces/),
  send: () => [...document.querySelectorAll('main p')].some((entry) => /rows in,/.test(entry.textContent)),
  commit: () => headingIs(/spaces added/),
};

const buttonIs = (text) =>
  [...document.querySelectorAll('main button:not([disabled])')].some((button) => text.test(button.textContent.trim()));
const headingIs = (text) =>
  [...document.querySelectorAll('main h2')].some((heading) => text.test(heading.textContent.trim()));

/** Measures steps: the first begins with an event of this type, each later one when the step before it ended. */
async function follow(kind, steps) {
  let started = await nextEvent(kind);
  const results = {};
  for (const step of steps) {
    const stop = startHeartbeat();
    const ended = await shown(END_OF_STEP[step]);
    results[step] = { ms: ended - started, blocked: stop() };
    started = ended;
  }
  return results;
}

/** Resolves with the time at which the page shows the end of a step; rejects if the page shows an error. */
function shown(sign) {
  return new Promise((resolve, reject) => {
    const check = () => {
      const failure = document.querySelector('main [role=alert] p');
      if (failure) done(() => reject(new Error(`the page says: ${failure.textContent}`)));
      else if (sign()) done(() => resolve(performance.now()));
    };
    const observer = new MutationObserver(check);
    const done = (end) => {
      observer.disconnect();
      end();
    };
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    check();
  });
}
