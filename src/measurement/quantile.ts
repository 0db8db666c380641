import { lowerBound, midpoint, upperBound, ZERO_THRESHOLD } from "./bucket.ts";
import type { Sketch } from "./sketch.ts";

/**
 * The duration in seconds that a share `q` of the values does not exceed: the value of rank ⌈q·n⌉,
 * off by `relativeError` at most. NaN for an empty sketch.
 */
export const quantile = (sketch: Sketch, q: number): number =>
  sketch.count === 0 ? Number.NaN : valueAtRank(sketch, rankOf(q, sketch.count));

/** The rank (1 … n) of a quantile. A product that floats just above a whole number is that number. */
export const rankOf = (q: number, n: number): number =>
  Math.min(n, Math.max(1, Math.ceil(q * n * (1 - 4 * Number.EPSILON))));

/** The value of a rank, 1 being the smallest; the largest value is exact. */
export function valueAtRank(sketch: Sketch, rank: number): number {
  const { scale, offset, counts, zeroCount, min, max } = sketch;
  if (rank >= sketch.count) return max;
  if (rank <= zeroCount) return min;
  let below = zeroCount;
  for (let i = 0; i < counts.length; i++) {
    below += counts[i]!;
    if (rank <= below) return Math.min(max, Math.max(min, midpoint(offset + i, scale)));
  }
  return max;
}

/** How far a quantile may lie from the true value, as a share of it: half a bucket; 0.011 at scale 5. */
export const relativeError = ({ scale }: Sketch): number => 2 ** (2 ** -scale / 2) - 1;

/**
 * How many values are certainly at or below a limit in seconds, and how many certainly above it;
 * those that share the limit's own bucket are neither, unless the smallest or largest value decides.
 * Not for a sketch of explicit buckets, whose values are known to `explicitAtOrBelow` alone.
 */
export function countAtOrBelow(sketch: Sketch, limit: number): { within: number; beyond: number } {
  const { scale, offset, counts, zeroCount } = sketch;
  if (sketch.max <= limit) return { within: sketch.count, beyond: 0 };
  if (sketch.min > limit) return { within: 0, beyond: sketch.count };
  let within = limit >= ZERO_THRESHOLD ? zeroCount : 0;
  let beyond = 0;
  for (let i = 0; i < counts.length; i++) {
    if (upperBound(offset + i, scale) <= limit) within += counts[i]!;
    else if (lowerBound(offset + i, scale) >= limit) beyond += counts[i]!;
  }
  return { within, beyond };
}
