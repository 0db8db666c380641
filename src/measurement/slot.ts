import type { Minute } from "../time/index.ts";
import type { Sketch } from "./sketch.ts";
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
