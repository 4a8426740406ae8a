// Waiting for something to become true, never for ever.
import { setTimeout as pause } from 'node:timers/promises';

/** Asks again every so often until the answer is truthy; that answer. */
export async function until(what, limitMs, everyMs, ask) {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited ${limitMs / 1000} s in vain until ${what}`);
    await pause(everyMs);
  }
}
