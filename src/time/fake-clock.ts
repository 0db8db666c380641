import type { Clock } from "./clock.ts";

export interface FakeClock extends Clock {
  /** Moves time on, running everything that falls due, in order; awaits the promises in between. */
  advance(ms: number): Promise<void>;
}

/** A clock for tests: time stands still until `advance`. */
export function fakeClock(startMs = Date.UTC(2027, 0, 1)): FakeClock {
  let nowMs = startMs;
  let nextId = 0;
  const due = new Map<number, { atMs: number; act: () => void }>();

  const earliest = (untilMs: number) =>
    [...due]
      .filter(([, t]) => t.atMs <= untilMs)
      .sort(([a, x], [b, y]) => x.atMs - y.atMs || a - b)[0];

  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    after(delayMs, act) {
      const id = nextId++;
      due.set(id, { atMs: nowMs + Math.max(0, delayMs), act });
      return () => void due.delete(id);
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      for (let next = earliest(untilMs); next; next = earliest(untilMs)) {
        due.delete(next[0]);
        nowMs = next[1].atMs;
        next[1].act();
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
