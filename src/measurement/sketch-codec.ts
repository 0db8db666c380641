import { MAX_BUCKETS, MIN_SCALE, START_SCALE } from "./bucket.ts";
import { type ByteReader, damaged } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { openSeal, seal } from "./sealed-bytes.ts";
import { emptySketch, type Sketch } from "./sketch.ts";

/** Sketches one after another, sealed; two bytes for an empty one. */
export function encodeSketches(sketches: readonly Sketch[]): Uint8Array {
  const out = new ByteWriter();
  out.varint(sketches.length);
  for (const sketch of sketches) writeSketch(out, sketch);
  return seal(out.finish());
}

/** Throws `store.damaged` for whatever `encodeSketches` cannot have made. */
export function decodeSketches(bytes: Uint8Array): readonly Sketch[] {
  const { from } = openSeal(bytes);
  const sketches = Array.from({ length: from.length() }, () => checked(readSketch(from)));
  // The seal's checksum of four bytes is not part of what the reader sees.
  if (from.at !== bytes.length - 5) throw damaged("it holds more than its sketches");
  return sketches;
}

export function writeSketch(out: ByteWriter, sketch: Sketch): void {
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

export function readSketch(from: ByteReader): Sketch {
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

/** A seal can be forged; figures that contradict each other would send a reader astray. */
function checked(sketch: Sketch): Sketch {
  const { scale, offset, counts, zeroCount, count, sumUs, min, max } = sketch;
  const sum = counts.reduce((total, one) => total + one, zeroCount);
  if (scale < MIN_SCALE || scale > START_SCALE) throw damaged(`a scale of ${scale} is unknown`);
  if (counts.length > MAX_BUCKETS || Math.abs(offset) > MAX_OFFSET)
    throw damaged("a sketch has buckets that no sketch has");
  if (sum !== count || !Number.isSafeInteger(count) || !Number.isSafeInteger(sumUs))
    throw damaged("the counts of a sketch do not add up");
  if (count > 0 && !(min >= 0 && min <= max && Number.isFinite(max)))
    throw damaged("the least and the largest value of a sketch contradict each other");
  return sketch;
}

/** A double's exponents at the finest scale all lie within. */
const MAX_OFFSET = 2 ** 16;
