import type { PlacedSlot } from "../measurement/index.ts";
import type { DurationMetric, HistogramPoint } from "./metrics.ts";
import { type KnownSeries, takePoint } from "./take-point.ts";
import { addonOf, type WatchedAddons } from "./watched-addon.ts";

export interface IntakeContext extends KnownSeries {
  readonly nowMs: number;
  readonly addons: WatchedAddons;
}

export interface Taken {
  /** Often several of one stream and minute: the store adds them up. */
  readonly slots: readonly PlacedSlot[];
  /** Points that were understood, whether or not they add anything. */
  readonly accepted: number;
  readonly rejected: Rejected;
  /** What `lastOf` must answer once the slots are stored. */
  readonly seen: ReadonlyMap<string, HistogramPoint>;
}

export interface Rejected {
  readonly count: number;
  /** Each reason, as a clause about one point, with the number of points it is true of. */
  readonly reasons: ReadonlyMap<string, number>;
}

const NO_ADDON = "its resource names no add-on that is watched here (plimsoll.addon)";

/**
 * Takes in what an add-on's own instrumentation measured: its requests by tenant, release, region
 * and indicator. A point counts for the minute in which its time lies; one that ends exactly with a
 * minute, for the minute it ends (12:01:00.000 is about 12:00). Points without a recorded value,
 * about bots and tests, or about requests that no promise is about, are accepted and add nothing.
 */
export function intake(metrics: readonly DurationMetric[], context: IntakeContext): Taken {
  const slots: PlacedSlot[] = [];
  const seen = new Map<string, HistogramPoint>();
  const reasons = new Map<string, number>();
  let accepted = 0;
  let rejected = 0;
  const known: KnownSeries = {
    lastOf: (series) => seen.get(series) ?? context.lastOf(series),
    knownSinceNs: context.knownSinceNs,
  };
  for (const metric of metrics) {
    const addon = addonOf(metric.resource, context.addons);
    for (const point of metric.points) {
      const taken = addon
        ? takePoint(metric, point, addon, known, context.nowMs)
        : { kind: "refused" as const, reason: NO_ADDON };
      if (taken.kind === "refused") {
        rejected++;
        reasons.set(taken.reason, (reasons.get(taken.reason) ?? 0) + 1);
        continue;
      }
      accepted++;
      if (taken.seen) seen.set(...taken.seen);
      if (taken.placed) slots.push(taken.placed);
    }
  }
  return { slots, accepted, rejected: { count: rejected, reasons }, seen };
}
