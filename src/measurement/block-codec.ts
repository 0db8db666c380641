import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Day } from "../time/index.ts";
import type { SlotBlock } from "./block.ts";
import { ByteReader, damaged } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { openSeal, seal, unseal } from "./sealed-bytes.ts";
import type { Slot } from "./slot.ts";
import { readSlot, writeSlot } from "./slot-codec.ts";
import type { Stream } from "./stream.ts";

/** A block as bytes, in the three parts that a store keeps apart so that it can read cheaply. */
export interface BlockParts {
  /** Which minutes, how many events, how many bad or undecided: about two bytes a minute. */
  readonly counts: Uint8Array;
  /** All minutes merged into one slot. */
  readonly total: Uint8Array;
  /** Each minute's slot; empty for a block of one minute, whose total says it all. */
  readonly detail: Uint8Array;
}

/** `detail` may be fetched as late as somebody asks for it. */
export type ReadParts = Pick<BlockParts, "counts" | "total"> & {
  readonly detail: Uint8Array | (() => Uint8Array);
};

/** More than the detail of any block; what unpacks to more is no block. */
const MAX_DETAIL_BYTES = 2 ** 26;

export const encodeBlock = (block: SlotBlock): BlockParts => ({
  counts: encodeCounts(block),
  total: encodeTotal(block),
  detail: encodeDetail(block),
});

/** Decodes the counts now, total and detail when somebody asks. Damage is `store.damaged`, thrown then. */
export function decodeBlock(stream: Stream, day: Day, parts: ReadParts): SlotBlock {
  const counts = decodeCounts(parts.counts);
  const { minutes, events } = counts;
  const readDetail = () => (typeof parts.detail === "function" ? parts.detail() : parts.detail);
  let total: Slot | null = null;
  let detail: SlotBlock["slotAt"] | null = null;
  const block: SlotBlock = {
    stream,
    day,
    ...counts,
    get total() {
      return (total ??= decodeTotal(parts.total, events));
    },
    slotAt(index) {
      if (minutes.length === 1) return block.total;
      detail ??= decodeDetail(readDetail(), minutes.length);
      return detail(index);
    },
  };
  return block;
}

/** Minutes as gaps, events one by one, what failed and what nobody decided only where there is any. */
function encodeCounts({ minutes, events, bad, undecided }: SlotBlock): Uint8Array {
  const out = new ByteWriter();
  out.varint(minutes.length);
  let earliest = 0;
  for (const minute of minutes) {
    out.varint(minute - earliest);
    earliest = minute + 1;
  }
  for (const count of events) out.varint(count);
  writeRare(out, bad);
  writeRare(out, undecided);
  return seal(out.finish());
}

function writeRare(out: ByteWriter, column: Float64Array): void {
  out.varint(column.filter((count) => count > 0).length);
  for (const [i, count] of column.entries()) {
    if (count === 0) continue;
    out.varint(i);
    out.varint(count);
  }
}

function readRare(from: ByteReader, column: Float64Array): void {
  for (let left = from.length(); left > 0; left--) column[from.varint()] = from.varint();
}

function decodeCounts(
  bytes: Uint8Array,
): Pick<SlotBlock, "minutes" | "events" | "bad" | "undecided"> {
  const from = openSeal(bytes);
  const length = from.length();
  const minutes = new Uint16Array(length);
  const events = new Float64Array(length);
  const bad = new Float64Array(length);
  const undecided = new Float64Array(length);
  let earliest = 0;
  for (let i = 0; i < length; i++) {
    minutes[i] = earliest + from.varint();
    earliest = minutes[i]! + 1;
  }
  for (let i = 0; i < length; i++) events[i] = from.varint();
  readRare(from, bad);
  if (from.format > 1) readRare(from, undecided);
  return { minutes, events, bad, undecided };
}

function encodeTotal({ total }: SlotBlock): Uint8Array {
  const out = new ByteWriter();
  writeSlot(out, total);
  return seal(out.finish());
}

function decodeTotal(bytes: Uint8Array, events: Float64Array): Slot {
  const total = readSlot(openSeal(bytes));
  const counted = events.reduce((sum, count) => sum + count, 0);
  if (total.events !== counted) throw damaged("its total belongs to other counts");
  return total;
}

/** The lengths of all slots, then the slots, packed: most of their bytes are alike. */
function encodeDetail(block: SlotBlock): Uint8Array {
  if (block.minutes.length === 1) return new Uint8Array();
  const slots = new ByteWriter();
  const lengths = Array.from(block.minutes, (_, index) => {
    const start = slots.length;
    writeSlot(slots, block.slotAt(index));
    return slots.length - start;
  });
  const out = new ByteWriter();
  for (const length of lengths) out.varint(length);
  out.append(slots.finish());
  return seal(deflateRawSync(out.finish()));
}

function decodeDetail(bytes: Uint8Array, minutes: number): SlotBlock["slotAt"] {
  const { content: packed, format } = unseal(bytes);
  const content = inflateRawSync(packed, { maxOutputLength: MAX_DETAIL_BYTES });
  const from = new ByteReader(content, format);
  const lengths = Array.from({ length: minutes }, () => from.varint());
  let end = from.at;
  const starts = lengths.map((length) => (end += length) - length);
  if (end !== content.length) throw damaged("its detail belongs to other counts");
  return (index) => {
    from.seek(starts[index] ?? end);
    return readSlot(from);
  };
}
