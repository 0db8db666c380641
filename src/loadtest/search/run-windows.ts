import type { LoadInterval, Run, StreamTally } from "../model/index.ts";

/** A window with its place in the run. Milliseconds since the run's start. */
export interface RunWindow extends Pick<LoadInterval, "planned" | "inFlight" | "streams"> {
  readonly startMs: number;
  readonly endMs: number;
}

/** All windows without the warm-up, in order of time. */
export const runWindows = ({ plan, phases }: Run): readonly RunWindow[] =>
  phases
    .flatMap((phase) =>
      phase.windows.map(({ startMs, durationMs, planned, inFlight, streams }) => ({
        startMs: phase.startMs + startMs,
        endMs: phase.startMs + startMs + durationMs,
        planned,
        inFlight,
        streams,
      })),
    )
    .filter(({ startMs }) => startMs >= plan.warmUpMs)
    .sort((a, b) => a.startMs - b.startMs);

export const streamsOf = (windows: readonly RunWindow[]): readonly StreamTally[] =>
  windows.flatMap(({ streams }) => streams);
