import { DAY_MS, MINUTE_MS } from "../../core/time/index.ts";
import { highestBound } from "./highest-bound.ts";
import {
  type DurationMetric,
  type Histogram,
  type HistogramPoint,
  PRESENT_METRIC,
} from "./metrics.ts";

/** Clocks of senders are a little off; anything later than this is a mistake. */
const MAX_AHEAD_MS = 5 * MINUTE_MS;
const MAX_AGE_MS = 7 * DAY_MS;

/**
 * Why a point cannot be taken in, as a clause; null when nothing speaks against it but, perhaps,
 * its figures, which are looked at when it is made a sketch.
 */
export function checkPoint(
  { name, unit, temporality }: DurationMetric,
  { startNs, timeNs, attributes, histogram }: HistogramPoint,
  nowMs: number,
): string | null {
  if (temporality === "unspecified") return "its temporality is neither delta nor cumulative";
  const isUnit = unit === "s" || unit === "ms" || (unit === "" && name === PRESENT_METRIC);
  if (!isUnit) return `${name} must come in s or ms, and its unit is "${unit}"`;
  const timeMs = timeNs / 1e6;
  if (!(timeMs >= nowMs - MAX_AGE_MS)) return "its time is more than 7 days ago";
  if (!(timeMs <= nowMs + MAX_AHEAD_MS)) return "its time is more than 5 minutes in the future";
  if (!(startNs <= timeNs)) return "it starts after it ends";
  if (isTooWide(histogram))
    return "a bucket of it is so wide that a percentile would exceed the sum of all its durations";
  // Past its limit of series a sender throws tenants, routes and failures together.
  if (attributes.get("otel.metric.overflow") === "true")
    return "its sender had too many series and mixed them (raise the cardinality limit there)";
  return null;
}

/**
 * Beyond a scale of 0 a bucket spans more than an octave. Where the last one's end exceeds the sum,
 * and no largest duration says otherwise, nothing is known of its durations but their sum.
 */
function isTooWide(histogram: Histogram): boolean {
  if (histogram.kind === "explicit" || histogram.scale >= 0) return false;
  const { max, sum } = histogram;
  const bound = highestBound(histogram) ?? Number.POSITIVE_INFINITY;
  return histogram.count > 0 && Math.min(max ?? bound, bound) > (sum ?? Number.POSITIVE_INFINITY);
}
