import { mergeSketches } from "../../core/measurement/index.ts";
import type { LoadInterval, LoadStream, StreamTally, TenantClass } from "../model/index.ts";
import { addCounts } from "./tally.ts";

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
export const mergeIntervals = (a: LoadInterval, b: LoadInterval): LoadInterval => ({
  startMs: a.startMs,
  durationMs: Math.max(a.durationMs, b.durationMs),
  planned: a.planned + b.planned,
  inFlight: a.inFlight + b.inFlight,
  streams: mergeStreams(a.streams, b.streams),
});
