import { MAX_BUCKETS, MIN_SCALE, START_SCALE } from "./bucket.ts";

/**
 * A base-2 exponential histogram of durations in seconds, as OpenTelemetry and Prometheus native
 * histograms have it: bucket i holds (base^i, base^(i+1)] with base = 2^(2^-scale).
 * Source: OpenTelemetry metrics data model, "ExponentialHistogram".
 */
export interface Sketch extends Buckets {
  /** Values of zero, which is anything up to a microsecond. */
  readonly zeroCount: number;
  readonly count: number;
  /** Sum in whole microseconds: integers add up the same in any order, floats do not. */
  readonly sumUs: number;
  /** Seconds; +Infinity and -Infinity while empty. */
  readonly min: number;
  readonly max: number;
}

export interface Buckets {
  /** 5 down to −10; one less halves the resolution. */
  readonly scale: number;
  /** Index of the first bucket in `counts`. */
  readonly offset: number;
  /** From the first bucket in use to the last, 160 at most; empty without positive values. */
  readonly counts: readonly number[];
}

export const emptySketch: Sketch = Object.freeze({
  scale: START_SCALE,
  offset: 0,
  counts: Object.freeze([]),
  zeroCount: 0,
  count: 0,
  sumUs: 0,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
});

/** Adds up. Lossless: any grouping and order of merges gives the identical sketch, resolution included. */
export function mergeSketches(a: Sketch, b: Sketch): Sketch {
  if (a.count === 0 && a.scale >= b.scale) return b;
  if (b.count === 0 && b.scale >= a.scale) return a;
  return {
    ...mergeBuckets(a, b),
    zeroCount: a.zeroCount + b.zeroCount,
    count: a.count + b.count,
    sumUs: a.sumUs + b.sumUs,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

/**
 * Adds bucket by bucket, at the finest scale at which the whole range fits and neither part must
 * be refined. That depends on the union of the parts alone, which is why grouping cannot matter.
 */
function mergeBuckets(a: Buckets, b: Buckets): Buckets {
  const common = Math.min(a.scale, b.scale);
  const low = Math.min(firstIndex(a, common), firstIndex(b, common));
  const high = Math.max(lastIndex(a, common), lastIndex(b, common));
  if (high < low) return { scale: common, offset: 0, counts: [] };
  const shift = shiftToFit(low, high, common);
  const scale = common - shift;
  const offset = low >> shift;
  const counts = new Array<number>((high >> shift) - offset + 1).fill(0);
  addCounts(counts, offset, a, a.scale - scale);
  addCounts(counts, offset, b, b.scale - scale);
  return { scale, offset, counts };
}

/** Beyond every index, as whole numbers so that V8 keeps them as such. */
const NOWHERE = 2 ** 30;

const firstIndex = ({ counts, offset, scale }: Buckets, common: number): number =>
  counts.length === 0 ? NOWHERE : offset >> (scale - common);

const lastIndex = ({ counts, offset, scale }: Buckets, common: number): number =>
  counts.length === 0 ? -NOWHERE : (offset + counts.length - 1) >> (scale - common);

function addCounts(into: number[], offset: number, part: Buckets, shift: number): void {
  const { counts, offset: first } = part;
  for (let i = 0; i < counts.length; i++) into[((first + i) >> shift) - offset]! += counts[i]!;
}

/** How many halvings of resolution bring buckets `low` … `high` within the size limit. */
export function shiftToFit(low: number, high: number, scale: number): number {
  let shift = 0;
  while ((high >> shift) - (low >> shift) >= MAX_BUCKETS && scale - shift > MIN_SCALE) shift++;
  return shift;
}
