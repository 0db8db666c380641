import type { Clock } from "./clock.ts";
import { Heap } from "./heap.ts";

export interface FakeClock extends Clock {
  /** Moves time on, running everything that falls due, in order; awaits the promises in between. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock forward or back; waits and the monotonic clock do not change by it. */
  step(ms: number): void;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  act: (() => void) | null;
}

/** A clock for tests: time stands still until `advance`. */
export function fakeClock(startMs = Date.UTC(2027, 0, 1)): FakeClock {
  let monotonicMs = 0;
  let setMs = startMs;
  let lastOrder = 0;
  const timers = new Heap<Timer>(
    (a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order),
  );

  return {
    nowMs: () => setMs + monotonicMs,
    monotonicMs: () => monotonicMs,
    after(delayMs, act) {
      const timer: Timer = { atMs: monotonicMs + Math.max(0, delayMs), order: ++lastOrder, act };
      timers.add(timer);
      return () => {
        timer.act = null;
      };
    },
    async advance(ms) {
      const untilMs = monotonicMs + ms;
      while (timers.first && timers.first.atMs <= untilMs) {
        const { atMs, act } = timers.pop()!;
        if (act === null) continue;
        monotonicMs = atMs;
        act();
        await settle();
      }
      monotonicMs = untilMs;
      await settle();
    },
    step(ms) {
      setMs += ms;
    },
  };
}

/** Lets promise chains that are ready run to their next wait. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
