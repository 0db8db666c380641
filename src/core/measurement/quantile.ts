import { ceilingOf, floorOf, midpoint, ZERO_BUCKET } from "./bucket.ts";
import { firstOf, lastOf, widthOf } from "./bucket-range.ts";
import type { Interval } from "./interval.ts";
import type { Sketch } from "./sketch.ts";

/**
 * The duration in seconds that a share `q` of the values does not exceed: the value of rank ⌈q·n⌉.
 * Where all values were seen it is off by 1.1 % at most. One that came in a coarser bucket
 * counts at its upper end: the figure may be worse than the truth, never better by more than that.
 * NaN for an empty sketch.
 */
export const quantile = (sketch: Sketch, q: number): number =>
  sketch.count === 0 ? Number.NaN : valueAtRank(sketch, rankOf(q, sketch.count));

/** The rank (1 … n) of a quantile. A product that floats just above a whole number is that number. */
export const rankOf = (q: number, n: number): number =>
  Math.min(n, Math.max(1, Math.ceil(q * n * (1 - 4 * Number.EPSILON))));

/** The value of a rank, 1 being the smallest; the largest value is exact. */
export function valueAtRank(sketch: Sketch, rank: number): number {
  const { ranges, counts, min, max } = sketch;
  if (rank >= sketch.count) return max;
  let below = 0;
  for (let i = 0; i < ranges.length; i++) {
    below += counts[i]!;
    if (rank > below) continue;
    const bucket = lastOf(ranges[i]!);
    return bucket === ZERO_BUCKET ? min : Math.min(max, Math.max(min, midpoint(bucket)));
  }
  return max;
}

/**
 * Between which durations, in seconds, the value of a rank certainly lies: at most as long as if
 * each value had the upper end of its range, at least as long as if each had the lower end. No wider
 * than a bucket, 2.2 %, where all values were seen.
 */
export function knownAtRank(sketch: Sketch, rank: number): Interval {
  const { ranges, counts, min, max } = sketch;
  const at = placeOf(counts, rank);
  const lowest = ranges.every((range) => widthOf(range) === 0)
    ? lastOf(ranges[at]!)
    : lowestAtRank(sketch, rank);
  return {
    low: Math.min(max, Math.max(min, floorOf(lowest))),
    high: Math.max(min, Math.min(max, ceilingOf(lastOf(ranges[at]!)))),
  };
}

function lowestAtRank({ ranges, counts }: Sketch, rank: number): number {
  const byFirst = ranges
    .map((range, i) => ({ first: firstOf(range), count: counts[i]! }))
    .sort((a, b) => a.first - b.first);
  const at = placeOf(
    byFirst.map(({ count }) => count),
    rank,
  );
  return byFirst[at]!.first;
}

/** Where the value of a rank stands among counts. */
function placeOf(counts: readonly number[], rank: number): number {
  let below = 0;
  const at = counts.findIndex((count) => (below += count) >= rank);
  return at < 0 ? counts.length - 1 : at;
}

/** By which factor the widest range that holds a limit in seconds is wide; 1 where none does. */
export const widthAround = ({ ranges }: Sketch, limit: number): number =>
  ranges.reduce((widest, range) => {
    const [low, high] = [floorOf(firstOf(range)), ceilingOf(lastOf(range))];
    return low < limit && limit < high ? Math.max(widest, high / low) : widest;
  }, 1);

/**
 * How many values are certainly at or below a limit in seconds, and how many certainly above it;
 * those that may be either are neither, unless the smallest or largest value decides.
 */
export function countAtOrBelow(sketch: Sketch, limit: number): { within: number; beyond: number } {
  const { ranges, counts } = sketch;
  if (sketch.max <= limit) return { within: sketch.count, beyond: 0 };
  if (sketch.min > limit) return { within: 0, beyond: sketch.count };
  let within = 0;
  let beyond = 0;
  for (let i = 0; i < ranges.length; i++) {
    const range = ranges[i]!;
    if (ceilingOf(lastOf(range)) <= limit) within += counts[i]!;
    else if (firstOf(range) > ZERO_BUCKET && floorOf(firstOf(range)) >= limit) beyond += counts[i]!;
  }
  return { within, beyond };
}
