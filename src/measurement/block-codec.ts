import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type Day, MINUTES_PER_DAY } from "../time/index.ts";
import type { SlotBlock } from "./block.ts";
import { ByteReader, damaged } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { openSeal, seal, unseal } from "./sealed-bytes.ts";
import type { Slot } from "./slot.ts";
import { readSlot, writeSlot } from "./slot-codec.ts";
import type { Stream } from "./stream.ts";

/** A block as bytes, in the three parts that a store keeps apart so that it can read cheaply. */
export interface BlockParts {
  /** Which minutes, how many events, how many bad: about three bytes a minute. */
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
  const columns = decodeCounts(parts.counts);
  const readDetail = () => (typeof parts.detail === "function" ? parts.detail() : parts.detail);
  let total: Slot | null = null;
  let detail: SlotBlock["slotAt"] | null = null;
  const block: SlotBlock = {
    stream,
    day,
    ...columns,
    get total() {
      return (total ??= readSlot(openSeal(parts.total)));
    },
    slotAt(index) {
      if (block.minutes.length === 1) return block.total;
      detail ??= decodeDetail(readDetail(), block.minutes.length);
      return detail(index);
    },
  };
  return block;
}

function encodeCounts({ minutes, events, bad }: SlotBlock): Uint8Array {
  const out = new ByteWriter();
  out.varint(minutes.length);
  let previous = -1;
  for (const minute of minutes) {
    out.varint(minute - previous - 1);
    previous = minute;
  }
  for (const count of events) out.varint(count);
  for (const count of bad) out.varint(count);
  return seal(out.finish());
}

function decodeCounts(bytes: Uint8Array): Pick<SlotBlock, "minutes" | "events" | "bad"> {
  const from = openSeal(bytes);
  const length = from.length();
  const minutes = new Uint16Array(length);
  let minute = -1;
  for (let i = 0; i < length; i++) minutes[i] = minute += from.varint() + 1;
  if (minute >= MINUTES_PER_DAY) throw damaged("it has more minutes than a day");
  const columns = new Float64Array(2 * length);
  from.varints(columns);
  return { minutes, events: columns.subarray(0, length), bad: columns.subarray(length) };
}

function encodeTotal({ total }: SlotBlock): Uint8Array {
  const out = new ByteWriter();
  writeSlot(out, total);
  return seal(out.finish());
}

/** The lengths of all slots, then the slots, packed: most of their bytes are alike. */
function encodeDetail(block: SlotBlock): Uint8Array {
  if (block.minutes.length === 1) return new Uint8Array();
  const slots = Array.from(block.minutes, (_, index) => {
    const out = new ByteWriter();
    writeSlot(out, block.slotAt(index));
    return out.finish();
  });
  const out = new ByteWriter();
  for (const slot of slots) out.varint(slot.length);
  for (const slot of slots) out.append(slot);
  return seal(deflateRawSync(out.finish()));
}

function decodeDetail(bytes: Uint8Array, minutes: number): SlotBlock["slotAt"] {
  const content = inflateRawSync(unseal(bytes), { maxOutputLength: MAX_DETAIL_BYTES });
  const from = new ByteReader(content);
  const lengths = Array.from({ length: minutes }, () => from.varint());
  let end = from.at;
  const starts = lengths.map((length) => (end += length) - length);
  if (end !== content.length) throw damaged("its detail belongs to other counts");
  return (index) => {
    from.seek(starts[index] ?? end);
    return readSlot(from);
  };
}
