import type { Run, StreamTally } from "../run.ts";

/** What ended in one stretch of a run. */
export interface Stretch {
  /** Since the run's start. */
  readonly startMs: number;
  readonly endMs: number;
  readonly streams: readonly StreamTally[];
}

/** A run's windows without its warm-up; a phase that has none is one stretch by itself. */
export const measuredTime = ({ plan, phases }: Run): readonly Stretch[] =>
  phases
    .flatMap(({ startMs, durationMs, windows, streams }): readonly Stretch[] =>
      windows.length === 0
        ? [{ startMs, endMs: startMs + durationMs, streams }]
        : windows.map((window) => ({
            startMs: startMs + window.startMs,
            endMs: startMs + window.startMs + window.durationMs,
            streams: window.streams,
          })),
    )
    .filter(({ startMs }) => startMs >= plan.warmUpMs);
