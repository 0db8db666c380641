import { mergeSketches } from "../../core/measurement/index.ts";
import type { Run, StreamTally } from "../model/index.ts";

/** The streams of all phases, those of the same name as one. */
export function allStreams({ phases }: Run): readonly StreamTally[] {
  const merged = new Map<string, StreamTally>();
  for (const one of phases.flatMap(({ streams }) => streams)) {
    const key = JSON.stringify([one.stream.step, one.stream.indicator, one.stream.tenants]);
    const before = merged.get(key);
    merged.set(key, before === undefined ? one : joined(before, one));
  }
  return [...merged.values()];
}

const joined = (a: StreamTally, b: StreamTally): StreamTally => ({
  stream: a.stream,
  events: a.events + b.events,
  good: a.good + b.good,
  errors: sumOfCounts([a.errors, b.errors]),
  within: a.within.flatMap(({ limitMs, count }) => {
    const other = b.within.find((one) => one.limitMs === limitMs);
    return other === undefined ? [] : [{ limitMs, count: count + other.count }];
  }),
  response: mergeSketches(a.response, b.response),
  service: mergeSketches(a.service, b.service),
  failures: mergeSketches(a.failures, b.failures),
});

/** Adds up by key, in alphabetical order. */
export function sumOfCounts(
  parts: readonly Readonly<Record<string, number>>[],
): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const [key, count] of parts.flatMap((part) => Object.entries(part)))
    sums.set(key, (sums.get(key) ?? 0) + count);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
