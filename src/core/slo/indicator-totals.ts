import type { Objective } from "../contract/index.ts";
import { mergeSlots, type Slot, type SlotBlock, selectedSlots } from "../measurement/index.ts";
import { MINUTES_PER_DAY, type Minute } from "../time/index.ts";
import { countsOf, type EventPromise } from "./promise-counts.ts";
import type { ObjectiveDay } from "./statement.ts";

/** What one scope's events of one indicator came to. */
export interface IndicatorTotals {
  /** The promises about single events of this indicator. */
  readonly promises: readonly EventObjective[];
  /** All of it merged; null while there is nothing. */
  slot: Slot | null;
  /** The first minute with an event. */
  since: Minute | null;
  /** Events, kept and broken: three columns for each promise of each day. */
  readonly days: Float64Array;
}

export type EventObjective = Objective & { readonly promise: EventPromise };

const COLUMNS = 3;

export const emptyTotals = (
  days: number,
  promises: readonly EventObjective[],
): IndicatorTotals => ({
  promises,
  slot: null,
  since: null,
  days: new Float64Array(days * promises.length * COLUMNS),
});

/** Adds the slots of a block whose minutes are wanted; `isWanted` null: all of them. */
export function addBlock(
  totals: IndicatorTotals,
  at: number,
  block: SlotBlock,
  isWanted: ((minute: number) => boolean) | null,
): void {
  const { minutes, events, day } = block;
  const isTaken = (minute: number) => isWanted === null || isWanted(minute);
  const first = minutes.find((minute, i) => events[i]! > 0 && isTaken(minute));
  if (first === undefined) return;
  totals.since = earlier(totals.since, day * MINUTES_PER_DAY + first);
  // A day of which nothing is left out is read as one slot, without its minutes.
  if (isWanted === null || minutes.every(isWanted)) addSlot(totals, at, block.total);
  else for (const slot of selectedSlots(block, isWanted)) addSlot(totals, at, slot);
}

function addSlot(totals: IndicatorTotals, at: number, slot: Slot): void {
  totals.slot = totals.slot ? mergeSlots(totals.slot, slot) : slot;
  totals.promises.forEach(({ promise }, index) => {
    const { events, kept, broken } = countsOf(promise, slot);
    const column = (at * totals.promises.length + index) * COLUMNS;
    totals.days[column]! += events;
    totals.days[column + 1]! += kept;
    totals.days[column + 2]! += broken;
  });
}

/** Adds a tenant's totals to the add-on's. */
export function addTotals(into: IndicatorTotals, from: IndicatorTotals): void {
  if (!from.slot) return;
  into.slot = into.slot ? mergeSlots(into.slot, from.slot) : from.slot;
  into.since = earlier(into.since, from.since!);
  from.days.forEach((count, column) => {
    into.days[column]! += count;
  });
}

/** How one promise fared on one day. */
export function dayOfPromise(
  { promises, days }: IndicatorTotals,
  at: number,
  index: number,
): ObjectiveDay {
  const column = (at * promises.length + index) * COLUMNS;
  return { events: days[column]!, kept: days[column + 1]!, broken: days[column + 2]! };
}

const earlier = (a: Minute | null, b: Minute): Minute => (a === null ? b : Math.min(a, b));
