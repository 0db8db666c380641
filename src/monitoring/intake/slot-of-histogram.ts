import {
  countAtOrBelow,
  emptySketch,
  explicitAtOrBelow,
  exponentialAtOrBelow,
  type LimitCount,
  SCALE,
  type Sketch,
  type Slot,
  sketchFromExplicit,
  sketchFromExponential,
} from "../../core/measurement/index.ts";
import type { Explicit, Exponential, Histogram } from "./metrics.ts";
import type { Outcome } from "./request-attributes.ts";

export type SlotRead =
  | { readonly kind: "slot"; readonly slot: Slot }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * A slot of the requests that a histogram in seconds stands for. Each limit is decided on the
 * sender's own buckets: exact but for those in the one bucket that the limit falls into.
 */
export function slotOfHistogram(
  histogram: Histogram,
  outcome: Outcome,
  limitsMs: readonly number[],
): SlotRead {
  const read =
    histogram.kind === "explicit"
      ? sketchFromExplicit(histogram)
      : sketchFromExponential(histogram);
  if (read.kind === "refused") return read;
  const { sketch } = read;
  const events = sketch.count;
  const failed = outcome === "failed";
  const decide = (limitMs: number): LimitCount => {
    if (failed) return { within: 0, beyond: events };
    const { within, beyond } = atOrBelow(histogram, sketch, limitMs / 1000);
    return { within: outcome === "succeeded" ? within : 0, beyond };
  };
  const slot = {
    events,
    bad: failed ? events : 0,
    undecided: outcome === "undecided" ? events : 0,
    limits: new Map(limitsMs.map((limitMs) => [limitMs, decide(limitMs)])),
    good: failed ? emptySketch : sketch,
    failed: failed ? sketch : emptySketch,
  };
  return { kind: "slot", slot };
}

function atOrBelow(histogram: Histogram, sketch: Sketch, limitS: number): LimitCount {
  if (histogram.kind === "explicit") return explicitAtOrBelow(histogram, limitS);
  // At scales up to ours the sketch has the sender's own buckets and is quicker to ask.
  return histogram.scale <= SCALE
    ? countAtOrBelow(sketch, limitS)
    : exponentialAtOrBelow(histogram, limitS);
}

/** The same histogram in seconds. */
export function inSeconds(histogram: Histogram, unit: string): Histogram {
  if (unit !== "ms") return histogram;
  const { count, sum, min, max } = histogram;
  const buckets = histogram.kind === "explicit" ? histogram : explicitOf(histogram);
  return {
    kind: "explicit",
    count,
    sum: sum && sum / 1000,
    min: min && min / 1000,
    max: max && max / 1000,
    explicitBounds: buckets.explicitBounds.map((bound) => bound / 1000),
    bucketCounts: buckets.bucketCounts,
  };
}

type ExplicitBuckets = Pick<Explicit, "explicitBounds" | "bucketCounts">;

/** Exponential buckets with their bounds written out: a thousandth of base^i is no whole power of it. */
function explicitOf(histogram: Exponential): ExplicitBuckets {
  const { scale, zeroCount, zeroThreshold = 0, positive } = histogram;
  const { offset, bucketCounts } = positive;
  const bound = (index: number): number => 2 ** (index * 2 ** -scale);
  const bounds = Array.from({ length: bucketCounts.length + 1 }, (_, i) => bound(offset + i));
  return {
    explicitBounds: [zeroThreshold, ...bounds],
    bucketCounts: [zeroCount, 0, ...bucketCounts, 0],
  };
}
