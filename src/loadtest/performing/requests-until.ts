import type { Phase } from "../run.ts";

/**
 * How many requests had ended at a moment of a run; within a window they are taken as spread evenly.
 * The windows are walked once, so moments must be asked for in order.
 */
export function requestsUntil(phases: readonly Phase[]): (atMs: number) => number {
  const windows = phases.flatMap((phase) =>
    phase.windows.map(({ startMs, durationMs, streams }) => ({
      startMs: phase.startMs + startMs,
      durationMs,
      events: streams.reduce((sum, { events }) => sum + events, 0),
    })),
  );
  let next = 0;
  let before = 0;
  return (atMs) => {
    for (; next < windows.length; next++) {
      const { startMs, durationMs, events } = windows[next]!;
      if (startMs + durationMs > atMs) {
        const share = durationMs > 0 ? Math.max(0, (atMs - startMs) / durationMs) : 0;
        return before + events * share;
      }
      before += events;
    }
    return before;
  };
}
