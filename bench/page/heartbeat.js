// Runs in the page: measures the longest time that its thread was blocked, by the gaps between ticks of a timer.

function startHeartbeat() {
  let last = performance.now();
  let longest = 0;
  let timer;
  const beat = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    timer = setTimeout(beat);
  };
  timer = setTimeout(beat);
  /** Stops the timer; returns the longest gap in milliseconds. */
  return () => {
    clearTimeout(timer);
    return Math.max(longest, performance.now() - last);
  };
}
