import { LONGEST } from "./bucket.ts";
import {
  type Histogram,
  refused,
  type SketchRead,
  type Span,
  sketchOfSpans,
  spansAtOrBelow,
  wrongFigures,
} from "./otlp-histogram.ts";
import type { LimitCount } from "./slot.ts";

/**
 * OpenTelemetry's HistogramDataPoint, durations in seconds: bucket i reaches from the bound before
 * it, exclusive, up to bound i; one more bucket holds what is longer than the last bound.
 */
export interface ExplicitHistogram extends Histogram {
  readonly explicitBounds: readonly number[];
  readonly bucketCounts: readonly number[];
}

/**
 * Every event counts at the upper bound of its bucket, or at the largest duration where that is
 * shorter: a figure may be worse than the truth, never better. What lies beyond the last bound is
 * bounded by the largest duration, else by the sum; it is refused where the sender names neither.
 */
export function sketchFromExplicit(h: ExplicitHistogram): SketchRead {
  const wrong = wrongExplicit(h);
  if (wrong !== null) return refused(wrong);
  return { kind: "sketch", sketch: sketchOfSpans(h, spansOf(h)) };
}

/** Why it can be none, as a clause; null where it can. */
export const wrongExplicit = (h: ExplicitHistogram): string | null =>
  wrongBounds(h) ?? wrongFigures(h, bucketsOf(h)) ?? wrongSum(h);

/**
 * How many events certainly kept a limit in seconds, and how many certainly did not, by the
 * sender's own buckets. Only for a histogram that `sketchFromExplicit` does not refuse.
 */
export const explicitAtOrBelow = (h: ExplicitHistogram, limit: number): LimitCount =>
  spansAtOrBelow(h, spansOf(h), limit);

/** A histogram without any buckets is one that has a single bucket for everything. */
const bucketsOf = ({
  bucketCounts,
  explicitBounds,
  count,
}: ExplicitHistogram): readonly number[] =>
  bucketCounts.length + explicitBounds.length === 0 ? [count] : bucketCounts;

function spansOf(h: ExplicitHistogram): Span[] {
  const counts = bucketsOf(h);
  const bounds = h.explicitBounds;
  const lowOf = (i: number): number => bounds[i - 1] ?? 0;
  const longest = h.max ?? LONGEST;
  const inside = bounds.map((bound, i) => {
    const low = lowOf(i);
    return { low, high: Math.max(low, Math.min(bound, longest)), count: counts[i]! };
  });
  const beyond = { low: lowOf(bounds.length), count: counts.at(-1)! };
  return [...inside.filter(({ count }) => count > 0), ...spansBeyond(h, beyond, inside)];
}

/**
 * What lies beyond the last bound. Without a largest duration, the j-th longest exceeds the bound
 * by at most 1/j of what the sum leaves when every event is given the least it can have lasted:
 * else the j longest alone would have taken more. Taken in steps of a power of two.
 */
function spansBeyond(
  { max, sum }: ExplicitHistogram,
  { low, count }: Omit<Span, "high">,
  inside: readonly Span[],
): Span[] {
  if (count === 0) return [];
  if (max !== null || sum === null) return [{ low, high: Math.max(low, max ?? LONGEST), count }];
  const least = inside.reduce((total, span) => total + span.low * span.count, low * count);
  const spare = Math.max(0, sum - least);
  const spans: Span[] = [];
  for (let rank = 1; rank <= count; rank *= 2)
    spans.unshift({ low, high: low + spare / rank, count: Math.min(rank, count - rank + 1) });
  return spans;
}

function wrongBounds(h: ExplicitHistogram): string | null {
  const { explicitBounds, max, sum } = h;
  const counts = bucketsOf(h);
  if (counts.length !== explicitBounds.length + 1)
    return "it must have one bucket more than bounds";
  const rises = explicitBounds.every((bound, i) => bound > (explicitBounds[i - 1] ?? -1));
  if (!rises || (explicitBounds[0] ?? 0) < 0 || (explicitBounds.at(-1) ?? 0) > LONGEST)
    return "its bounds do not rise from 0 within what a duration can be";
  if (counts.at(-1)! > 0 && max === null && sum === null)
    return "events beyond its last bound have no upper limit: it names neither a max nor a sum";
  return null;
}

/** Sums of floats, and bounds that a sender turned from milliseconds, are off by less. */
const SUM_SLACK = 1e-6;

/** Whether the sum can be that of so many durations in these buckets. */
function wrongSum(h: ExplicitHistogram): string | null {
  if (h.sum === null) return null;
  const counts = bucketsOf(h);
  const boundAt = (at: number, otherwise: number) => h.explicitBounds[at] ?? otherwise;
  let [least, most] = [0, 0];
  for (const [i, count] of counts.entries()) {
    if (count === 0) continue;
    least += count * boundAt(i - 1, 0);
    most += count * boundAt(i, h.max ?? Number.POSITIVE_INFINITY);
  }
  return h.sum < least * (1 - SUM_SLACK) || h.sum > most * (1 + SUM_SLACK)
    ? "its sum cannot be that of the durations in its buckets"
    : null;
}
