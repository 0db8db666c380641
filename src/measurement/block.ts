import type { Day } from "../time/index.ts";
import type { Slot } from "./slot.ts";
import type { Stream } from "./stream.ts";

/**
 * The slots of one stream on one UTC day, in columns. Counting minutes touches only the three
 * arrays, a day's percentiles only `total`; single minutes are decoded when somebody asks.
 */
export interface SlotBlock {
  readonly stream: Stream;
  readonly day: Day;
  /** Minutes of the day (0–1439) that have a slot, ascending; the columns below run parallel to it. */
  readonly minutes: Uint16Array;
  readonly events: Float64Array;
  readonly bad: Float64Array;
  /** All minutes merged. */
  readonly total: Slot;
  /** The slot at `index` of `minutes`. */
  slotAt(index: number): Slot;
}
