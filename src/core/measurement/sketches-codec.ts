import { bucketOf, LAST_BUCKET, ZERO_BUCKET } from "./bucket.ts";
import { firstOf, lastOf, rangeOf, widthOf } from "./bucket-range.ts";
import { type ByteReader, damaged, unzigzag } from "./byte-reader.ts";
import { ByteWriter, zigzag } from "./byte-writer.ts";
import { readDenseSketch } from "./older-codec.ts";
import { openSeal, seal } from "./sealed-bytes.ts";
import { emptySketch, type Sketch } from "./sketch.ts";

/** Sketches one after another, sealed. */
export function encodeSketches(sketches: readonly Sketch[]): Uint8Array {
  const out = new ByteWriter();
  out.varint(sketches.length);
  writeSketches(out, sketches, () => 0);
  return seal(out.finish());
}

/** Throws `store.damaged` for whatever `encodeSketches` cannot have made. */
export function decodeSketches(bytes: Uint8Array): readonly Sketch[] {
  const from = openSeal(bytes);
  const length = from.varint();
  if (length > MOST_SKETCHES) throw damaged("it has more sketches than anybody wrote");
  const sketches =
    from.format < 3
      ? Array.from({ length }, () => readDenseSketch(from))
      : readSketches(from, length, () => 0);
  // The seal's checksum of four bytes is not part of what the reader sees.
  if (from.at !== bytes.length - 5) throw damaged("it holds more than its sketches");
  return sketches.map(checked);
}

/** Sketches in columns. `expected` is how many events one has most likely, as its reader knows it too. */
export function writeSketches(
  out: ByteWriter,
  sketches: readonly Sketch[],
  expected: (at: number) => number,
): void {
  out.column(sketches.length, (i) => zigzag(sketches[i]!.count - expected(i)));
  const filled = sketches.filter(({ count }) => count > 0);
  out.column(filled.length, (i) => filled[i]!.ranges.length - 1);
  for (const { min } of filled) out.double(min);
  out.column(filled.length, (i) => (filled[i]!.max === filled[i]!.min ? 0 : 1));
  for (const { min, max } of filled) if (max !== min) out.double(max);
  out.column(filled.length, (i) => zigzag(filled[i]!.sumUs - likelySumUs(filled[i]!)));
  const ranges = filled.flatMap((sketch) => sketch.ranges);
  out.column(ranges.length, (i) => zigzag(widthOf(ranges[i]!) - widthOf(ranges[i - 1] ?? 0)));
  const gaps = filled.flatMap(gapsOf);
  out.column(gaps.length, (i) => gaps[i]!);
  const counts = filled.flatMap((sketch) => sketch.counts);
  out.column(counts.length, (i) => counts[i]! - 1);
}

export function readSketches(
  from: ByteReader,
  length: number,
  expected: (at: number) => number,
): Sketch[] {
  const columnOf = (size: number) => from.column(new Array<number>(size).fill(0));
  const counted = columnOf(length).map((more, i) => unzigzag(more) + expected(i));
  const filled = counted.flatMap((count, i) => (count > 0 ? [i] : []));
  const lengths = columnOf(filled.length).map((more) => more + 1);
  const least = filled.map(() => from.double());
  const isWider = columnOf(filled.length);
  const most = least.map((min, i) => (isWider[i] === 0 ? min : from.double()));
  const sums = columnOf(filled.length);
  const total = lengths.reduce((sum, size) => sum + size, 0);
  if (total > MOST_RANGES) throw damaged("its sketches have more ranges than there are");
  const widths = columnOf(total);
  const gaps = columnOf(total);
  const events = columnOf(total);
  const sketches = new Array<Sketch>(length).fill(emptySketch);
  let width = 0;
  let at = 0;
  for (const [i, place] of filled.entries()) {
    const [min, max, count] = [least[i]!, most[i]!, counted[place]!];
    const ranges = new Array<number>(lengths[i]!).fill(0);
    const counts = new Array<number>(lengths[i]!).fill(0);
    let last = bucketOf(min);
    for (let j = 0; j < ranges.length; j++, at++) {
      width += unzigzag(widths[at]!);
      last = j === 0 ? last + unzigzag(gaps[at]!) : leastLast(last, width) + gaps[at]!;
      ranges[j] = rangeOf(last - width, last);
      counts[j] = events[at]! + 1;
    }
    const sumUs = unzigzag(sums[i]!) + likelySumUs({ min, count });
    sketches[place] = { ranges, counts, count, sumUs, min, max };
  }
  return sketches;
}

/** A single event is its own sum. */
const likelySumUs = ({ min, count }: Pick<Sketch, "min" | "count">): number =>
  count === 1 ? Math.round(min * 1e6) : 0;

/** How far each range lies beyond the one before it, the first beyond the bucket of the least value. */
function gapsOf({ ranges, min }: Sketch): number[] {
  let last = bucketOf(min);
  return ranges.map((range, j) => {
    const gap = lastOf(range) - (j === 0 ? last : leastLast(last, widthOf(range)));
    last = lastOf(range);
    return j === 0 ? zigzag(gap) : gap;
  });
}

/** What follows in ascending order: a single bucket comes after the last one, a wider range may end with it. */
const leastLast = (last: number, width: number): number => (width === 0 ? last + 1 : last);
const MOST_SKETCHES = 2 ** 16;
/** More than the minutes of a day have. */
const MOST_RANGES = 2 ** 22;

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
