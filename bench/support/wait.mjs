// Waiting for a condition, with a time limit.
import { setTimeout as pause } from 'node:timers/promises';

/** Repeats the call at an interval until its result is truthy; returns that result. */
export async function until(what, limitMs, everyMs, ask) {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited ${limitMs / 1000} s in vain until ${what}`);
    await pause(everyMs);
  }
}
