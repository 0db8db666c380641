import { DAY_MS, MINUTE_MS } from "../time/index.ts";
import type { DurationMetric, HistogramPoint } from "./metrics.ts";

/** Clocks of senders are a little off; anything later than this is a mistake. */
const MAX_AHEAD_MS = 5 * MINUTE_MS;
const MAX_AGE_MS = 7 * DAY_MS;

/**
 * Why a point cannot be taken in, as a clause; null when nothing speaks against it but, perhaps,
 * its figures, which are looked at when it is made a sketch.
 */
export function checkPoint(
  { unit, temporality }: DurationMetric,
  { startNs, timeNs, attributes }: HistogramPoint,
  nowMs: number,
): string | null {
  if (temporality === "unspecified") return "its temporality is neither delta nor cumulative";
  if (unit !== "s" && unit !== "ms" && unit !== "") return "its unit is neither s nor ms";
  const timeMs = timeNs / 1e6;
  if (!(timeMs >= nowMs - MAX_AGE_MS)) return "its time is more than 7 days ago";
  if (!(timeMs <= nowMs + MAX_AHEAD_MS)) return "its time is more than 5 minutes in the future";
  if (!(startNs <= timeNs)) return "it starts after it ends";
  // Past its limit of series a sender throws tenants, routes and failures together.
  if (attributes.get("otel.metric.overflow") === "true")
    return "its sender had too many series and mixed them (raise the cardinality limit there)";
  return null;
}
