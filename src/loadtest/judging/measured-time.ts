import type { Run, StreamTally } from "../model/index.ts";

/** What ended in one stretch of a run. */
export interface Stretch {
  /** Since the run's start. */
  readonly startMs: number;
  readonly endMs: number;
  readonly streams: readonly StreamTally[];
}

/**
 * A run's windows without its warm-up, of which each load of a stress test has one; a phase without
 * windows is one stretch by itself.
 */
export function measuredTime({ plan, phases }: Run): readonly Stretch[] {
  const { kind, warmUpMs } = plan;
  return phases.flatMap(({ startMs, durationMs, windows, streams }): readonly Stretch[] => {
    const fromMs = kind === "stress" ? startMs + warmUpMs : warmUpMs;
    const stretches =
      windows.length === 0
        ? [{ startMs, endMs: startMs + durationMs, streams }]
        : windows.map((window) => ({
            startMs: startMs + window.startMs,
            endMs: startMs + window.startMs + window.durationMs,
            streams: window.streams,
          }));
    return stretches.filter((stretch) => stretch.startMs >= fromMs);
  });
}
