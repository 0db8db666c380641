import { quantile, type Sketch } from "../../core/measurement/index.ts";

/** A sketch laid out for looking up ranks: what stands for each bucket, and how many lie up to it. */
export interface Histogram {
  readonly count: number;
  /** Milliseconds, in order of size. */
  readonly values: readonly number[];
  /** Of each bucket; the same bucket has the same in every histogram, and later ones have larger. */
  readonly edges: readonly number[];
  /** Values in this bucket and all before it. */
  readonly upTo: readonly number[];
}

export function histogramOf(sketch: Sketch): Histogram {
  const values: number[] = [];
  const upTo: number[] = [];
  let below = 0;
  for (const size of sketch.counts) {
    values.push(quantile(sketch, (below + 1) / sketch.count) * 1000);
    below += size;
    upTo.push(below);
  }
  return { count: sketch.count, values, edges: sketch.ranges, upTo };
}

/** The value of a rank, 1 being the smallest; beyond the last it is the largest. */
export function valueAt({ values, upTo }: Histogram, rank: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (upTo[middle]! >= rank) high = middle;
    else low = middle + 1;
  }
  return values[low]!;
}

/** How many are larger than a value, bucket by bucket. */
export function countAbove({ count, values, upTo }: Histogram, value: number): number {
  const bucket = values.findLastIndex((v) => v <= value);
  return bucket < 0 ? count : count - upTo[bucket]!;
}
