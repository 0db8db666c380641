import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readSketch, writeSketch } from "./sketch-codec.ts";
import type { LimitCount, Slot } from "./slot.ts";

export function writeSlot(out: ByteWriter, slot: Slot): void {
  out.varint(slot.events);
  out.varint(slot.bad);
  out.varint(slot.undecided);
  out.varint(slot.limits.size);
  for (const [limitMs, { within, beyond }] of [...slot.limits].sort(([a], [b]) => a - b)) {
    out.double(limitMs);
    out.varint(within);
    out.varint(beyond);
  }
  writeSketch(out, slot.good);
  writeSketch(out, slot.failed);
}

/** The first format knew of no event that nobody decided. */
export function readSlot(from: ByteReader): Slot {
  const events = from.varint();
  const bad = from.varint();
  const undecided = from.format > 1 ? from.varint() : 0;
  const limits = new Map<number, LimitCount>();
  for (let left = from.length(); left > 0; left--)
    limits.set(from.double(), { within: from.varint(), beyond: from.varint() });
  return { events, bad, undecided, limits, good: readSketch(from), failed: readSketch(from) };
}
