import type { ProbeHistory } from "../contract/index.ts";
import type { SlotBlock } from "../measurement/index.ts";
import { MINUTE_MS, MINUTES_PER_DAY, type Minute } from "../time/index.ts";

/** A path that is checked, and in which minutes it belongs to the account. */
export interface WatchedPath {
  readonly path: string;
  readonly places: readonly string[];
  /**
   * At how many of the places it must have failed before a minute is down; null: that was not recorded,
   * so that it may have been one of them or all.
   */
  readonly agree: number | null;
  /** `first` ≤ minute ≤ `last`. */
  readonly first: Minute;
  readonly last: Minute;
}

/**
 * What was to be seen: the paths of each plan, from the first whole minute in which it is in force
 * until the next one is. Before the first plan there is only what was checked: each place and path
 * from its first check to its last, and nobody knows how many places had to agree.
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

interface Span {
  readonly path: string;
  readonly place: string;
  first: Minute;
  last: Minute;
}

/** In stretches in which each path was checked from the same places. */
function unplanned(blocks: readonly SlotBlock[], end: Minute): readonly WatchedPath[] {
  const spans = Map.groupBy(spansOf(blocks), ({ path }) => path);
  return [...spans].flatMap(([path, ofPath]) => {
    const turns = ofPath.flatMap(({ first, last }) => [first, last + 1]).sort((a, b) => a - b);
    return turns.slice(1).flatMap((next, at): readonly WatchedPath[] => {
      const first = turns[at]!;
      const last = Math.min(next - 1, end);
      const places = ofPath
        .filter((span) => span.first <= first && span.last >= next - 1)
        .map(({ place }) => place);
      const isEmpty = last < first || places.length === 0;
      return isEmpty ? [] : [{ path, places, agree: null, first, last }];
    });
  });
}

/** From the first check of each path and place to its last. */
function spansOf(blocks: readonly SlotBlock[]): readonly Span[] {
  const spans = new Map<string, Span>();
  for (const { stream, day, minutes } of blocks) {
    if (minutes.length === 0) continue;
    const first = day * MINUTES_PER_DAY + minutes[0]!;
    const last = day * MINUTES_PER_DAY + minutes.at(-1)!;
    const { place, path } = stream;
    const key = placeKey(place, path);
    const span = spans.get(key) ?? { path, place, first, last };
    span.first = Math.min(span.first, first);
    span.last = Math.max(span.last, last);
    spans.set(key, span);
  }
  return [...spans.values()];
}
