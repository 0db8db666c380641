import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type Day, MINUTES_PER_DAY } from "../time/index.ts";
import {
  byHour,
  type Counts,
  EVERY_HOUR,
  HOURS_PER_DAY,
  type HourDetail,
  hourOf,
  type SlotBlock,
} from "./block.ts";
import { ByteReader, damaged, unzigzag } from "./byte-reader.ts";
import { ByteWriter, zigzag } from "./byte-writer.ts";
import { readOlderDetail, readOlderSlot, readRare } from "./older-codec.ts";
import { openSeal, seal, unseal } from "./sealed-bytes.ts";
import type { Slot } from "./slot.ts";
import { readSlots, writeSlots } from "./slots-codec.ts";
import type { Stream } from "./stream.ts";

/** A block as bytes, in the three parts that a store keeps apart so that it can read cheaply. */
export interface BlockParts {
  /** Which minutes, how many events, how many bad or undecided. */
  readonly counts: Uint8Array;
  /** All minutes merged into one slot. */
  readonly total: Uint8Array;
  /** Minutes or hours, as they are kept; empty for a block of one minute, whose total says it all. */
  readonly detail: Uint8Array;
}

/** What is read of a block: its detail may lie in several pieces, fetched as late as somebody asks for it. */
export interface ReadParts extends Pick<BlockParts, "total"> {
  /** Null where they are no longer kept. */
  readonly counts: Uint8Array | null;
  readonly details: () => readonly Uint8Array[];
}

/** More than the detail of any block; what unpacks to more is no block. */
const MAX_DETAIL_BYTES = 2 ** 26;

export function encodeBlock(block: SlotBlock): BlockParts {
  const isSaidByTotal = block.minutes.length === 1;
  const detail = isSaidByTotal ? new Uint8Array() : encodeDetail(block, EVERY_HOUR);
  return { ...encodeSums(block), detail };
}

/** What is kept of a block beside its detail. */
export const encodeSums = (block: SlotBlock): Omit<BlockParts, "detail"> => ({
  counts: encodeCounts(block),
  total: encodeTotal(block),
});

/** The whole day by the hour. */
export const encodeHourly = (block: SlotBlock): Uint8Array =>
  encodeDetail(byHour(block), EVERY_HOUR);

/** @throws PlimsollError `store.damaged` where one of a block's parts is not what was written */
export function checkParts(parts: readonly Uint8Array[]): void {
  for (const part of parts) if (part.length > 0) unseal(part);
}

/** Decodes the counts now, total and detail when somebody asks. Damage is `store.damaged`, thrown then. */
export function decodeBlock(stream: Stream, day: Day, parts: ReadParts): SlotBlock {
  const counts = parts.counts === null ? noCounts : decodeCounts(parts.counts);
  const { minutes } = counts;
  let total: Slot | null = null;
  let hours: ReadonlyMap<number, HourDetail> | null = null;
  const block: SlotBlock = {
    stream,
    day,
    ...counts,
    get total() {
      return (total ??= decodeTotal(parts.total, counts === noCounts ? null : counts));
    },
    hour(hour) {
      const [only] = minutes;
      if (minutes.length === 1 && hour === hourOf(only!))
        return { kind: "minutes", slots: new Map([[only!, block.total]]) };
      hours ??= hoursOf(parts.details().map((bytes) => decodeDetail(bytes, minutes)));
      return hours.get(hour) ?? { kind: "minutes", slots: new Map() };
    },
  };
  return block;
}

/** Minutes as gaps, events as what changes from one to the next. */
function encodeCounts({ minutes, events, bad, undecided }: Counts): Uint8Array {
  const out = new ByteWriter();
  const { length } = minutes;
  out.varint(length);
  out.column(length, (i) => minutes[i]! - (i === 0 ? 0 : minutes[i - 1]! + 1));
  out.column(length, (i) => zigzag(events[i]! - (events[i - 1] ?? 0)));
  out.column(length, (i) => bad[i]!);
  out.column(length, (i) => undecided[i]!);
  return seal(out.finish());
}

function decodeCounts(bytes: Uint8Array): Counts {
  const from = openSeal(bytes);
  const length = from.varint();
  if (length > MINUTES_PER_DAY) throw damaged("it has more minutes than a day");
  const isOlder = from.format < 3;
  const columnOf = <T extends Uint16Array | Float64Array>(into: T): T => {
    if (!isOlder) return from.column(into);
    for (let i = 0; i < length; i++) into[i] = from.varint();
    return into;
  };
  const minutes = columnOf(new Uint16Array(length));
  for (let i = 1; i < length; i++) minutes[i]! += minutes[i - 1]! + 1;
  const events = columnOf(new Float64Array(length));
  if (!isOlder)
    for (let i = 0, before = 0; i < length; i++) before = events[i] = before + unzigzag(events[i]!);
  const rareOf = () => (isOlder ? readRare(from, length) : from.column(new Float64Array(length)));
  const bad = rareOf();
  const undecided = from.format === 1 ? new Float64Array(length) : rareOf();
  return { minutes, events, bad, undecided };
}

const noCounts: Counts = {
  minutes: new Uint16Array(),
  events: new Float64Array(),
  bad: new Float64Array(),
  undecided: new Float64Array(),
};

function encodeTotal({ total }: SlotBlock): Uint8Array {
  const out = new ByteWriter();
  writeSlots(out, [total]);
  return seal(out.finish());
}

function decodeTotal(bytes: Uint8Array, counts: Counts | null): Slot {
  const from = openSeal(bytes);
  const total = from.format < 3 ? readOlderSlot(from) : readSlots(from, 1)[0]!;
  const counted = counts?.events.reduce((sum, count) => sum + count, 0);
  if (counted !== undefined && total.events !== counted)
    throw damaged("its total belongs to other counts");
  return total;
}

/** What is kept of some hours of a block: slots by minute, then those of whole hours; packed. */
export function encodeDetail(block: SlotBlock, hours: readonly number[]): Uint8Array {
  const byMinute: (readonly [number, Slot])[] = [];
  const byHour: (readonly [number, Slot])[] = [];
  for (const hour of hours) {
    const detail = block.hour(hour);
    if (detail.kind === "whole") byHour.push([hour, detail.slot]);
    else byMinute.push(...[...detail.slots].sort(([a], [b]) => a - b));
  }
  const out = new ByteWriter();
  for (const placed of [byMinute, byHour]) {
    out.varint(placed.length);
    out.column(placed.length, (i) => placed[i]![0] - (i === 0 ? 0 : placed[i - 1]![0] + 1));
    writeSlots(
      out,
      placed.map(([, slot]) => slot),
    );
  }
  return seal(deflateRawSync(out.finish()));
}

interface Detail {
  readonly minutes: ReadonlyMap<number, Slot>;
  readonly hours: ReadonlyMap<number, Slot>;
}

function decodeDetail(bytes: Uint8Array, minutes: Uint16Array): Detail {
  const { content: packed, format } = unseal(bytes);
  const content = inflateRawSync(packed, { maxOutputLength: MAX_DETAIL_BYTES });
  if (format < 3)
    return { minutes: readOlderDetail(content, format, minutes), hours: new Map<number, Slot>() };
  const from = new ByteReader(content, format);
  const placed = (most: number) => {
    const length = from.varint();
    if (length > most) throw damaged("its detail has more slots than a day");
    const places = from.column(new Uint16Array(length));
    for (let i = 1; i < length; i++) places[i]! += places[i - 1]! + 1;
    const slots = readSlots(from, length);
    return new Map(slots.map((slot, i) => [places[i]!, slot]));
  };
  return { minutes: placed(MINUTES_PER_DAY), hours: placed(HOURS_PER_DAY) };
}

/** Pieces hold different hours, but that an hour as a whole takes the place of its minutes. */
function hoursOf(details: readonly Detail[]): ReadonlyMap<number, HourDetail> {
  const byMinute = details.flatMap(({ minutes }) => [...minutes]);
  const hours = new Map<number, HourDetail>();
  for (const [hour, slots] of Map.groupBy(byMinute, ([minute]) => hourOf(minute)))
    hours.set(hour, { kind: "minutes", slots: new Map(slots) });
  for (const { hours: whole } of details)
    for (const [hour, slot] of whole) hours.set(hour, { kind: "whole", slot });
  return hours;
}
