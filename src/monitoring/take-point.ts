import type { PlacedSlot, Stream } from "../measurement/index.ts";
import { MINUTE_MS, type Minute } from "../time/index.ts";
import { checkPoint } from "./check-point.ts";
import { difference } from "./difference.ts";
import type { DurationMetric, HistogramPoint } from "./metrics.ts";
import { type RequestAttributes, readRequestAttributes } from "./request-attributes.ts";
import { seriesKey } from "./series-memory.ts";
import { inSeconds, slotOfHistogram } from "./slot-of-histogram.ts";
import type { WatchedAddon } from "./watched-addon.ts";

/** What intake remembers of cumulative series. */
export interface KnownSeries {
  /** The last point of a series, by `seriesKey`. */
  readonly lastOf: (series: string) => HistogramPoint | null;
  /** Since when `lastOf` knows every series, in nanoseconds since 1970. */
  readonly knownSinceNs: number;
}

export type PointTaken =
  | {
      readonly kind: "taken";
      /** null: nothing to add. */
      readonly placed: PlacedSlot | null;
      /** What `lastOf` must answer once the slot is stored; null: as before. */
      readonly seen: readonly [series: string, point: HistogramPoint] | null;
    }
  | { readonly kind: "refused"; readonly reason: string };

/** Turns one point into a slot, or says why not. */
export function takePoint(
  metric: DurationMetric,
  point: HistogramPoint,
  addon: WatchedAddon,
  known: KnownSeries,
  nowMs: number,
): PointTaken {
  if (point.noRecordedValue) return NOTHING;
  const request = readRequestAttributes(metric.resource, point.attributes);
  const reason = checkPoint(metric, point, nowMs) ?? checkScope(request) ?? checkOverflow(point);
  if (reason) return { kind: "refused", reason };
  const indicator = request.synthetic ? null : addon.classify(request.method, request.route);
  const limitsMs = (indicator && addon.limits.get(indicator)) ?? [];
  const slotOf = ({ histogram }: HistogramPoint) =>
    slotOfHistogram(inSeconds(histogram, metric.unit), request.failed, limitsMs);

  const whole = slotOf(point);
  if (whole.kind === "refused") return whole;
  if (indicator === null) return NOTHING;
  const { tenant, release, region } = request;
  const stream: Stream = { addon: addon.key, tenant, indicator, source: "agent", release, region };
  const place = (slot: PlacedSlot["slot"]): PlacedSlot | null =>
    slot.events > 0 ? { stream, minute: minuteOfPoint(point), slot } : null;
  if (metric.temporality === "delta")
    return { kind: "taken", placed: place(whole.slot), seen: null };

  const series = seriesKey(metric.resource, point);
  const added = difference(point, known.lastOf(series), known.knownSinceNs);
  const read = added === point ? whole : added && slotOf(added);
  if (read?.kind === "refused") return read;
  return { kind: "taken", placed: read && place(read.slot), seen: [series, point] };
}

const NOTHING: PointTaken = { kind: "taken", placed: null, seen: null };

/** A point that ends exactly with a minute is about that minute, not about the next. */
const minuteOfPoint = ({ timeNs }: HistogramPoint): Minute =>
  Math.ceil(timeNs / (MINUTE_MS * 1e6)) - 1;

function checkScope({ tenant, release, region }: RequestAttributes): string | null {
  const isName = (text: string): boolean => text.length <= 256 && !/\p{Cc}/u.test(text);
  return [tenant, release, region].every(isName)
    ? null
    : "its tenant, release or region is longer than 256 characters or holds control characters";
}

/** Past its limit of series a sender throws tenants, routes and failures together. */
const checkOverflow = ({ attributes }: HistogramPoint): string | null =>
  attributes.get("otel.metric.overflow") === "true"
    ? "the sender had too many series and mixed this one (raise its cardinality limit)"
    : null;
