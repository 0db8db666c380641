import { type StreamTally, type LoadInterval } from "../../model/index.ts";
import { mergeSketches } from "../../../core/measurement/index.ts";

/** The streams of all windows, those of the same name as one. */
export function mergedStreams(windows: readonly LoadInterval[]): StreamTally[] {
  const merged = new Map<string, StreamTally>();
  for (const one of windows.flatMap(({ streams }) => streams)) {
    const key = `${one.stream.step}/${one.stream.tenants}`;
    const before = merged.get(key);
    merged.set(key, before === undefined ? one : both(before, one));
  }
  return [...merged.values()];
}

const both = (a: StreamTally, b: StreamTally): StreamTally => ({
  stream: a.stream,
  events: a.events + b.events,
  good: a.good + b.good,
  errors: sums([a.errors, b.errors]),
  within: a.within.map(({ limitMs, count }, at) => ({
    limitMs,
    count: count + b.within[at]!.count,
  })),
  response: mergeSketches(a.response, b.response),
  service: mergeSketches(a.service, b.service),
  failures: mergeSketches(a.failures, b.failures),
});

/** Adds up by error. */
export const sums = (
  parts: readonly Readonly<Record<string, number>>[],
): Record<string, number> => {
  const all: Record<string, number> = {};
  for (const [error, count] of parts.flatMap(Object.entries))
    all[error] = (all[error] ?? 0) + count;
  return all;
};
