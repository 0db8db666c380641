import type { LifecycleCall } from "../../core/host/index.ts";
import {
  type PlacedSlot,
  type Slot,
  type Stream,
  wrongExplicit,
  wrongExponential,
} from "../../core/measurement/index.ts";
import type { SeriesState } from "../../core/store/index.ts";
import { MINUTE_MS, type Minute } from "../../core/time/index.ts";
import { checkPoint } from "./check-point.ts";
import { difference } from "./difference.ts";
import type { DurationMetric, Histogram, HistogramPoint } from "./metrics.ts";
import { type RequestAttributes, readRequestAttributes } from "./request-attributes.ts";
import { decodeState, encodeState } from "./series-state.ts";
import { inSeconds, type SlotRead, slotOfHistogram } from "./slot-of-histogram.ts";
import type { WatchedAddon } from "./watched-addon.ts";

/** What is known of the cumulative series of one point. */
export interface KnownSeries {
  /** Its last point; null where it is not known. */
  readonly state: SeriesState | null;
  /** A series that is not known, and began later, was never heard of. In nanoseconds since 1970. */
  readonly forgottenUntilNs: number;
  /** No more series are remembered. */
  readonly isFull: boolean;
}

export type PointTaken =
  | {
      readonly kind: "taken";
      /** null: nothing to add. */
      readonly placed: PlacedSlot | null;
      /** What must be known of its series once the slot is stored; null: as before. */
      readonly state: SeriesState | null;
      /** Why not all that it says is counted, as a clause; null where all is. */
      readonly lacking: string | null;
      /** The host's call that it tells of, which the add-on answered with success. */
      readonly call?: LifecycleCall;
    }
  | { readonly kind: "refused"; readonly reason: string };

/** Turns one point into a slot, or says why not. `known` is looked at for cumulative points alone. */
export function placePoint(
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
  const slotOf = (histogram: Histogram): SlotRead =>
    slotOfHistogram(inSeconds(histogram, metric.unit), request.outcome, limitsMs);
  const place = (slot: Slot): PlacedSlot | null => {
    if (indicator === null || slot.events === 0) return null;
    const { tenant, release, region } = request;
    const scope = { addon: addon.key, tenant, release, region, place: "", path: "" };
    const stream: Stream = { ...scope, indicator, source: "agent" };
    return { stream, minute: minuteOf(point), slot };
  };

  const added = metric.temporality === "delta" ? WHOLE : addedBy(metric, point, addon, known);
  if (added.kind === "refused") return added;
  if (added.kind === "repeated") return NOTHING;
  const read = slotOf(added.kind === "difference" ? added.histogram : point.histogram);
  if (read.kind === "refused") return read;
  const placed = place(read.slot);
  const state = metric.temporality === "delta" ? null : encodeState(point, metric.unit);
  if (added.kind === "base")
    return { kind: "taken", placed: null, state, lacking: placed && UNSEEN };
  const lacking = added.lacking ?? (isUnrouted(request) ? UNROUTED : null);
  const taken = { kind: "taken", placed, state, lacking: placed && lacking } as const;
  const call = read.slot.events > 0 ? callOf(request, addon, point) : null;
  return call === null ? taken : { ...taken, call };
}

/** A point tells of its requests no better than by the end of its time. */
function callOf(
  { method, route, status, tenant, synthetic }: RequestAttributes,
  { lifecycleOf }: WatchedAddon,
  { timeNs }: HistogramPoint,
): LifecycleCall | null {
  if (tenant === "" || synthetic || !(status >= 200 && status < 300)) return null;
  const event = lifecycleOf(method, route);
  return event === null ? null : { tenant, event, atMs: Math.floor(timeNs / 1e6) };
}

type Added =
  | { readonly kind: "whole"; readonly lacking?: string }
  | { readonly kind: "difference"; readonly histogram: Histogram; readonly lacking?: string }
  /** Part of it happened while nobody watched: it only serves as the base for the next. */
  | { readonly kind: "base" }
  | { readonly kind: "repeated" }
  | { readonly kind: "refused"; readonly reason: string };

/** What a cumulative point adds to what is counted. */
function addedBy(
  { resource, unit }: DurationMetric,
  point: HistogramPoint,
  { sinceMs }: WatchedAddon,
  { state, forgottenUntilNs, isFull }: KnownSeries,
): Added {
  if (point.startNs === 0 && !resource.get("service.instance.id"))
    return { kind: "refused", reason: NO_START };
  if (state === null && isFull) return { kind: "refused", reason: TOO_MANY_SERIES };
  if (state === null)
    return point.startNs >= sinceMs * 1e6 && point.startNs > forgottenUntilNs ? WHOLE : BASE;
  const { histogram } = point;
  const wrong =
    histogram.kind === "explicit" ? wrongExplicit(histogram) : wrongExponential(histogram);
  if (wrong !== null) return { kind: "refused", reason: wrong };
  const earlier = decodeState(state);
  if (earlier === null) return BASE;
  const step = difference(point, unit, earlier);
  switch (step.kind) {
    case "added":
      return { kind: "difference", histogram: step.histogram };
    case "added by count":
      return { kind: "difference", histogram: step.histogram, lacking: BUCKETS_CHANGED };
    case "repeated":
      return { kind: "repeated" };
    case "contradicted":
      return { kind: "refused", reason: CONTRADICTED };
  }
}

const WHOLE: Added & { readonly kind: "whole" } = { kind: "whole" };
const BASE: Added = { kind: "base" };
const NOTHING: PointTaken = { kind: "taken", placed: null, state: null, lacking: null };

const UNSEEN =
  "its series began before Plimsoll watched, or does not say when: counted from its next point on";
const BUCKETS_CHANGED =
  "its buckets changed within a cumulative series: what is new is counted, its durations stay open";
const ADVICE = "set service.instance.id in each sender's resource, or send delta points";
const NO_START = `it tells neither its start nor its sender's instance, so that a restart and another sender look alike (${ADVICE})`;
const CONTRADICTED = `no single sender counts like this: several send under the same resource and attributes (${ADVICE})`;
const TOO_MANY_SERIES =
  "its cumulative series is one more than are remembered (send delta points, give fewer attributes, or allow more with --most-series)";

const UNROUTED =
  "it names neither http.route nor a path: its requests count as service calls, pages and health checks too";

/** What no route matched has none by nature: a 404, or what was refused before. */
const isUnrouted = ({ route, status }: RequestAttributes): boolean =>
  route === "" && !(status >= 400 && status < 500);

/** A point that ends exactly with a minute is about that minute, not about the next. */
const minuteOf = ({ timeNs }: HistogramPoint): Minute => Math.ceil(timeNs / (MINUTE_MS * 1e6)) - 1;

function checkScope({ tenant, release, region }: RequestAttributes): string | null {
  const isName = (text: string): boolean => text.length <= 256 && !/\p{Cc}/u.test(text);
  return [tenant, release, region].every(isName)
    ? null
    : "its tenant, release or region is longer than 256 characters or holds control characters";
}
