import { type Day, MINUTES_PER_DAY } from "../time/index.ts";
import { mergeSlots, type Slot, sumOfSlots } from "./slot.ts";
import type { Stream } from "./stream.ts";

/**
 * The slots of one stream on one UTC day, in columns. Counting minutes touches only the
 * columns, a day's percentiles only `total`; single minutes are decoded when somebody asks.
 */
export interface SlotBlock extends Counts {
  readonly stream: Stream;
  readonly day: Day;
  /** All minutes merged, those whose counts are no longer kept among them. */
  readonly total: Slot;
  /** What is kept of an hour of the day (0–23). */
  hour(hour: number): HourDetail;
}

export interface Counts {
  /** Minutes of the day (0–1439) that have a slot, ascending; the columns below run parallel to it. */
  readonly minutes: Uint16Array;
  readonly events: Float64Array;
  readonly bad: Float64Array;
  /** Events that are neither bad nor certainly good; see `Slot`. */
  readonly undecided: Float64Array;
}

/** The slots of an hour's minutes by minute of the day; after some days only the hour as a whole. */
export type HourDetail =
  | { readonly kind: "minutes"; readonly slots: ReadonlyMap<number, Slot> }
  | { readonly kind: "whole"; readonly slot: Slot };

const MINUTES_PER_HOUR = 60;
export const HOURS_PER_DAY = MINUTES_PER_DAY / MINUTES_PER_HOUR;
export const EVERY_HOUR: readonly number[] = Array.from(
  { length: HOURS_PER_DAY },
  (_, hour) => hour,
);
export const hourOf = (minute: number): number => Math.floor(minute / MINUTES_PER_HOUR);
const NOTHING: HourDetail = { kind: "minutes", slots: new Map() };

/** A block of slots by minute of the day (0–1439). */
export function blockOf(stream: Stream, day: Day, slots: ReadonlyMap<number, Slot>): SlotBlock {
  const minutes = Uint16Array.from(slots.keys()).sort();
  const inOrder = Array.from(minutes, (minute) => slots.get(minute)!);
  const byHour = Map.groupBy(minutes, hourOf);
  return {
    stream,
    day,
    minutes,
    events: Float64Array.from(inOrder, (slot) => slot.events),
    bad: Float64Array.from(inOrder, (slot) => slot.bad),
    undecided: Float64Array.from(inOrder, (slot) => slot.undecided),
    total: sumOfSlots(inOrder),
    hour(hour) {
      const own = byHour.get(hour);
      if (own === undefined) return NOTHING;
      return { kind: "minutes", slots: new Map(own.map((minute) => [minute, slots.get(minute)!])) };
    },
  };
}

/** Several blocks of one stream and day as one. What is not counts is merged when somebody asks. */
export function mergeBlocks(blocks: readonly [SlotBlock, ...SlotBlock[]]): SlotBlock {
  const [{ stream, day }] = blocks;
  if (blocks.length === 1) return blocks[0];
  const hours = new Map<number, HourDetail>();
  let total: Slot | null = null;
  return {
    stream,
    day,
    ...mergedCounts(blocks),
    get total() {
      return (total ??= sumOfSlots(blocks.map((block) => block.total)));
    },
    hour(hour) {
      const merged = hours.get(hour) ?? mergedHour(blocks.map((block) => block.hour(hour)));
      hours.set(hour, merged);
      return merged;
    },
  };
}

function mergedCounts(blocks: readonly Counts[]): Counts {
  const isIn = new Uint8Array(MINUTES_PER_DAY);
  for (const block of blocks) for (const minute of block.minutes) isIn[minute] = 1;
  const minutes = new Uint16Array(isIn.reduce((sum, one) => sum + one, 0));
  const places = new Uint16Array(MINUTES_PER_DAY);
  for (let minute = 0, place = 0; minute < MINUTES_PER_DAY; minute++)
    if (isIn[minute] === 1) {
      places[minute] = place;
      minutes[place++] = minute;
    }
  const summed = (columnOf: (block: Counts) => Float64Array) => {
    const sums = new Float64Array(minutes.length);
    for (const block of blocks) {
      const column = columnOf(block);
      for (let at = 0; at < column.length; at++) sums[places[block.minutes[at]!]!]! += column[at]!;
    }
    return sums;
  };
  return {
    minutes,
    events: summed(({ events }) => events),
    bad: summed(({ bad }) => bad),
    undecided: summed(({ undecided }) => undecided),
  };
}

/** Of an hour that is known only as a whole somewhere, the rest is no use by the minute. */
function mergedHour(parts: readonly HourDetail[]): HourDetail {
  if (parts.some(({ kind }) => kind === "whole")) return wholeOf(parts);
  const slots = new Map<number, Slot>();
  for (const part of parts)
    for (const [minute, slot] of part.kind === "minutes" ? part.slots : []) {
      const before = slots.get(minute);
      slots.set(minute, before === undefined ? slot : mergeSlots(before, slot));
    }
  return { kind: "minutes", slots };
}

function wholeOf(parts: readonly HourDetail[]): HourDetail {
  const slots = parts.flatMap((part) =>
    part.kind === "whole" ? [part.slot] : [...part.slots.values()],
  );
  return slots.length === 0 ? NOTHING : { kind: "whole", slot: sumOfSlots(slots) };
}

/** The same block, free of what it was made of; with its hours, unless others are given. */
export function settledBlock(block: SlotBlock, hour = ofHours(allHours(block))): SlotBlock {
  const { stream, day, minutes, events, bad, undecided, total } = block;
  return { stream, day, minutes, events, bad, undecided, total, hour };
}

const allHours = (block: SlotBlock): readonly HourDetail[] =>
  EVERY_HOUR.map((hour) => block.hour(hour));

/** By itself, so that what it returns does not hold the block. */
const ofHours =
  (hours: readonly HourDetail[]): SlotBlock["hour"] =>
  (hour) =>
    hours[hour] ?? NOTHING;

/** The same block with each hour as a whole. */
export const byHour = (block: SlotBlock): SlotBlock => ({
  ...block,
  hour: (hour) => wholeOf([block.hour(hour)]),
});

/** The slot of a minute, by its place among `minutes`; null where only its hour is kept. */
export function slotAt(block: SlotBlock, index: number): Slot | null {
  const minute = block.minutes[index]!;
  const detail = block.hour(hourOf(minute));
  return detail.kind === "minutes" ? (detail.slots.get(minute) ?? null) : null;
}
