import { bucketAbove, bucketOf, LONGEST } from "./bucket.ts";
import { type BucketRange, rangeOf } from "./bucket-range.ts";
import { emptySketch, type Ranges, type Sketch } from "./sketch.ts";
import type { LimitCount } from "./slot.ts";

/** What OpenTelemetry's two kinds of histogram point have in common. Durations in seconds. */
export interface Histogram {
  readonly count: number;
  readonly sum: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Events that lasted longer than `low` (or no time at all, where that is zero) and up to `high`, in seconds. */
export interface Span {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** A sketch of what a histogram stands for, or why it cannot be one. */
export type SketchRead =
  | { readonly kind: "sketch"; readonly sketch: Sketch }
  | { readonly kind: "refused"; readonly reason: string };

export const refused = (reason: string): SketchRead => ({ kind: "refused", reason });

/**
 * The sketch of a histogram; `spans` ascend and none is empty. Each event is known to lie in its
 * span, and where the histogram names no sum, it counts as long as the upper end of that.
 */
export function sketchOfSpans(h: Histogram, spans: readonly Span[]): Sketch {
  if (spans.length === 0) return emptySketch;
  const { min, max } = extent(h, spans);
  const longest = spans.reduce((sum, { count, high }) => sum + count * Math.min(high, max), 0);
  return {
    ...rangesOf(spans),
    count: h.count,
    sumUs: Math.round((h.sum ?? longest) * 1e6),
    min,
    max,
  };
}

/** Neighbouring spans of a sender with finer buckets than ours have the same range. */
function rangesOf(spans: readonly Span[]): Ranges {
  const ranges: BucketRange[] = [];
  const counts: number[] = [];
  for (const { low, high, count } of spans) {
    const last = bucketOf(high);
    const range = rangeOf(Math.min(last, bucketAbove(low)), last);
    // Almost always the last place: spans ascend, and only those that end in one bucket may not.
    let at = ranges.length;
    while (at > 0 && ranges[at - 1]! > range) at--;
    if (at > 0 && ranges[at - 1] === range) counts[at - 1]! += count;
    else if (at === ranges.length) {
      ranges.push(range);
      counts.push(count);
    } else {
      ranges.splice(at, 0, range);
      counts.splice(at, 0, count);
    }
  }
  return { ranges, counts };
}

/** How many events certainly kept a limit in seconds, and how many certainly did not. */
export function spansAtOrBelow(h: Histogram, spans: readonly Span[], limit: number): LimitCount {
  const { min, max } = extent(h, spans);
  if (max <= limit) return { within: h.count, beyond: 0 };
  if (min > limit) return { within: 0, beyond: h.count };
  let within = 0;
  let beyond = 0;
  for (const { low, high, count } of spans) {
    if (high <= limit) within += count;
    else if (low >= limit && low > 0) beyond += count;
  }
  return { within, beyond };
}

/** Smallest and largest value: as the sender saw them, so far as its own buckets agree. */
function extent(h: Histogram, spans: readonly Span[]): { min: number; max: number } {
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return emptySketch;
  return {
    min: Math.min(first.high, Math.max(first.low, h.min ?? first.low)),
    max: Math.min(last.high, Math.max(last.low, h.max ?? last.high)),
  };
}

/** What is wrong with the counts and figures of a histogram; null where nothing is. */
export function wrongFigures(h: Histogram, counts: readonly number[]): string | null {
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0))
    return "a count in it is not a whole number from 0";
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total !== h.count) return `its buckets hold ${total} events, its count says ${h.count}`;
  for (const figure of ["sum", "min", "max"] as const) {
    const value = h[figure];
    if (value !== null && !(value >= 0 && value <= LONGEST))
      return `its ${figure}, ${value}, is no duration in seconds`;
  }
  return null;
}
