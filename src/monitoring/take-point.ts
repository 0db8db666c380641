import type { PlacedSlot, Slot, Stream } from "../measurement/index.ts";
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
      /** Why not all that it says is counted, as a clause; null where all is. */
      readonly lacking: string | null;
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
  const { tenant, release, region } = request;
  const place = (slot: Slot): PlacedSlot | null => {
    if (indicator === null || slot.events === 0) return null;
    const scope = { addon: addon.key, tenant, release, region, place: "", path: "" };
    const stream: Stream = { ...scope, indicator, source: "agent" };
    return { stream, minute: minuteOf(point), slot };
  };
  if (metric.temporality === "delta")
    return { kind: "taken", placed: place(whole.slot), seen: null, lacking: null };

  const series = seriesKey(metric, point);
  const step = difference(point, known.lastOf(series), known.knownSinceNs);
  if (step.kind === "repeated") return NOTHING;
  const seen = [series, point] as const;
  if (step.kind === "base") {
    const lacking = place(whole.slot) && BEGAN_EARLIER;
    return { kind: "taken", placed: null, seen, lacking };
  }
  const read = step.point === point ? whole : slotOf(step.point);
  if (read.kind === "refused") return read;
  const placed = place(read.slot);
  const isByCount = step.kind === "added by count";
  return { kind: "taken", placed, seen, lacking: placed && isByCount ? BUCKETS_CHANGED : null };
}

const NOTHING: PointTaken = { kind: "taken", placed: null, seen: null, lacking: null };

const BEGAN_EARLIER =
  "its series began before Plimsoll watched, or does not say when: counted from its next point on";
const BUCKETS_CHANGED =
  "its buckets changed within a cumulative series: what is new is counted, its durations stay open";

/** A point that ends exactly with a minute is about that minute, not about the next. */
const minuteOf = ({ timeNs }: HistogramPoint): Minute => Math.ceil(timeNs / (MINUTE_MS * 1e6)) - 1;

function checkScope({ tenant, release, region }: RequestAttributes): string | null {
  const isName = (text: string): boolean => text.length <= 256 && !/\p{Cc}/u.test(text);
  return [tenant, release, region].every(isName)
    ? null
    : "its tenant, release or region is longer than 256 characters or holds control characters";
}
