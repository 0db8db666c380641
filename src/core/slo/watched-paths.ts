import type { ProbeHistory } from "../contract/index.ts";
import type { SlotBlock } from "../measurement/index.ts";
import { MINUTE_MS, MINUTES_PER_DAY, type Minute } from "../time/index.ts";

/** A path that is checked, and in which minutes it belongs to the account. */
export interface WatchedPath {
  readonly path: string;
  readonly places: readonly string[];
  /** At how many of the places it must have failed before a minute is down. */
  readonly agree: number;
  /** `first` ≤ minute ≤ `last`. */
  readonly first: Minute;
  readonly last: Minute;
}

/**
 * What was to be seen: the paths of each plan, from the first whole minute in which it is in force
 * until the next one is. Before the first plan there is only what was checked: each place and path
 * from its first check to its last, and one place decides.
 */
export function watchedPaths(
  history: ProbeHistory,
  blocks: readonly SlotBlock[],
): readonly WatchedPath[] {
  const starts = history.map(({ fromMs }) => Math.ceil(fromMs / MINUTE_MS));
  const planned = history.flatMap(({ probes }, at) => {
    const [first, last] = [starts[at]!, (starts[at + 1] ?? Number.POSITIVE_INFINITY) - 1];
    return probes.map(({ path, from, agree }) => ({
      path,
      places: [...new Set(from)],
      agree,
      first,
      last,
    }));
  });
  return [...planned, ...unplanned(blocks, (starts[0] ?? Number.POSITIVE_INFINITY) - 1)];
}

/** One string for a place and a path. */
export const placeKey = (place: string, path: string): string => `${place} ${path}`;

function unplanned(blocks: readonly SlotBlock[], end: Minute): readonly WatchedPath[] {
  const spans = new Map<string, { readonly path: WatchedPath; first: Minute; last: Minute }>();
  for (const { stream, day, minutes } of blocks) {
    if (minutes.length === 0) continue;
    const first = day * MINUTES_PER_DAY + minutes[0]!;
    const last = day * MINUTES_PER_DAY + minutes.at(-1)!;
    const path = { path: stream.path, places: [stream.place], agree: 1, first, last };
    const key = placeKey(stream.place, stream.path);
    const span = spans.get(key) ?? { path, first, last };
    span.first = Math.min(span.first, first);
    span.last = Math.max(span.last, last);
    spans.set(key, span);
  }
  return [...spans.values()]
    .filter(({ first }) => first <= end)
    .map(({ path, first, last }) => ({ ...path, first, last: Math.min(last, end) }));
}
