import { emptySlot, type PlacedSlot, type Slot, type Stream } from "../measurement/index.ts";
import { MINUTE_MS, type Minute } from "../time/index.ts";
import { checkPoint } from "./check-point.ts";
import { difference } from "./difference.ts";
import type { DurationMetric, HistogramPoint } from "./metrics.ts";
import { type RequestAttributes, readRequestAttributes } from "./request-attributes.ts";
import { seriesKey } from "./series-memory.ts";
import { inSeconds, type SlotRead, slotOfHistogram } from "./slot-of-histogram.ts";
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
      readonly seen: Seen | null;
    }
  | { readonly kind: "refused"; readonly reason: string };

type Seen = readonly [series: string, point: HistogramPoint];

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
  const reason = checkPoint(metric, point, nowMs) ?? checkScope(request);
  if (reason) return { kind: "refused", reason };
  const indicator = request.synthetic ? null : addon.classify(request.method, request.route);
  const limitsMs = (indicator && addon.limits.get(indicator)) ?? [];
  const slotOf = ({ histogram }: HistogramPoint): SlotRead =>
    slotOfHistogram(inSeconds(histogram, metric.unit), request.outcome, limitsMs);

  const whole = slotOf(point);
  if (whole.kind === "refused") return whole;
  if (indicator === null) return NOTHING;
  const { tenant, release, region } = request;
  const scope = { addon: addon.key, tenant, release, region, place: "", path: "" };
  const stream: Stream = { ...scope, indicator, source: "agent" };
  const take = ({ slot }: { slot: Slot }, seen: Seen | null): PointTaken => {
    const placed = slot.events > 0 ? { stream, minute: minuteOf(point), slot } : null;
    return { kind: "taken", placed, seen };
  };
  if (metric.temporality === "delta") return take(whole, null);

  const series = seriesKey(metric.resource, point);
  const step = difference(point, known.lastOf(series), known.knownSinceNs);
  if (step.kind === "repeated") return NOTHING;
  if (step.kind === "base") return take({ slot: emptySlot }, [series, point]);
  const read = step.point === point ? whole : slotOf(step.point);
  return read.kind === "refused" ? read : take(read, [series, point]);
}

const NOTHING: PointTaken = { kind: "taken", placed: null, seen: null };

/** A point that ends exactly with a minute is about that minute, not about the next. */
const minuteOf = ({ timeNs }: HistogramPoint): Minute => Math.ceil(timeNs / (MINUTE_MS * 1e6)) - 1;

function checkScope({ tenant, release, region }: RequestAttributes): string | null {
  const isName = (text: string): boolean => text.length <= 256 && !/\p{Cc}/u.test(text);
  return [tenant, release, region].every(isName)
    ? null
    : "its tenant, release or region is longer than 256 characters or holds control characters";
}
