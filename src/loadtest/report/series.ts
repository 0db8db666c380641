import { emptySketch, mergeSketches, type Sketch } from "../../core/measurement/index.ts";
import type { LoadInterval, LoadStream, Run, StreamTally } from "../model/index.ts";
import { quantileMs } from "../statistics/index.ts";
import { sumOfCounts } from "./all-streams.ts";
import { type HeldLoad, loadsOf } from "./loads.ts";

/** A stretch of the run, at whatever fineness it is shown. Rates are a second, times milliseconds. */
export interface Stretch {
  /** Since the run's start. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly planned: number;
  readonly inFlight: number;
  readonly streams: readonly StreamTally[];
}

/** The run's windows in order, neighbours merged until no more than `most` are left. */
export function stretches(run: Run, most: number): readonly Stretch[] {
  const held = loadsOf(run).map(windowsOf);
  const windows = held.reduce((sum, own) => sum + own.length, 0);
  const together = Math.max(1, Math.ceil(windows / Math.max(1, most - held.length)));
  return held.flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / together) }, (_, at) =>
      own.slice(at * together, (at + 1) * together).reduce(joined),
    ),
  );
}

/** Phases that were held at the same time count as one load. */
function windowsOf({ phases }: HeldLoad): readonly Stretch[] {
  const byStart = new Map<number, Stretch>();
  for (const { startMs, windows } of phases)
    for (const window of windows.filter((one) => !isSliver(one, windows[0]!))) {
      const own = { ...window, startMs: startMs + window.startMs };
      const other = byStart.get(own.startMs);
      byStart.set(own.startMs, other === undefined ? own : beside(other, own));
    }
  return [...byStart.values()].sort((a, b) => a.startMs - b.startMs);
}

/** What a phase's last moments leave: no rate can be told of it. */
const isSliver = ({ planned, durationMs }: LoadInterval, first: LoadInterval): boolean =>
  planned === 0 && durationMs < first.durationMs / 2;

const beside = (a: Stretch, b: Stretch): Stretch => ({
  startMs: a.startMs,
  durationMs: Math.max(a.durationMs, b.durationMs),
  planned: a.planned + b.planned,
  inFlight: a.inFlight + b.inFlight,
  streams: [...a.streams, ...b.streams],
});

const joined = (a: Stretch, b: Stretch): Stretch => ({
  ...a,
  durationMs: b.startMs + b.durationMs - a.startMs,
  planned: a.planned + b.planned,
  inFlight: Math.max(a.inFlight, b.inFlight),
  streams: [...a.streams, ...b.streams],
});

export type Chosen = (stream: LoadStream) => boolean;

/** What ended in the streams that are asked for. */
export interface Ended {
  readonly events: number;
  readonly good: number;
  readonly response: Sketch;
}

export function ended(streams: readonly StreamTally[], chosen: Chosen): Ended {
  const own = streams.filter(({ stream }) => chosen(stream));
  return {
    events: own.reduce((sum, { events }) => sum + events, 0),
    good: own.reduce((sum, { good }) => sum + good, 0),
    response: own.map(({ response }) => response).reduce(mergeSketches, emptySketch),
  };
}

/** A quantile of the response time in each stretch; null where nothing ended. */
export const responses = (all: readonly Stretch[], chosen: Chosen, q: number) =>
  all.map(({ streams }) => quantileMs(ended(streams, chosen).response, q));

export const perSecond = (
  count: number,
  { durationMs }: { readonly durationMs: number },
): number => (durationMs > 0 ? (count / durationMs) * 1000 : 0);

/** Everything counted: for the sums over the whole run. */
export const anyStream: Chosen = () => true;

/** What was due and what went wrong, over all phases. */
export interface Totals {
  readonly planned: number;
  readonly resent: number;
  readonly errors: Readonly<Record<string, number>>;
}

export const totals = ({ phases }: Run): Totals => ({
  planned: phases.reduce((sum, { tally }) => sum + tally.planned, 0),
  resent: phases.reduce((sum, { tally }) => sum + tally.resent, 0),
  errors: sumOfCounts(phases.map(({ tally }) => tally.errors)),
});
