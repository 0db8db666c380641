import type { Clock } from "./clock.ts";
import { Heap } from "./heap.ts";

export interface FakeClock extends Clock {
  /** Moves time on, running everything that falls due, in order; awaits the promises in between. */
  advance(ms: number): Promise<void>;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  act: (() => void) | null;
}

/** A clock for tests: time stands still until `advance`. */
export function fakeClock(startMs = Date.UTC(2027, 0, 1)): FakeClock {
  let nowMs = startMs;
  let lastOrder = 0;
  const timers = new Heap<Timer>(
    (a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order),
  );

  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    after(delayMs, act) {
      const timer: Timer = { atMs: nowMs + Math.max(0, delayMs), order: ++lastOrder, act };
      timers.add(timer);
      return () => {
        timer.act = null;
      };
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      while (timers.first && timers.first.atMs <= untilMs) {
        const { atMs, act } = timers.take()!;
        if (act === null) continue;
        nowMs = atMs;
        act();
        await settle();
      }
      nowMs = untilMs;
      await settle();
    },
  };
}

/** Lets promise chains that are ready run to their next wait. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
