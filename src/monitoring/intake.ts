import type { PlacedSlot } from "../measurement/index.ts";
import type { DecodedMetrics } from "./decoded-metrics.ts";
import { type PointNotice, PointNotices } from "./intake-notice.ts";
import {
  DURATION_METRICS,
  type DurationMetric,
  FORMER_METRIC,
  type HistogramPoint,
  PRESENT_METRIC,
  type UnreadMetric,
} from "./metrics.ts";
import { senderKey } from "./series-memory.ts";
import { type KnownSeries, takePoint } from "./take-point.ts";
import { addonOf, type WatchedAddons } from "./watched-addon.ts";

export interface IntakeContext extends KnownSeries {
  readonly nowMs: number;
  readonly addons: WatchedAddons;
  /** Until when a sender's requests are counted from its metric of one name, by `senderKey`; 0: never. */
  readonly countedUntilNs: (sender: string) => number;
}

export interface Taken {
  /** Often several of one stream and minute: the store adds them up. */
  readonly slots: readonly PlacedSlot[];
  /** Points that were understood, whether or not they add anything. */
  readonly accepted: number;
  /** Points that were not; the notices say why. */
  readonly rejected: number;
  readonly notices: readonly PointNotice[];
  /** What `lastOf` must answer once the slots are stored. */
  readonly seen: ReadonlyMap<string, HistogramPoint>;
  /** What `countedUntilNs` must answer then. */
  readonly counted: ReadonlyMap<string, number>;
}

/**
 * Takes in what an add-on's own instrumentation measured: its requests by tenant, release, region
 * and indicator. A point counts for the minute in which its time lies; one that ends exactly with a
 * minute, for the minute it ends (12:01:00.000 is about 12:00). Points without a recorded value,
 * about bots and tests, or about requests that no promise is about, are accepted and add nothing.
 */
export function intake(
  { metrics, unread }: Pick<DecodedMetrics & { kind: "decoded" }, "metrics" | "unread">,
  context: IntakeContext,
): Taken {
  const taken = new Taking(context);
  for (const metric of unread) taken.leave(metric);
  // Where both generations tell of the same requests, the present one is the more exact.
  for (const name of [PRESENT_METRIC, FORMER_METRIC])
    for (const metric of metrics) if (metric.name === name) taken.take(metric);
  return taken.result();
}

class Taking {
  readonly #context: IntakeContext;
  readonly #slots: PlacedSlot[] = [];
  readonly #seen = new Map<string, HistogramPoint>();
  readonly #counted = new Map<string, number>();
  readonly #notices = new PointNotices();
  #accepted = 0;
  #rejected = 0;

  constructor(context: IntakeContext) {
    this.#context = context;
  }

  result(): Taken {
    return {
      slots: this.#slots,
      accepted: this.#accepted,
      rejected: this.#rejected,
      notices: this.#notices.list(),
      seen: this.#seen,
      counted: this.#counted,
    };
  }

  /** A metric that is not read: one of ours is refused by it, of any other nothing was expected. */
  leave({ name, kind, points, resource }: UnreadMetric): void {
    if (!DURATION_METRICS.has(name)) {
      const reason = `${name} is no metric that Plimsoll reads`;
      this.#notices.add({
        kind: "metric-not-read",
        reason,
        service: serviceOf(resource),
        count: 1,
      });
      return;
    }
    const reason = `${name} comes as a ${kind}: only a histogram tells how long requests took`;
    this.#refuse("points-refused", reason, resource, points);
  }

  take(metric: DurationMetric): void {
    const { resource, points } = metric;
    const addon = addonOf(resource, this.#context.addons);
    if (!addon) {
      this.#refuse("addon-not-named", NO_ADDON, resource, points.length);
      return;
    }
    const known: KnownSeries = {
      lastOf: (series) => this.#seen.get(series) ?? this.#context.lastOf(series),
      knownSinceNs: this.#context.knownSinceNs,
    };
    const elsewhereNs = this.#countedUntilNs(senderKey(resource, otherName(metric)));
    const isCounted = ({ startNs, timeNs }: HistogramPoint): boolean =>
      elsewhereNs > 0 && (startNs < elsewhereNs || timeNs <= elsewhereNs);
    let untilNs = 0;
    for (const point of points) {
      if (isCounted(point)) {
        this.#accepted++;
        this.#notice("metric-not-read", countedElsewhere(metric), resource, 1);
        continue;
      }
      const taken = takePoint(metric, point, addon, known, this.#context.nowMs);
      if (taken.kind === "refused") {
        this.#refuse("points-refused", taken.reason, resource, 1);
        continue;
      }
      this.#accepted++;
      if (taken.lacking) this.#notice("counted-in-part", taken.lacking, resource, 1);
      if (taken.seen) this.#seen.set(...taken.seen);
      if (taken.placed) this.#slots.push(taken.placed);
      if (!point.noRecordedValue) untilNs = Math.max(untilNs, point.timeNs);
    }
    const sender = senderKey(resource, metric.name);
    if (untilNs > this.#countedUntilNs(sender)) this.#counted.set(sender, untilNs);
  }

  #countedUntilNs(sender: string): number {
    return this.#counted.get(sender) ?? this.#context.countedUntilNs(sender);
  }

  #refuse(
    kind: PointNotice["kind"],
    reason: string,
    resource: DurationMetric["resource"],
    points: number,
  ): void {
    this.#rejected += points;
    this.#notice(kind, reason, resource, points);
  }

  #notice(
    kind: PointNotice["kind"],
    reason: string,
    resource: DurationMetric["resource"],
    count: number,
  ): void {
    this.#notices.add({ kind, reason, service: serviceOf(resource), count });
  }
}

const NO_ADDON = "its resource names no add-on that is watched here (plimsoll.addon)";

const serviceOf = (resource: DurationMetric["resource"]): string =>
  resource.get("service.name") ?? "";

const otherName = ({ name }: DurationMetric): string =>
  name === PRESENT_METRIC ? FORMER_METRIC : PRESENT_METRIC;

const countedElsewhere = (metric: DurationMetric): string =>
  `${metric.name} tells of requests that ${otherName(metric)} of the same sender has told of`;
