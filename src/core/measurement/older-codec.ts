import { LAST_BUCKET, MIN_SCALE, SCALE, ZERO_BUCKET } from "./bucket.ts";
import { rangeOf, ZERO_RANGE } from "./bucket-range.ts";
import { ByteReader, damaged, unzigzag } from "./byte-reader.ts";
import { emptySketch, type Sketch } from "./sketch.ts";
import type { LimitCount, Slot } from "./slot.ts";

/**
 * What formats 1 and 2 wrote, number by number: the first knew of no event that nobody decided. Their
 * sketches had every bucket from the first in use to the last, 160 at most, at a scale of 5 or less.
 */
export function readOlderSlot(from: ByteReader): Slot {
  const events = from.varint();
  const bad = from.varint();
  const undecided = from.format > 1 ? from.varint() : 0;
  const limits = new Map<number, LimitCount>();
  for (let left = from.length(); left > 0; left--)
    limits.set(from.double(), { within: from.varint(), beyond: from.varint() });
  const [good, failed] = [readDenseSketch(from), readDenseSketch(from)];
  return { events, bad, undecided, limits, good, failed };
}

/** A bucket of a coarser scale than ours is a range. */
export function readDenseSketch(from: ByteReader): Sketch {
  const count = from.varint();
  const scale = unzigzag(from.varint());
  if (count === 0) return emptySketch;
  if (scale < MIN_SCALE || scale > SCALE) throw damaged(`a scale of ${scale} is unknown`);
  const zeroCount = from.varint();
  const sumUs = from.varint();
  const min = from.double();
  const max = from.double();
  const offset = unzigzag(from.varint());
  const width = 2 ** (SCALE - scale);
  const ranges = zeroCount > 0 ? [ZERO_RANGE] : [];
  const counts = zeroCount > 0 ? [zeroCount] : [];
  const length = from.length();
  for (let i = offset; i < offset + length; i++) {
    const one = from.varint();
    if (one === 0) continue;
    const first = Math.max(ZERO_BUCKET, i * width);
    ranges.push(rangeOf(first, Math.min(LAST_BUCKET, (i + 1) * width - 1)));
    counts.push(one);
  }
  return { ranges, counts, count, sumUs, min, max };
}

/** The place of each that is not zero, and what it is. */
export function readRare(from: ByteReader, length: number): Float64Array {
  const column = new Float64Array(length);
  for (let left = from.length(); left > 0; left--) {
    const at = from.varint();
    if (at >= length) throw damaged("it tells of a minute that it does not have");
    column[at] = from.varint();
  }
  return column;
}

/** The slots of a block's minutes: their lengths, then each. */
export function readOlderDetail(
  content: Uint8Array,
  format: number,
  minutes: Uint16Array,
): ReadonlyMap<number, Slot> {
  const from = new ByteReader(content, format);
  const lengths = Array.from(minutes, () => from.varint());
  const end = lengths.reduce((sum, length) => sum + length, from.at);
  if (end !== content.length) throw damaged("its detail belongs to other counts");
  return new Map(Array.from(minutes, (minute) => [minute, readOlderSlot(from)]));
}
