import { type Minute, minuteOf, minuteOfDay, minuteToMs } from "../time/index.ts";
import { emptySlot, mergeSlots, type Slot } from "./slot.ts";

/** The coarser grains that minutes add up to; a month is the UTC calendar's. */
export type Grain = "hour" | "day" | "month";

/** Slots by minute, merged by grain; the key is the first minute of each. */
export function rollUp(slots: Iterable<readonly [Minute, Slot]>, grain: Grain): Map<Minute, Slot> {
  const merged = new Map<Minute, Slot>();
  for (const [minute, slot] of slots) {
    const first = firstMinute(minute, grain);
    merged.set(first, mergeSlots(merged.get(first) ?? emptySlot, slot));
  }
  return merged;
}

function firstMinute(minute: Minute, grain: Grain): Minute {
  const ofDay = minuteOfDay(minute);
  if (grain === "hour") return minute - (ofDay % 60);
  if (grain === "day") return minute - ofDay;
  const date = new Date(minuteToMs(minute));
  return minuteOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth()));
}
