import type { Day } from "../time/index.ts";
import { emptySlot, mergeSlots, type Slot, sumOfSlots } from "./slot.ts";
import type { Stream } from "./stream.ts";

/**
 * The slots of one stream on one UTC day, in columns. Counting minutes touches only the
 * columns, a day's percentiles only `total`; single minutes are decoded when somebody asks.
 */
export interface SlotBlock {
  readonly stream: Stream;
  readonly day: Day;
  /** Minutes of the day (0–1439) that have a slot, ascending; the columns below run parallel to it. */
  readonly minutes: Uint16Array;
  readonly events: Float64Array;
  readonly bad: Float64Array;
  /** Events that are neither bad nor certainly good; see `Slot`. */
  readonly undecided: Float64Array;
  /** All minutes merged. */
  readonly total: Slot;
  /** The slot at `index` of `minutes`. */
  slotAt(index: number): Slot;
}

/** A block of slots by minute of the day (0–1439). */
export function blockOf(stream: Stream, day: Day, slots: ReadonlyMap<number, Slot>): SlotBlock {
  const minutes = Uint16Array.from(slots.keys()).sort();
  const inOrder = Array.from(minutes, (minute) => slots.get(minute)!);
  return {
    stream,
    day,
    minutes,
    events: Float64Array.from(inOrder, (slot) => slot.events),
    bad: Float64Array.from(inOrder, (slot) => slot.bad),
    undecided: Float64Array.from(inOrder, (slot) => slot.undecided),
    total: sumOfSlots(inOrder),
    slotAt: (index) => inOrder[index]!,
  };
}

/** Several blocks of one stream and day as one. */
export function mergeBlocks(blocks: readonly [SlotBlock, ...SlotBlock[]]): SlotBlock {
  const [first, ...others] = blocks;
  if (others.length === 0) return first;
  const slots = new Map<number, Slot>();
  for (const block of blocks) {
    for (const [index, minute] of block.minutes.entries())
      slots.set(minute, mergeSlots(slots.get(minute) ?? emptySlot, block.slotAt(index)));
  }
  return blockOf(first.stream, first.day, slots);
}
