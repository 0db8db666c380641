import { monotonicMs } from "./clock.ts";

/** A nap is short, so that an answer that arrives in it is noticed soon. */
const NAP_MS = 0.05;
/** Timers are a millisecond coarse; closer to the next start than this they are too coarse. */
const CLOSE_MS = 2;
const LONGEST_SLEEP_MS = 10;

/** Nobody ever wakes a thread that waits on it. */
const neverNotified = new Int32Array(new SharedArrayBuffer(4));

/** What there is to do now, and when there will be more. */
export interface Turn {
  /** Milliseconds until the next start. */
  readonly untilNextMs: number;
  /** Whether bytes came or went since the last turn, so that more are to be expected. */
  readonly isBusy: boolean;
}

/**
 * Calls `act` again and again until it answers null, each time soon enough for the next start: by a
 * timer while that is far, at once while there is work, and else after a nap of the whole thread,
 * which costs no processor time as spinning would.
 * @param onDelay told how many milliseconds later than asked `act` was called
 */
export function pace(act: () => Turn | null, onDelay: (ms: number) => void): void {
  const go = (expectedMs: number) => {
    onDelay(Math.max(0, monotonicMs() - expectedMs));
    const turn = act();
    if (turn === null) return;
    const nowMs = monotonicMs();
    const nextMs: number = nowMs + comeBack(() => go(nextMs), turn);
  };
  go(monotonicMs());
}

/** Answers for how long it asked to be left alone, milliseconds. */
function comeBack(go: () => void, { untilNextMs, isBusy }: Turn): number {
  if (untilNextMs > CLOSE_MS) {
    const sleepMs = Math.floor(Math.min(untilNextMs - 1, LONGEST_SLEEP_MS));
    setTimeout(go, sleepMs);
    // Timers round up by as much as a millisecond, which is no delay of the loop.
    return sleepMs + 1;
  }
  const napMs = isBusy ? 0 : Math.max(0, Math.min(untilNextMs, NAP_MS));
  if (napMs > 0) Atomics.wait(neverNotified, 0, 0, napMs);
  setImmediate(go);
  return napMs;
}
