import type { Minute } from "../time/index.ts";
import { emptySketch, mean, mergeSketches, quantile, type Sketch, valueAtRank } from "./sketch.ts";
import type { Stream } from "./stream.ts";

/**
 * What was measured in one UTC minute (or, merged, any longer time) of one stream.
 * Slots only ever add up: `mergeSlots` is associative, commutative and lossless.
 */
export interface Slot {
  /** How many events, good and bad. */
  readonly events: number;
  /** How many of them failed. */
  readonly bad: number;
  /** Per promised limit in milliseconds: how many events certainly kept it, and how many certainly did not. */
  readonly limits: ReadonlyMap<number, LimitCount>;
  /** Durations of the events that succeeded. */
  readonly good: Sketch;
  /** Durations of the events that failed (a time-out counts at the time-out value). */
  readonly failed: Sketch;
}

/**
 * Exact where every duration was seen (`within + beyond = events`). A histogram that arrived with
 * its own buckets may leave the bucket that holds the limit undecided; a failure is always beyond.
 */
export interface LimitCount {
  readonly within: number;
  readonly beyond: number;
}

/** A slot with its place: the unit in which measurements are handed to the store. */
export interface PlacedSlot {
  readonly stream: Stream;
  readonly minute: Minute;
  readonly slot: Slot;
}

export const emptySlot: Slot = Object.freeze({
  events: 0,
  bad: 0,
  limits: new Map(),
  good: emptySketch,
  failed: emptySketch,
});

export function mergeSlots(a: Slot, b: Slot): Slot {
  if (a.events === 0) return b;
  if (b.events === 0) return a;
  return {
    events: a.events + b.events,
    bad: a.bad + b.bad,
    limits: mergeLimits(a.limits, b.limits),
    good: mergeSketches(a.good, b.good),
    failed: mergeSketches(a.failed, b.failed),
  };
}

function mergeLimits(a: Slot["limits"], b: Slot["limits"]): Slot["limits"] {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const merged = new Map(a);
  for (const [limitMs, { within, beyond }] of b) {
    const other = merged.get(limitMs);
    merged.set(limitMs, {
      within: within + (other?.within ?? 0),
      beyond: beyond + (other?.beyond ?? 0),
    });
  }
  return merged;
}

/**
 * The duration in seconds that a share `q` of all events does not exceed. Failed events outrank
 * all good ones and count at no less than the slowest of them: a failure never improves the figure.
 */
export function quantileOfSlot({ good, failed }: Slot, q: number): number {
  const n = good.count + failed.count;
  if (failed.count === 0) return quantile(good, q);
  const rank = Math.min(n, Math.max(1, Math.ceil(q * n)));
  if (rank <= good.count) return valueAtRank(good, rank);
  return Math.max(good.max, valueAtRank(failed, rank - good.count));
}

/** Mean in seconds. Failures that were quicker than the successes do not lower it. */
export function averageOfSlot({ good, failed }: Slot): number {
  if (good.count === 0) return mean(failed);
  const all = (good.sumUs + failed.sumUs) / 1e6 / (good.count + failed.count);
  return Math.max(mean(good), all);
}
