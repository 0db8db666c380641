import type { Phase } from "../model/index.ts";

type EndedUntil = (atMs: number) => number;

/**
 * How many requests had ended at a moment of a run; within a window they are taken as spread evenly.
 * The windows are walked once, so moments must be asked for in order.
 */
export function requestsUntil(phases: readonly Phase[]): EndedUntil {
  // Phases can be under way at once, as when one tenant bursts beside the others.
  const each = phases.map(endedIn);
  return (atMs) => each.reduce((sum, endedUntil) => sum + endedUntil(atMs), 0);
}

function endedIn(phase: Phase): EndedUntil {
  let next = 0;
  let before = 0;
  return (atMs) => {
    for (; next < phase.windows.length; next++) {
      const { startMs, durationMs, streams } = phase.windows[next]!;
      const sinceMs = atMs - phase.startMs - startMs;
      const ended = streams.reduce((sum, { events }) => sum + events, 0);
      if (sinceMs < durationMs)
        return before + (durationMs > 0 ? ended * Math.max(0, sinceMs / durationMs) : 0);
      before += ended;
    }
    return before;
  };
}
