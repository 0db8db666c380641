import type { Explicit, Exponential, Histogram, HistogramPoint } from "./metrics.ts";

/** What a cumulative point says beyond the one before it of the same series. */
export type Difference =
  | { readonly kind: "added"; readonly point: HistogramPoint }
  /** Part of it happened while nobody watched: it only serves as the base for the next. */
  | { readonly kind: "base" }
  /** It says nothing that is not known already. */
  | { readonly kind: "repeated" };

/**
 * `last` is the point before, null at first sight; `knownSinceNs` says since when every series has
 * been remembered. At first sight the whole point counts if its series began after that. Where any
 * count went down the sender began anew, and the whole point counts too.
 */
export function difference(
  point: HistogramPoint,
  last: HistogramPoint | null,
  knownSinceNs: number,
): Difference {
  if (!last) return point.startNs >= knownSinceNs ? { kind: "added", point } : { kind: "base" };
  if (point.timeNs <= last.timeNs) return { kind: "repeated" };
  const histogram = subtract(point.histogram, last.histogram);
  if (histogram === "began anew") return { kind: "added", point };
  if (histogram === "not comparable") return { kind: "base" };
  return { kind: "added", point: { ...point, startNs: last.timeNs, histogram } };
}

type Subtracted = Histogram | "began anew" | "not comparable";

function subtract(later: Histogram, earlier: Histogram): Subtracted {
  if (later.kind === "explicit" && earlier.kind === "explicit")
    return subtractExplicit(later, earlier);
  if (later.kind === "exponential" && earlier.kind === "exponential")
    return subtractExponential(later, earlier);
  return "not comparable";
}

function subtractExplicit(later: Explicit, earlier: Explicit): Subtracted {
  const isSame =
    later.bucketCounts.length === earlier.bucketCounts.length &&
    later.explicitBounds.every((bound, i) => bound === earlier.explicitBounds[i]);
  if (!isSame) return "not comparable";
  const bucketCounts = later.bucketCounts.map((n, i) => n - earlier.bucketCounts[i]!);
  return bucketCounts.some(isNegative)
    ? "began anew"
    : { ...later, ...figures(later, earlier), bucketCounts };
}

function subtractExponential(later: Exponential, earlier: Exponential): Subtracted {
  if (later.zeroThreshold !== earlier.zeroThreshold) return "not comparable";
  const scale = Math.min(later.scale, earlier.scale);
  const positive = coarsen(later.positive, later.scale - scale);
  const less = coarsen(earlier.positive, earlier.scale - scale);
  const counts = positive.bucketCounts.slice();
  for (const [i, count] of less.bucketCounts.entries()) {
    if (count === 0) continue;
    const at = less.offset + i - positive.offset;
    if (at < 0 || at >= counts.length) return "began anew";
    counts[at]! -= count;
  }
  const zeroCount = later.zeroCount - earlier.zeroCount;
  if (zeroCount < 0 || counts.some(isNegative)) return "began anew";
  const { offset } = positive;
  const figured = figures(later, earlier);
  return { ...later, ...figured, scale, zeroCount, positive: { offset, bucketCounts: counts } };
}

/** The smallest and largest of the new ones alone cannot be known. */
const figures = (later: Histogram, earlier: Histogram) => ({
  count: later.count - earlier.count,
  sum: later.sum === null || earlier.sum === null ? null : Math.max(0, later.sum - earlier.sum),
  min: null,
  max: null,
});

type Buckets = Exponential["positive"];

/** The same values in wider buckets: two of one scale make one of the scale below it. */
function coarsen({ offset, bucketCounts }: Buckets, by: number): Buckets {
  if (by === 0) return { offset, bucketCounts };
  const first = offset >> by;
  const wide = new Array<number>(((offset + bucketCounts.length - 1) >> by) - first + 1).fill(0);
  for (const [i, count] of bucketCounts.entries()) wide[((offset + i) >> by) - first]! += count;
  return { offset: first, bucketCounts: wide };
}

const isNegative = (count: number): boolean => count < 0;
