import {
  LONGEST,
  lowerBound,
  MAX_SCALE,
  MIN_SCALE,
  SCALE,
  upperBound,
  ZERO_BUCKET,
  ZERO_THRESHOLD,
} from "./bucket.ts";
import { lastOf } from "./bucket-range.ts";
import {
  type Histogram,
  refused,
  type SketchRead,
  type Span,
  sketchOfSpans,
  spansAtOrBelow,
  wrongFigures,
} from "./otlp-histogram.ts";
import type { Sketch } from "./sketch.ts";
import type { LimitCount } from "./slot.ts";

/** OpenTelemetry's ExponentialHistogramDataPoint, as far as a sketch needs it. Durations in seconds. */
export interface ExponentialHistogram extends Histogram {
  readonly scale: number;
  readonly zeroCount: number;
  /** What was no longer than this counted as zero; 0 where it is left out. */
  readonly zeroThreshold?: number;
  readonly positive: OtlpBuckets;
  readonly negative?: OtlpBuckets;
}

interface OtlpBuckets {
  readonly offset: number;
  readonly bucketCounts: readonly number[];
}

/**
 * A finer scale than ours is brought down to it; of a coarser one each event keeps the range that its
 * bucket is, so that nothing is claimed that the sender did not know.
 */
export function sketchFromExponential(h: ExponentialHistogram): SketchRead {
  const wrong = wrongExponential(h);
  if (wrong !== null) return refused(wrong);
  return { kind: "sketch", sketch: sketchOfSpans(h, spansOf(h)) };
}

/** Why it can be none, as a clause; null where it can. */
export const wrongExponential = (h: ExponentialHistogram): string | null =>
  wrongBuckets(h) ?? wrongFigures(h, [h.zeroCount, ...h.positive.bucketCounts]);

/**
 * How many events certainly kept a limit in seconds, and how many certainly did not, by the
 * sender's own buckets. Only for a histogram that `sketchFromExponential` does not refuse.
 */
export const exponentialAtOrBelow = (h: ExponentialHistogram, limit: number): LimitCount =>
  spansAtOrBelow(h, spansOf(h), limit);

/** A sketch as OpenTelemetry sends it. What a coarser sender sent counts at the upper end of its range. */
export function exponentialFromSketch(sketch: Sketch): Required<ExponentialHistogram> {
  const { ranges, counts, count, sumUs, min, max } = sketch;
  const ends = ranges.map(lastOf);
  const sumOf = (bucket: number) =>
    counts.reduce((sum, one, i) => (ends[i] === bucket ? sum + one : sum), 0);
  const offset = ends.find((bucket) => bucket > ZERO_BUCKET) ?? 0;
  const length = Math.max(0, (ends.at(-1) ?? ZERO_BUCKET) - offset + 1);
  return {
    count,
    sum: sumUs / 1e6,
    min: count > 0 ? min : null,
    max: count > 0 ? max : null,
    scale: SCALE,
    zeroCount: sumOf(ZERO_BUCKET),
    zeroThreshold: ZERO_THRESHOLD,
    positive: { offset, bucketCounts: Array.from({ length }, (_, i) => sumOf(offset + i)) },
    negative: { offset: 0, bucketCounts: [] },
  };
}

function spansOf({ scale, zeroCount, zeroThreshold = 0, positive }: ExponentialHistogram): Span[] {
  const spans: Span[] = zeroCount > 0 ? [{ low: 0, high: zeroThreshold, count: zeroCount }] : [];
  let low = lowerBound(positive.offset, scale);
  for (const [i, count] of positive.bucketCounts.entries()) {
    const high = Math.min(LONGEST, upperBound(positive.offset + i, scale));
    if (count > 0) spans.push({ low, high, count });
    low = high;
  }
  return spans.sort((a, b) => a.high - b.high);
}

function wrongBuckets(h: ExponentialHistogram): string | null {
  const { scale, zeroThreshold = 0 } = h;
  const { offset, bucketCounts } = h.positive;
  if (h.negative?.bucketCounts.some((count) => count !== 0))
    return "a duration cannot be negative, and its negative buckets are not empty";
  if (!Number.isInteger(scale) || scale < MIN_SCALE || scale > MAX_SCALE)
    return `its scale, ${scale}, is not a whole number from ${MIN_SCALE} to ${MAX_SCALE}`;
  if (!(zeroThreshold >= 0 && zeroThreshold <= LONGEST))
    return `its zero threshold, ${zeroThreshold}, is no duration in seconds`;
  if (!Number.isSafeInteger(offset)) return `its bucket offset, ${offset}, is not a whole number`;
  const last = offset + bucketCounts.findLastIndex((count) => count > 0);
  if (lowerBound(last, scale) >= LONGEST) return "a bucket in use lies beyond every duration";
  return null;
}
