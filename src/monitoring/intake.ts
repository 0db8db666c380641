import type { PlacedSlot } from "../measurement/index.ts";
import { type PointNotice, PointNotices } from "./intake-notice.ts";
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
  /** Points that were not; the notices say why. */
  readonly rejected: number;
  readonly notices: readonly PointNotice[];
  /** What `lastOf` must answer once the slots are stored. */
  readonly seen: ReadonlyMap<string, HistogramPoint>;
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
  const notices = new PointNotices();
  let accepted = 0;
  let rejected = 0;
  const known: KnownSeries = {
    lastOf: (series) => seen.get(series) ?? context.lastOf(series),
    knownSinceNs: context.knownSinceNs,
  };
  for (const metric of metrics) {
    const { resource, points } = metric;
    const service = resource.get("service.name") ?? "";
    const addon = addonOf(resource, context.addons);
    if (!addon) {
      rejected += points.length;
      const count = points.length;
      notices.add({ kind: "addon-not-named", reason: NO_ADDON, service, count });
      continue;
    }
    for (const point of points) {
      const taken = takePoint(metric, point, addon, known, context.nowMs);
      if (taken.kind === "refused") {
        rejected++;
        notices.add({ kind: "points-refused", reason: taken.reason, service, count: 1 });
        continue;
      }
      accepted++;
      if (taken.seen) seen.set(...taken.seen);
      if (taken.placed) slots.push(taken.placed);
    }
  }
  return { slots, accepted, rejected, notices: notices.list(), seen };
}
