import type { Day } from "../time/index.ts";
import type { SlotBlock } from "./block.ts";
import { ByteReader, damaged } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { emptySlot, mergeSlots, type Slot } from "./slot.ts";
import { readSlot, writeSlot } from "./slot-codec.ts";
import type { Stream } from "./stream.ts";

/** A block as bytes, in the three parts that a store keeps apart so that it can read cheaply. */
export interface BlockParts {
  /** Which minutes, how many events, how many bad: a few bytes a minute. */
  readonly counts: Uint8Array;
  /** All minutes merged into one slot. */
  readonly total: Uint8Array;
  /** Each minute's slot. */
  readonly detail: Uint8Array;
}

const FORMAT = 1;

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
    total: inOrder.reduce(mergeSlots, emptySlot),
    slotAt: (index) => inOrder[index]!,
  };
}

/** Several blocks of one stream and day as one. */
export function mergeBlocks(blocks: readonly [SlotBlock, ...SlotBlock[]]): SlotBlock {
  if (blocks.length === 1) return blocks[0];
  const slots = new Map<number, Slot>();
  for (const block of blocks)
    for (const [i, minute] of block.minutes.entries())
      slots.set(minute, mergeSlots(slots.get(minute) ?? emptySlot, block.slotAt(i)));
  return blockOf(blocks[0].stream, blocks[0].day, slots);
}

export function encodeBlock(block: SlotBlock): BlockParts {
  return { counts: encodeCounts(block), total: encodeTotal(block), detail: encodeDetail(block) };
}

/** Decodes counts now, `total` and `detail` when somebody asks; `detail` may be fetched as late as that. */
export function decodeBlock(
  stream: Stream,
  day: Day,
  parts: { counts: Uint8Array; total: Uint8Array; detail: Uint8Array | (() => Uint8Array) },
): SlotBlock {
  let total: Slot | null = null;
  let slotAt: ((index: number) => Slot) | null = null;
  return {
    stream,
    day,
    ...decodeCounts(parts.counts),
    get total() {
      return (total ??= readSlot(opened(parts.total)));
    },
    slotAt(index) {
      slotAt ??= decodeDetail(typeof parts.detail === "function" ? parts.detail() : parts.detail);
      return slotAt(index);
    },
  };
}

function encodeCounts({ minutes, events, bad }: SlotBlock): Uint8Array {
  const out = started();
  out.varint(minutes.length);
  let previous = -1;
  for (const minute of minutes) {
    out.varint(minute - previous - 1);
    previous = minute;
  }
  for (const count of events) out.varint(count);
  for (const count of bad) out.varint(count);
  return out.finish();
}

function decodeCounts(bytes: Uint8Array): Pick<SlotBlock, "minutes" | "events" | "bad"> {
  const from = opened(bytes);
  const length = from.length();
  const minutes = new Uint16Array(length);
  const events = new Float64Array(length);
  const bad = new Float64Array(length);
  from.varints(minutes);
  for (let i = 1; i < length; i++) minutes[i]! += minutes[i - 1]! + 1;
  from.varints(events);
  from.varints(bad);
  return { minutes, events, bad };
}

function encodeTotal(block: SlotBlock): Uint8Array {
  const out = started();
  writeSlot(out, block.total);
  return out.finish();
}

function encodeDetail({ minutes, slotAt }: SlotBlock): Uint8Array {
  const out = started();
  const slots = Array.from(minutes, (_, i) => {
    const slot = new ByteWriter();
    writeSlot(slot, slotAt(i));
    return slot.bytes();
  });
  out.varint(slots.length);
  for (const slot of slots) out.varint(slot.length);
  for (const slot of slots) out.append(slot);
  return out.finish();
}

function decodeDetail(bytes: Uint8Array): (index: number) => Slot {
  const from = opened(bytes);
  const lengths = Array.from({ length: from.length() }, () => from.varint());
  let end = from.at;
  const starts = lengths.map((length) => (end += length) - length);
  return (index) => {
    const start = starts[index];
    if (start === undefined) throw damaged("it lacks a minute that its counts name");
    from.seek(start);
    return readSlot(from);
  };
}

function started(): ByteWriter {
  const out = new ByteWriter();
  out.byte(FORMAT);
  return out;
}

function opened(bytes: Uint8Array): ByteReader {
  const from = new ByteReader(bytes);
  const format = from.byte();
  if (format !== FORMAT) throw damaged(`format ${format} is not known to this version`);
  return from;
}
