import { DAY_MS, MINUTE_MS } from "../time/index.ts";
import type { DurationMetric, Exponential, HistogramPoint } from "./metrics.ts";

/** Clocks of senders are a little off; anything later than this is a mistake. */
const MAX_AHEAD_MS = 5 * MINUTE_MS;
const MAX_AGE_MS = 7 * DAY_MS;
/** Beyond 2^±1024 a bucket's bounds are no numbers. */
const MAX_EXPONENT = 1024;
/** Durations counted as zero must be as good as zero. */
const MAX_ZERO_S = 0.001;

/**
 * Why a point cannot be taken in, as a clause; null when nothing speaks against it but, perhaps,
 * its counts, which are looked at when it is made a sketch.
 */
export function checkPoint(
  { unit, temporality }: DurationMetric,
  point: HistogramPoint,
  nowMs: number,
): string | null {
  if (temporality === "unspecified") return "its temporality is neither delta nor cumulative";
  if (unit !== "s" && unit !== "ms" && unit !== "") return "its unit is neither s nor ms";
  return checkTime(point, nowMs) ?? checkFigures(point);
}

function checkTime({ startNs, timeNs }: HistogramPoint, nowMs: number): string | null {
  const timeMs = timeNs / 1e6;
  if (!(timeMs >= nowMs - MAX_AGE_MS)) return "its time is more than 7 days ago";
  if (!(timeMs <= nowMs + MAX_AHEAD_MS)) return "its time is more than 5 minutes in the future";
  return startNs <= timeNs ? null : "it starts after it ends";
}

function checkFigures({ histogram }: HistogramPoint): string | null {
  const { sum, min, max } = histogram;
  const told = [sum, min, max].filter((figure) => figure !== null);
  if (!told.every((figure) => Number.isFinite(figure) && figure >= 0))
    return "its sum, minimum or maximum is not a duration";
  if (min !== null && max !== null && min > max) return "its minimum is above its maximum";
  if (histogram.kind === "exponential") return checkRange(histogram);
  return histogram.explicitBounds.length > 0 ? null : "it has no buckets";
}

function checkRange({ scale, positive, zeroThreshold }: Exponential): string | null {
  const reach = MAX_EXPONENT * 2 ** scale;
  const { offset, bucketCounts } = positive;
  if (!(offset >= -reach && offset + bucketCounts.length <= reach))
    return "its scale and offset lead beyond any duration";
  return zeroThreshold >= 0 && zeroThreshold <= MAX_ZERO_S
    ? null
    : "its zero threshold is not between 0 and 1 ms";
}
