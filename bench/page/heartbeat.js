// In the page: how long its thread was blocked at the longest, by the gaps between beats of a timer.

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
  /** Stops it; the longest gap in milliseconds. */
  return () => {
    clearTimeout(timer);
    return Math.max(longest, performance.now() - last);
  };
}
