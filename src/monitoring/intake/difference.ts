import { highestBound } from "./highest-bound.ts";
import type { Explicit, Exponential, Histogram, HistogramPoint } from "./metrics.ts";
import { type EarlierBuckets, type EarlierPoint, sumOfBounds } from "./series-state.ts";

/** What a cumulative point says beyond the one before it of the same series. */
export type Difference =
  | { readonly kind: "added"; readonly histogram: Histogram }
  /** How many there were is known, but not how long each of them took: its buckets have changed. */
  | { readonly kind: "added by count"; readonly histogram: Histogram }
  /** It says nothing that is not known already. */
  | { readonly kind: "repeated" }
  /** No single sender says both: several look like one. */
  | { readonly kind: "contradicted" };

/**
 * Where a count went down and the series' start is not given (0), the sender began anew, and the
 * whole point counts. With a start that is the same as before nothing may go down, and an older
 * point cannot say more than a newer one.
 */
export function difference(
  { startNs, timeNs, histogram: later }: HistogramPoint,
  unit: string,
  earlier: EarlierPoint,
): Difference {
  if (timeNs < earlier.timeNs && later.count > earlier.count && startNs > 0)
    return { kind: "contradicted" };
  // Clocks of milliseconds let two points of one series have the same time.
  if (timeNs < earlier.timeNs || (timeNs === earlier.timeNs && later.count <= earlier.count))
    return { kind: "repeated" };
  const counts = later.count < earlier.count ? "less" : subtract(later, unit, earlier);
  if (counts === "less")
    return startNs === 0 ? { kind: "added", histogram: later } : { kind: "contradicted" };
  if (counts === "incomparable")
    return { kind: "added by count", histogram: countedOnly(later, unit, earlier) };
  return { kind: "added", histogram: { ...counts, ...figures(later, earlier) } };
}

type Subtracted = Histogram | "less" | "incomparable";

function subtract(
  later: Histogram,
  unit: string,
  { unit: before, buckets }: EarlierPoint,
): Subtracted {
  if ((unit === "ms") !== (before === "ms")) return "incomparable";
  if (later.kind === "explicit" && buckets.kind === "explicit")
    return subtractExplicit(later, buckets);
  if (later.kind === "exponential" && buckets.kind === "exponential")
    return subtractExponential(later, buckets);
  return "incomparable";
}

function subtractExplicit(
  later: Explicit,
  earlier: EarlierBuckets & { readonly kind: "explicit" },
): Subtracted {
  const isSame =
    later.bucketCounts.length === earlier.bucketCounts.length &&
    sumOfBounds(later.explicitBounds) === earlier.boundsSum;
  if (!isSame) return "incomparable";
  const bucketCounts = later.bucketCounts.map((n, i) => n - earlier.bucketCounts[i]!);
  return bucketCounts.some(isNegative) ? "less" : { ...later, bucketCounts };
}

function subtractExponential(
  later: Exponential,
  earlier: EarlierBuckets & { readonly kind: "exponential" },
): Subtracted {
  if (later.zeroThreshold !== earlier.zeroThreshold) return "incomparable";
  const scale = Math.min(later.scale, earlier.scale);
  const positive = coarsen(later.positive, later.scale - scale);
  const less = coarsen(earlier.positive, earlier.scale - scale);
  const counts = positive.bucketCounts.slice();
  for (const [i, count] of less.bucketCounts.entries()) {
    if (count === 0) continue;
    const at = less.offset + i - positive.offset;
    if (at < 0 || at >= counts.length) return "less";
    counts[at]! -= count;
  }
  const zeroCount = later.zeroCount - earlier.zeroCount;
  if (zeroCount < 0 || counts.some(isNegative)) return "less";
  return {
    ...later,
    scale,
    zeroCount,
    positive: { offset: positive.offset, bucketCounts: counts },
  };
}

/** What is known of all holds for the new ones too: none is shorter than the least, none longer than the largest. */
function figures(later: Histogram, earlier: EarlierPoint) {
  const sum = sumOfNew(later.sum, earlier.sum);
  // A sum bounds what lies beyond the last bucket more closely than the largest duration ever.
  const max = sum === null ? later.max : null;
  return { count: later.count - earlier.count, sum, min: later.min, max };
}

/** A sum that went down, while no count did, is none that could be trusted. */
function sumOfNew(later: number | null, earlier: number | null): number | null {
  if (later === null || earlier === null) return null;
  const sum = later - earlier;
  // Floats that add up to the same differ in their last bits.
  return sum < -1e-9 * earlier ? null : Math.max(0, sum);
}

/** The new ones in a single bucket, which reaches from the least to the longest that any can have lasted. */
function countedOnly(later: Histogram, unit: string, earlier: EarlierPoint): Explicit {
  const { count, sum, min } = figures(later, earlier);
  return {
    kind: "explicit",
    count,
    sum: (unit === "ms") === (earlier.unit === "ms") ? sum : null,
    min,
    max: later.max ?? highestBound(later) ?? later.sum,
    explicitBounds: [],
    bucketCounts: [count],
  };
}

type Buckets = Exponential["positive"];

/** The same values in wider buckets: two of one scale make one of the scale below it. */
function coarsen({ offset, bucketCounts }: Buckets, by: number): Buckets {
  if (by === 0) return { offset, bucketCounts };
  const wider = (index: number) => Math.floor(index / 2 ** by);
  const first = wider(offset);
  const last = wider(offset + Math.max(0, bucketCounts.length - 1));
  const wide = new Array<number>(last - first + 1).fill(0);
  for (const [i, count] of bucketCounts.entries()) wide[wider(offset + i) - first]! += count;
  return { offset: first, bucketCounts: wide };
}

const isNegative = (count: number): boolean => count < 0;
