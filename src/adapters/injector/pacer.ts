/** A nap is short, so that an answer that arrives in it is noticed soon. */
const NAP_MS = 0.05;
/** Timers are a millisecond coarse; closer to the next start than this they are too coarse. */
const CLOSE_MS = 2;
const LONGEST_SLEEP_MS = 10;

const nobody = new Int32Array(new SharedArrayBuffer(4));

/**
 * Calls `act` again soon enough for the next start: by a timer while it is far, at once while there
 * is work, and else after a nap of the whole thread, which costs no processor as spinning would.
 * Answers for how long it asked to be left alone, in milliseconds.
 */
export function comeBack(act: () => void, untilNextMs: number, isBusy: boolean): number {
  if (untilNextMs > CLOSE_MS) {
    const sleepMs = Math.floor(Math.min(untilNextMs - 1, LONGEST_SLEEP_MS));
    setTimeout(act, sleepMs);
    // Timers round up by as much as a millisecond, which is no delay of the loop.
    return sleepMs + 1;
  }
  const napMs = isBusy ? 0 : Math.max(0, Math.min(untilNextMs, NAP_MS));
  if (napMs > 0) Atomics.wait(nobody, 0, 0, napMs);
  setImmediate(act);
  return napMs;
}
