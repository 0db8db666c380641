import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { emptySketch, type Sketch } from "./sketch.ts";
import type { LimitCount, Slot } from "./slot.ts";

export function writeSlot(out: ByteWriter, slot: Slot): void {
  out.varint(slot.events);
  out.varint(slot.bad);
  out.varint(slot.limits.size);
  for (const [limitMs, { within, beyond }] of [...slot.limits].sort(([a], [b]) => a - b)) {
    out.double(limitMs);
    out.varint(within);
    out.varint(beyond);
  }
  writeSketch(out, slot.good);
  writeSketch(out, slot.failed);
}

export function readSlot(from: ByteReader): Slot {
  const events = from.varint();
  const bad = from.varint();
  const limits = new Map<number, LimitCount>();
  for (let left = from.length(); left > 0; left--)
    limits.set(from.double(), { within: from.varint(), beyond: from.varint() });
  return { events, bad, limits, good: readSketch(from), failed: readSketch(from) };
}

function writeSketch(out: ByteWriter, sketch: Sketch): void {
  out.varint(sketch.count);
  out.zigzag(sketch.scale);
  if (sketch.count === 0) return;
  out.varint(sketch.zeroCount);
  out.varint(sketch.sumUs);
  out.double(sketch.min);
  out.double(sketch.max);
  out.zigzag(sketch.offset);
  out.varint(sketch.counts.length);
  for (const count of sketch.counts) out.varint(count);
}

function readSketch(from: ByteReader): Sketch {
  const count = from.varint();
  const scale = from.zigzag();
  if (count === 0) return scale === emptySketch.scale ? emptySketch : { ...emptySketch, scale };
  const zeroCount = from.varint();
  const sumUs = from.varint();
  const min = from.double();
  const max = from.double();
  const offset = from.zigzag();
  const counts = new Array<number>(from.length()).fill(0);
  for (let i = 0; i < counts.length; i++) counts[i] = from.varint();
  return { scale, offset, counts, zeroCount, count, sumUs, min, max };
}
