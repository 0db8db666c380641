import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type Day, MINUTES_PER_DAY } from "../time/index.ts";
import type { SlotBlock } from "./block.ts";
import { ByteReader, damaged, unzigzag } from "./byte-reader.ts";
import { ByteWriter, zigzag } from "./byte-writer.ts";
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

/**
 * Minutes as gaps, events as what changes from one to the next, what failed and what nobody decided
 * only where there is any.
 */
function encodeCounts({ minutes, events, bad, undecided }: SlotBlock): Uint8Array {
  const out = new ByteWriter();
  out.varint(minutes.length);
  out.column(minutes.length, (i) => (i === 0 ? minutes[0]! : minutes[i]! - minutes[i - 1]! - 1));
  out.column(minutes.length, (i) => zigzag(i === 0 ? events[0]! : events[i]! - events[i - 1]!));
  writeRare(out, bad);
  writeRare(out, undecided);
  return seal(out.finish());
}

function writeRare(out: ByteWriter, column: Float64Array): void {
  out.varint(column.filter((count) => count > 0).length);
  let after = 0;
  for (const [i, count] of column.entries()) {
    if (count === 0) continue;
    out.varint(i - after);
    out.varint(count);
    after = i + 1;
  }
}

type Counts = Pick<SlotBlock, "minutes" | "events" | "bad" | "undecided">;

function decodeCounts(bytes: Uint8Array): Counts {
  const from = openSeal(bytes);
  const length = from.varint();
  if (length > MINUTES_PER_DAY) throw damaged("it has more minutes than a day");
  const minutes = readColumn(from, new Uint16Array(length));
  for (let i = 1; i < length; i++) minutes[i]! += minutes[i - 1]! + 1;
  const events = readColumn(from, new Float64Array(length));
  if (from.format > 2)
    for (let i = 0, before = 0; i < length; i++) before = events[i] = before + unzigzag(events[i]!);
  const bad = readRare(from, length);
  const undecided = from.format > 1 ? readRare(from, length) : new Float64Array(length);
  return { minutes, events, bad, undecided };
}

/** Formats 1 and 2 wrote each number, whatever it was. */
function readColumn<T extends Uint16Array | Float64Array>(from: ByteReader, into: T): T {
  if (from.format > 2) return from.column(into);
  for (let i = 0; i < into.length; i++) into[i] = from.varint();
  return into;
}

/** Formats 1 and 2 told the place of each instead of how far it lies beyond the one before. */
function readRare(from: ByteReader, length: number): Float64Array {
  const column = new Float64Array(length);
  let after = 0;
  for (let left = from.length(); left > 0; left--) {
    const at = after + from.varint();
    if (at >= length) throw damaged("it tells of a minute that it does not have");
    column[at] = from.varint();
    if (from.format > 2) after = at + 1;
  }
  return column;
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
