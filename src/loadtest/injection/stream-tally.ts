import { type Indicator, mergeSketches, type Sketch } from "../../core/measurement/index.ts";
import type { TenantClass } from "../workload/workload.ts";
import { addCounts } from "./tally.ts";

/** What belongs together in figures. */
export interface LoadStream {
  /** The step's name. */
  readonly step: string;
  readonly indicator: Indicator | null;
  readonly tenants: TenantClass;
}

export interface StreamTally {
  readonly stream: LoadStream;
  /** Requests that ended, in whichever way. */
  readonly events: number;
  /** Of those, answered as they should be. */
  readonly good: number;
  /** By fault, status and failed check. */
  readonly errors: Readonly<Record<string, number>>;
  /** Good ones that took no longer than each limit, milliseconds; exact. */
  readonly within: readonly { readonly limitMs: number; readonly count: number }[];
  /** From the intended start: good answers, and time-outs at their value. */
  readonly response: Sketch;
  readonly service: Sketch;
  /** From the intended start to any other failure, so that nothing that ended is without its time. */
  readonly failures: Sketch;
}

/** A stretch of a phase; requests belong to the one in which they ended. */
export interface Window {
  /** Since the phase's origin. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Started, or due to start, in it. */
  readonly planned: number;
  /** Under way or waiting at its end. */
  readonly inFlight: number;
  /** Only streams in which something ended. */
  readonly streams: readonly StreamTally[];
}

/** The class of a tenant of this rank, from 0: the first 1 % (one at least), the next 19 %, the others. */
export function tenantClassOf(rank: number, tenants: number): TenantClass {
  const largest = Math.max(1, Math.floor(tenants * 0.01));
  return rank < largest ? "largest" : rank < Math.max(largest, tenants * 0.2) ? "middle" : "small";
}

/** Exact: what one injector would have counted in all of these streams. By step, then by class. */
export function mergeStreams(
  a: readonly StreamTally[],
  b: readonly StreamTally[],
): readonly StreamTally[] {
  const merged = new Map(a.map((tally) => [keyOf(tally.stream), tally]));
  for (const tally of b) {
    const key = keyOf(tally.stream);
    const other = merged.get(key);
    merged.set(key, other === undefined ? tally : mergeStream(other, tally));
  }
  return [...merged].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, tally]) => tally);
}

const keyOf = ({ step, tenants }: LoadStream): string => JSON.stringify([step, tenants]);

function mergeStream(a: StreamTally, b: StreamTally): StreamTally {
  const counts = new Map(b.within.map(({ limitMs, count }) => [limitMs, count]));
  return {
    stream: a.stream,
    events: a.events + b.events,
    good: a.good + b.good,
    errors: addCounts(a.errors, b.errors),
    within: a.within.map(({ limitMs, count }) => ({
      limitMs,
      count: count + (counts.get(limitMs) ?? 0),
    })),
    response: mergeSketches(a.response, b.response),
    service: mergeSketches(a.service, b.service),
    failures: mergeSketches(a.failures, b.failures),
  };
}

/** The same stretch as two injectors saw it; the last one may end before the other. */
export const mergeWindows = (a: Window, b: Window): Window => ({
  startMs: a.startMs,
  durationMs: Math.max(a.durationMs, b.durationMs),
  planned: a.planned + b.planned,
  inFlight: a.inFlight + b.inFlight,
  streams: mergeStreams(a.streams, b.streams),
});
