import { LAST_BUCKET, MIN_SCALE, SCALE, ZERO_BUCKET } from "./bucket.ts";
import { firstOf, lastOf, rangeOf, widthOf, ZERO_RANGE } from "./bucket-range.ts";
import { type ByteReader, damaged, unzigzag } from "./byte-reader.ts";
import { ByteWriter, zigzag } from "./byte-writer.ts";
import { openSeal, seal } from "./sealed-bytes.ts";
import { emptySketch, type Sketch } from "./sketch.ts";

/** Sketches one after another, sealed; a byte for an empty one. */
export function encodeSketches(sketches: readonly Sketch[]): Uint8Array {
  const out = new ByteWriter();
  out.varint(sketches.length);
  for (const sketch of sketches) writeSketch(out, sketch);
  return seal(out.finish());
}

/** Throws `store.damaged` for whatever `encodeSketches` cannot have made. */
export function decodeSketches(bytes: Uint8Array): readonly Sketch[] {
  const from = openSeal(bytes);
  const sketches = Array.from({ length: from.length() }, () => checked(readSketch(from)));
  // The seal's checksum of four bytes is not part of what the reader sees.
  if (from.at !== bytes.length - 5) throw damaged("it holds more than its sketches");
  return sketches;
}

/**
 * Three columns: how much wider each range is than the one before, how far it lies beyond it, and
 * how many events it has beyond the one that it must have.
 */
export function writeSketch(out: ByteWriter, sketch: Sketch): void {
  const { ranges, counts, count, sumUs, min, max } = sketch;
  out.varint(count);
  if (count === 0) return;
  out.varint(sumUs);
  out.double(min);
  out.double(max);
  out.varint(ranges.length);
  let width = 0;
  out.column(ranges.length, (i) => {
    const wider = widthOf(ranges[i]!) - width;
    width += wider;
    return zigzag(wider);
  });
  let last = BEFORE_ALL;
  out.column(ranges.length, (i) => {
    const least = leastLast(last, widthOf(ranges[i]!));
    last = lastOf(ranges[i]!);
    return last - least;
  });
  out.column(ranges.length, (i) => counts[i]! - 1);
}

export function readSketch(from: ByteReader): Sketch {
  if (from.format < 3) return readDenseSketch(from);
  const count = from.varint();
  if (count === 0) return emptySketch;
  const sumUs = from.varint();
  const min = from.double();
  const max = from.double();
  const length = from.varint();
  if (length > MOST_RANGES) throw damaged("a sketch has more ranges than there are");
  const widths = from.column(new Array<number>(length).fill(0));
  const ranges = from.column(new Array<number>(length).fill(0));
  const counts = from.column(new Array<number>(length).fill(0));
  let width = 0;
  let last = BEFORE_ALL;
  for (let i = 0; i < length; i++) {
    width += unzigzag(widths[i]!);
    last = leastLast(last, width) + ranges[i]!;
    ranges[i] = rangeOf(last - width, last);
    counts[i]!++;
  }
  return { ranges, counts, count, sumUs, min, max };
}

const BEFORE_ALL = ZERO_BUCKET - 1;
/** What follows in ascending order: a single bucket comes after the last one, a wider range may end with it. */
const leastLast = (last: number, width: number): number => (width === 0 ? last + 1 : last);
/** Every first bucket with every last one. */
const MOST_RANGES = (LAST_BUCKET - ZERO_BUCKET + 2) ** 2 / 2;

/**
 * Formats 1 and 2 had every bucket from the first in use to the last, 160 at most, at a scale of 5 or less;
 * a bucket of a coarser scale is a range of ours.
 */
function readDenseSketch(from: ByteReader): Sketch {
  const count = from.varint();
  const scale = unzigzag(from.varint());
  if (count === 0) return emptySketch;
  if (scale < MIN_SCALE || scale > SCALE) throw damaged(`a scale of ${scale} is unknown`);
  const zeroCount = from.varint();
  const sumUs = from.varint();
  const min = from.double();
  const max = from.double();
  const offset = unzigzag(from.varint());
  const shift = SCALE - scale;
  const ranges = zeroCount > 0 ? [ZERO_RANGE] : [];
  const counts = zeroCount > 0 ? [zeroCount] : [];
  const length = from.length();
  for (let i = offset; i < offset + length; i++) {
    const one = from.varint();
    if (one === 0) continue;
    ranges.push(rangeOf(atLeastZero(i * 2 ** shift), atMostLast((i + 1) * 2 ** shift - 1)));
    counts.push(one);
  }
  return { ranges, counts, count, sumUs, min, max };
}

const atLeastZero = (bucket: number): number => Math.max(ZERO_BUCKET, bucket);
const atMostLast = (bucket: number): number => Math.min(LAST_BUCKET, bucket);

/** A seal can be forged; figures that contradict each other would send a reader astray. */
function checked(sketch: Sketch): Sketch {
  const { ranges, counts, count, sumUs, min, max } = sketch;
  const sum = counts.reduce((total, one) => total + one, 0);
  if (ranges.some((range) => firstOf(range) < ZERO_BUCKET || lastOf(range) > LAST_BUCKET))
    throw damaged("a sketch has buckets that no sketch has");
  if (sum !== count || !Number.isSafeInteger(count) || !Number.isSafeInteger(sumUs))
    throw damaged("the counts of a sketch do not add up");
  if (count > 0 && !(min >= 0 && min <= max && Number.isFinite(max)))
    throw damaged("the least and the largest value of a sketch contradict each other");
  return sketch;
}
