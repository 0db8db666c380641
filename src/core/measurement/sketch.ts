import type { BucketRange } from "./bucket-range.ts";

/**
 * A histogram of durations in seconds. Its buckets are those of a base-2 exponential histogram of
 * scale 5, as OpenTelemetry and Prometheus have them: bucket i holds (base^i, base^(i+1)] with
 * base = 2^(1/32), from a microsecond to 285 years. Only buckets in use are kept, so that no duration
 * costs another its resolution.
 * Source: OpenTelemetry metrics data model, "ExponentialHistogram".
 */
export interface Sketch extends Ranges {
  readonly count: number;
  /** Sum in whole microseconds: integers add up the same in any order, floats do not. */
  readonly sumUs: number;
  /** Seconds; +Infinity and -Infinity while empty. */
  readonly min: number;
  readonly max: number;
}

export interface Ranges {
  /** In ascending order. Where all durations were seen, each is a single bucket. */
  readonly ranges: readonly BucketRange[];
  /** How many events each range has; none is empty. */
  readonly counts: readonly number[];
}

export const emptySketch: Sketch = Object.freeze({
  ranges: Object.freeze([]),
  counts: Object.freeze([]),
  count: 0,
  sumUs: 0,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
});

/** Adds up. Lossless: any grouping and order of merges gives the identical sketch. For many see `recorder`. */
export function mergeSketches(a: Sketch, b: Sketch): Sketch {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  return {
    ...mergeRanges(a, b),
    count: a.count + b.count,
    sumUs: a.sumUs + b.sumUs,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

/** Two ascending lists as one. Written out, into arrays of the largest size, because that is ten times as fast. */
export function mergeRanges(a: Ranges, b: Ranges): Ranges {
  const { ranges: left, counts: leftCounts } = a;
  const { ranges: right, counts: rightCounts } = b;
  const ranges = new Array<BucketRange>(left.length + right.length);
  const counts = new Array<number>(ranges.length);
  let i = 0;
  let j = 0;
  let at = 0;
  while (i < left.length && j < right.length) {
    const x = left[i]!;
    const y = right[j]!;
    if (x < y) {
      ranges[at] = x;
      counts[at++] = leftCounts[i++]!;
    } else if (y < x) {
      ranges[at] = y;
      counts[at++] = rightCounts[j++]!;
    } else {
      ranges[at] = x;
      counts[at++] = leftCounts[i++]! + rightCounts[j++]!;
    }
  }
  for (; i < left.length; i++) {
    ranges[at] = left[i]!;
    counts[at++] = leftCounts[i]!;
  }
  for (; j < right.length; j++) {
    ranges[at] = right[j]!;
    counts[at++] = rightCounts[j]!;
  }
  ranges.length = counts.length = at;
  return { ranges, counts };
}
