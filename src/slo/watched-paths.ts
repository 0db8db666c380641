import type { ProbePlan } from "../contract/index.ts";
import type { SlotBlock } from "../measurement/index.ts";
import { MINUTES_PER_DAY, type Minute } from "../time/index.ts";

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
 * What was to be seen: each path of the contract from its first check of the period on (throughout,
 * while nobody checks it), and each path and place that is in it no more, until its last check; of
 * those one place decides.
 */
export function watchedPaths(
  plans: readonly Pick<ProbePlan, "path" | "from" | "agree">[],
  blocks: readonly SlotBlock[],
): readonly WatchedPath[] {
  const spans = new Map<string, Span>();
  for (const block of blocks) extend(spans, block);
  const planned = plans.map(({ path, from, agree }) => {
    const places = [...new Set(from)];
    const firsts = places.flatMap((place) => spans.get(placeKey(place, path))?.first ?? []);
    const first = firsts.length > 0 ? Math.min(...firsts) : Number.NEGATIVE_INFINITY;
    return { path, places, agree, first, last: Number.POSITIVE_INFINITY };
  });
  const isPlanned = ({ place, path }: Span) =>
    planned.some((one) => one.path === path && one.places.includes(place));
  const former = [...spans.values()].filter((span) => !isPlanned(span));
  return [
    ...planned,
    ...former.map(({ path, place, first, last }) => ({
      path,
      places: [place],
      agree: 1,
      first,
      last,
    })),
  ];
}

/** One string for a place and a path. */
export const placeKey = (place: string, path: string): string => `${place} ${path}`;

interface Span {
  readonly place: string;
  readonly path: string;
  first: Minute;
  last: Minute;
}

function extend(spans: Map<string, Span>, { stream, day, minutes }: SlotBlock): void {
  if (minutes.length === 0) return;
  const { place, path } = stream;
  const [first, last] = [minutes[0]!, minutes.at(-1)!].map((at) => day * MINUTES_PER_DAY + at);
  const key = placeKey(place, path);
  const known = spans.get(key) ?? { place, path, first: first!, last: last! };
  known.first = Math.min(known.first, first!);
  known.last = Math.max(known.last, last!);
  spans.set(key, known);
}
