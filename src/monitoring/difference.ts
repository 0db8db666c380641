import type { Explicit, Exponential, Histogram, HistogramPoint } from "./metrics.ts";

/** What a cumulative point says beyond the one before it of the same series. */
export type Difference =
  | { readonly kind: "added"; readonly point: HistogramPoint }
  /** How many there were is known, but not how long each of them took: its buckets have changed. */
  | { readonly kind: "added by count"; readonly point: HistogramPoint }
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
  const [later, earlier] = [point.histogram, last.histogram];
  if (later.count < earlier.count) return { kind: "added", point };
  const subtracted = subtract(later, earlier);
  if (subtracted === "began anew") return { kind: "added", point };
  const isByCount = subtracted === "not comparable";
  const histogram = isByCount ? countedOnly(later, earlier) : subtracted;
  const added = { ...point, startNs: last.timeNs, histogram };
  return { kind: isByCount ? "added by count" : "added", point: added };
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

/** What is known of all holds for the new ones too: none is shorter than the least, none longer than the largest. */
function figures(later: Histogram, earlier: Histogram) {
  const sum = sumOfNew(later, earlier);
  // A sum bounds what lies beyond the last bucket more closely than the largest duration ever.
  return {
    count: later.count - earlier.count,
    sum,
    min: later.min,
    max: sum === null ? later.max : null,
  };
}

/** A sum that went down, while no count did, is none that could be trusted. */
function sumOfNew(later: Histogram, earlier: Histogram): number | null {
  if (later.sum === null || earlier.sum === null) return null;
  const sum = later.sum - earlier.sum;
  // Floats that add up to the same differ in their last bits.
  return sum < -1e-9 * earlier.sum ? null : Math.max(0, sum);
}

/** The new ones in a single bucket, which reaches from the least to the longest that any can have lasted. */
const countedOnly = (later: Histogram, earlier: Histogram): Explicit => ({
  kind: "explicit",
  ...figures(later, earlier),
  max: later.max ?? highestBound(later) ?? later.sum,
  explicitBounds: [],
  bucketCounts: [later.count - earlier.count],
});

/** The upper bound of the last bucket in use; null where there is none. */
export function highestBound(histogram: Histogram): number | null {
  if (histogram.kind === "explicit") {
    const last = histogram.bucketCounts.findLastIndex((count) => count > 0);
    return histogram.explicitBounds[last] ?? null;
  }
  const { scale, zeroThreshold = 0, positive } = histogram;
  const last = positive.bucketCounts.findLastIndex((count) => count > 0);
  if (last < 0) return zeroThreshold;
  const bound = 2 ** ((positive.offset + last + 1) * 2 ** -scale);
  return Number.isFinite(bound) ? bound : null;
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
