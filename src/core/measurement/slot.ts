import type { Minute } from "../time/index.ts";
import type { Interval } from "./interval.ts";
import { knownAtRank, rankOf, valueAtRank } from "./quantile.ts";
import { recorder } from "./recorder.ts";
import { emptySketch, mergeSketches, type Sketch } from "./sketch.ts";
import type { Stream } from "./stream.ts";

/**
 * What was measured in one UTC minute (or, merged, any longer time) of one stream.
 * Slots only ever add up: `mergeSlots` is associative, commutative and lossless.
 */
export interface Slot {
  /** How many events, good and bad. */
  readonly events: number;
  /** How many of them certainly failed. */
  readonly bad: number;
  /**
   * How many of them are known neither to have succeeded nor to have failed: neither good nor bad, so that a figure they
   * could move is a range. Their durations are among the good; no limit is kept by one for certain.
   */
  readonly undecided: number;
  /** Per promised limit in milliseconds: how many events certainly kept it, and how many certainly did not. */
  readonly limits: ReadonlyMap<number, LimitCount>;
  /** Durations of the events that succeeded, or may have. */
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
  undecided: 0,
  limits: new Map(),
  good: emptySketch,
  failed: emptySketch,
});

/** Adds up many; the same as merging them in turn, and many times faster. */
export function sumOfSlots(slots: readonly Slot[]): Slot {
  if (slots.length < MANY) return slots.reduce(mergeSlots, emptySlot);
  const good = recorder();
  const failed = recorder();
  for (const slot of slots) {
    good.add(slot.good);
    failed.add(slot.failed);
  }
  return {
    events: slots.reduce((sum, { events }) => sum + events, 0),
    bad: slots.reduce((sum, { bad }) => sum + bad, 0),
    undecided: slots.reduce((sum, { undecided }) => sum + undecided, 0),
    limits: slots.reduce<Slot["limits"]>((sum, { limits }) => mergeLimits(sum, limits), new Map()),
    good: good.sketch(),
    failed: failed.sketch(),
  };
}

/** Below this, two recorders cost more than they save. */
const MANY = 8;

/** Adds up. Events that were never held against a limit of the other slot stay undecided for it. */
export function mergeSlots(a: Slot, b: Slot): Slot {
  if (a === emptySlot) return b;
  if (b === emptySlot) return a;
  return {
    events: a.events + b.events,
    bad: a.bad + b.bad,
    undecided: a.undecided + b.undecided,
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

/** The duration in seconds that a share `q` of all events does not exceed; NaN over no events. */
export function quantileOfSlot(slot: Slot, q: number): number {
  const events = slot.good.count + slot.failed.count;
  return events === 0 ? Number.NaN : valueOfSlot(slot, rankOf(q, events));
}

/**
 * The duration of a rank, 1 being the quickest event. Failures outrank every success and count as
 * the slowest event of all, so that no failure, however quick, can improve a figure.
 */
const valueOfSlot = ({ good, failed }: Slot, rank: number): number =>
  rank <= good.count ? valueAtRank(good, rank) : Math.max(good.max, failed.max);

/**
 * Between which durations, in seconds, the quantile of a slot's own events certainly lies. Within a
 * bucket, 2.2 %, where all were seen and decided; wider where they came in coarser buckets,
 * and where undecided ones may have failed, the quickest first. Null over no events.
 */
export function knownQuantile(slot: Slot, q: number): Interval | null {
  const events = slot.good.count + slot.failed.count;
  if (events === 0) return null;
  const rank = rankOf(q, events);
  const { low, high } = knownOfSlot(slot, rank);
  if (slot.undecided === 0) return { low, high };
  return { low, high: knownOfSlot(slot, Math.min(events, rank + slot.undecided)).high };
}

/** The same for a rank. */
function knownOfSlot({ good, failed }: Slot, rank: number): Interval {
  if (rank <= good.count) return knownAtRank(good, rank);
  const slowest = [good, failed]
    .filter(({ count }) => count > 0)
    .map((sketch) => knownAtRank(sketch, sketch.count));
  return {
    low: Math.max(...slowest.map(({ low }) => low)),
    high: Math.max(...slowest.map(({ high }) => high)),
  };
}

/**
 * The time that all events took over the number of those that succeeded, in seconds: each success
 * carries its part of what the failures took, so that no failure can improve the figure. NaN over
 * no events, Infinity where none succeeded.
 */
export function averageOfSlot({ good, failed }: Slot): number {
  if (good.count === 0) return failed.count === 0 ? Number.NaN : Number.POSITIVE_INFINITY;
  return (good.sumUs + failed.sumUs) / 1e6 / good.count;
}
