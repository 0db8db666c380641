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
  /** The same by who sent them. */
  readonly batches: readonly SenderBatch[];
  /** What `lastOf` must answer once the slots are stored. */
  readonly seen: ReadonlyMap<string, HistogramPoint>;
  /** What `countedUntilNs` must answer then. */
  readonly counted: ReadonlyMap<string, number>;
}

/** What a request brought of one sender. */
export interface SenderBatch {
  /** Its `service.name`; "" where it tells none. */
  readonly service: string;
  readonly accepted: number;
  readonly rejected: number;
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
  /** Names of metrics that nobody reads, by service: an SDK sends dozens, and one notice tells of all. */
  readonly #unread = new Map<string, Set<string>>();
  readonly #batches = new Map<string, { service: string; accepted: number; rejected: number }>();

  constructor(context: IntakeContext) {
    this.#context = context;
  }

  result(): Taken {
    const batches = [...this.#batches.values()];
    for (const [service, names] of this.#unread)
      this.#notices.add({
        kind: "metric-not-read",
        reason: notRead([...names].sort()),
        service,
        count: names.size,
      });
    return {
      slots: this.#slots,
      accepted: batches.reduce((sum, { accepted }) => sum + accepted, 0),
      rejected: batches.reduce((sum, { rejected }) => sum + rejected, 0),
      notices: this.#notices.list(),
      batches,
      seen: this.#seen,
      counted: this.#counted,
    };
  }

  /** A metric that is not read: one of ours is refused by it, of any other nothing was expected. */
  leave({ name, kind, points, resource }: UnreadMetric): void {
    if (!DURATION_METRICS.has(name)) {
      const service = serviceOf(resource);
      this.#unread.set(service, (this.#unread.get(service) ?? new Set()).add(name));
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
    const batch = this.#batchOf(resource);
    let untilNs = 0;
    for (const point of points) {
      if (isCounted(point)) {
        batch.accepted++;
        this.#notice("counted-elsewhere", countedElsewhere(metric), resource, 1);
        continue;
      }
      const taken = takePoint(metric, point, addon, known, this.#context.nowMs);
      if (taken.kind === "refused") {
        this.#refuse("points-refused", taken.reason, resource, 1);
        continue;
      }
      batch.accepted++;
      if (taken.lacking) this.#notice("counted-in-part", taken.lacking, resource, 1);
      if (taken.seen) this.#seen.set(...taken.seen);
      if (taken.placed) this.#slots.push(taken.placed);
      if (!point.noRecordedValue) untilNs = Math.max(untilNs, point.timeNs);
    }
    const sender = senderKey(resource, metric.name);
    if (untilNs > this.#countedUntilNs(sender)) this.#counted.set(sender, untilNs);
  }

  #batchOf(resource: DurationMetric["resource"]) {
    const service = serviceOf(resource);
    const batch = this.#batches.get(service) ?? { service, accepted: 0, rejected: 0 };
    this.#batches.set(service, batch);
    return batch;
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
    this.#batchOf(resource).rejected += points;
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

const MOST_NAMES = 5;

function notRead(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(", ");
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return `${shown}${more} ${names.length === 1 ? "is no metric" : "are no metrics"} that Plimsoll reads`;
}

const serviceOf = (resource: DurationMetric["resource"]): string =>
  resource.get("service.name") ?? "";

const otherName = ({ name }: DurationMetric): string =>
  name === PRESENT_METRIC ? FORMER_METRIC : PRESENT_METRIC;

const countedElsewhere = (metric: DurationMetric): string =>
  `${metric.name} tells of requests that ${otherName(metric)} of the same sender has told of`;
