import { bucketIndex, MIN_SCALE, START_SCALE, upperBound } from "./bucket.ts";
import { coarsen, emptySketch, mergeSketches, type Sketch } from "./sketch.ts";
import type { LimitCount } from "./slot.ts";

/** OpenTelemetry's ExponentialHistogramDataPoint, as far as a sketch needs it. Durations in seconds. */
export interface ExponentialHistogram {
  readonly count: number;
  readonly sum: number | null;
  readonly scale: number;
  readonly zeroCount: number;
  readonly positive: Buckets;
  readonly negative?: Buckets;
  readonly min: number | null;
  readonly max: number | null;
}

export interface Buckets {
  readonly offset: number;
  readonly bucketCounts: readonly number[];
}

/** OpenTelemetry's HistogramDataPoint: `bucketCounts` has one more than `explicitBounds`. */
export interface ExplicitHistogram {
  readonly count: number;
  readonly sum: number | null;
  readonly explicitBounds: readonly number[];
  readonly bucketCounts: readonly number[];
  readonly min: number | null;
  readonly max: number | null;
}

export type SketchRead =
  | { readonly kind: "sketch"; readonly sketch: Sketch }
  | { readonly kind: "refused"; readonly reason: string };

const refused = (reason: string): SketchRead => ({ kind: "refused", reason });

/** Lossless where the sender's scale is 5 or below; a finer one is brought down to 5. */
export function sketchFromExponential(h: ExponentialHistogram): SketchRead {
  if (h.negative?.bucketCounts.some((count) => count !== 0))
    return refused("a duration cannot be negative, and its negative buckets are not empty");
  if (!Number.isInteger(h.scale) || h.scale < MIN_SCALE || h.scale > 20)
    return refused(`scale ${h.scale} is not a whole number from -10 to 20`);
  if (!Number.isInteger(h.positive.offset) || Math.abs(h.positive.offset) > 2 ** 30)
    return refused(`bucket offset ${h.positive.offset} is out of range`);
  const wrong = wrongCounts(h, [h.zeroCount, ...h.positive.bucketCounts]);
  if (wrong) return refused(wrong);
  if (h.count === 0) return { kind: "sketch", sketch: emptySketch };
  const buckets = trimmed(h.positive.offset, h.positive.bucketCounts);
  const sketch = coarsen(
    { ...emptySketch, scale: h.scale, ...buckets, zeroCount: h.zeroCount, count: h.count },
    START_SCALE,
  );
  const last = upperBound(sketch.offset + sketch.counts.length - 1, sketch.scale);
  const first = h.zeroCount > 0 ? 0 : upperBound(sketch.offset - 1, sketch.scale);
  return {
    kind: "sketch",
    sketch: { ...sketch, ...extent(h, first, sketch.counts.length > 0 ? last : 0) },
  };
}

/**
 * Every event counts at the upper bound of its bucket, so that a figure never flatters; those
 * beyond the last bound at the largest duration seen, or at that bound where the sender names none.
 */
export function sketchFromExplicit(h: ExplicitHistogram): SketchRead {
  const wrong = wrongBounds(h) ?? wrongCounts(h, h.bucketCounts);
  if (wrong) return refused(wrong);
  if (h.count === 0) return { kind: "sketch", sketch: emptySketch };
  const last = h.max ?? h.explicitBounds.at(-1) ?? 0;
  const parts = h.bucketCounts.map((count, i) =>
    spike(Math.min(last, h.explicitBounds[i] ?? last), count),
  );
  const sketch = parts.reduce(mergeSketches, emptySketch);
  return { kind: "sketch", sketch: { ...sketch, ...extent(h, sketch.min, sketch.max) } };
}

/** How many events of an explicit histogram certainly kept a limit in seconds, and how many certainly did not. */
export function explicitAtOrBelow(h: ExplicitHistogram, limit: number): LimitCount {
  if (h.max !== null && h.max <= limit) return { within: h.count, beyond: 0 };
  let within = 0;
  let beyond = 0;
  for (const [i, count] of h.bucketCounts.entries()) {
    if ((h.explicitBounds[i] ?? Number.POSITIVE_INFINITY) <= limit) within += count;
    else if (i > 0 && h.explicitBounds[i - 1]! >= limit) beyond += count;
  }
  return { within, beyond };
}

/** A sketch as OpenTelemetry sends it. */
export const exponentialFromSketch = (sketch: Sketch): ExponentialHistogram => ({
  count: sketch.count,
  sum: sketch.sumUs / 1e6,
  scale: sketch.scale,
  zeroCount: sketch.zeroCount,
  positive: { offset: sketch.offset, bucketCounts: sketch.counts },
  min: sketch.count > 0 ? sketch.min : null,
  max: sketch.count > 0 ? sketch.max : null,
});

function wrongCounts(
  h: { count: number; sum: number | null },
  counts: readonly number[],
): string | null {
  if (counts.some((count) => !Number.isSafeInteger(count) || count < 0))
    return "a bucket's count is not a whole number from 0";
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total !== h.count) return `its buckets hold ${total} events, its count says ${h.count}`;
  if (h.sum !== null && !(h.sum >= 0 && h.sum < 9e9))
    return `sum ${h.sum} is not a possible total of durations`;
  return null;
}

function wrongBounds({ explicitBounds, bucketCounts }: ExplicitHistogram): string | null {
  if (bucketCounts.length !== explicitBounds.length + 1)
    return "there must be one bucket more than bounds";
  const rising = explicitBounds.every(
    (bound, i) =>
      bound >= 0 && Number.isFinite(bound) && (i === 0 || bound > explicitBounds[i - 1]!),
  );
  return rising ? null : "its bounds do not rise from 0";
}

/** Smallest and largest as the sender saw them, else the bounds of the buckets in use; sum likewise. */
function extent(
  h: { count: number; sum: number | null; min: number | null; max: number | null },
  min: number,
  max: number,
) {
  return {
    min: h.min ?? min,
    max: h.max ?? max,
    sumUs: Math.round((h.sum ?? max * h.count) * 1e6),
  };
}

function trimmed(
  offset: number,
  counts: readonly number[],
): { offset: number; counts: readonly number[] } {
  const first = counts.findIndex((count) => count > 0);
  if (first < 0) return { offset: 0, counts: [] };
  return {
    offset: offset + first,
    counts: counts.slice(first, counts.findLastIndex((count) => count > 0) + 1),
  };
}

function spike(value: number, count: number): Sketch {
  if (count === 0) return emptySketch;
  const positive = value > 0;
  return {
    ...emptySketch,
    offset: positive ? bucketIndex(value) : 0,
    counts: positive ? [count] : [],
    zeroCount: positive ? 0 : count,
    count,
    min: value,
    max: value,
  };
}
