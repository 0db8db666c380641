import { bucketIndex, LONGEST, MAX_BUCKETS, START_SCALE, ZERO_THRESHOLD } from "./bucket.ts";
import { emptySketch, type Sketch, shiftToFit } from "./sketch.ts";

/** Takes durations one by one; `sketch()` is the same as merging a sketch of each. */
export interface Recorder {
  /** Seconds. Below zero (a clock that was set back) counts as zero; what is no duration is thrown out. */
  record(seconds: number): void;
  sketch(): Sketch;
  reset(): void;
}

/** Far from every bucket, so that the first value finds its place like any other outside of the range. */
const NOWHERE = 2 ** 29;
const [SUM_US, MIN, MAX] = [0, 1, 2];
const EMPTY_EXTENT = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** A recorder of fixed size: recording allocates nothing, unless the range has to move. */
export function recorder(): Recorder {
  /** The bucket of index i, at the present resolution, is `counts[i - start]`. */
  const counts = new Float64Array(MAX_BUCKETS);
  let start = NOWHERE;
  /** How many times the resolution was halved. */
  let shift = 0;
  let zeroCount = 0;
  let count = 0;
  // In a typed array, because V8 allocates a new number for each change of a captured float.
  const extent = Float64Array.from(EMPTY_EXTENT);

  const isUsed = (bucket: number): boolean => bucket > 0;

  /** Brings a bucket into the range, at the finest scale at which all of them fit; says where it is. */
  function makeRoomFor(fineIndex: number): number {
    const index = fineIndex >> shift;
    const first = counts.findIndex(isUsed);
    const low = first < 0 ? index : Math.min(index, start + first);
    const high = first < 0 ? index : Math.max(index, start + counts.findLastIndex(isUsed));
    const by = shiftToFit(low, high, START_SCALE - shift);
    moveTo(((low >> by) + (high >> by) - MAX_BUCKETS + 1) >> 1, by);
    return (fineIndex >> shift) - start;
  }

  function moveTo(newStart: number, by: number): void {
    const before = counts.slice();
    counts.fill(0);
    before.forEach((n, i) => {
      if (n > 0) counts[((start + i) >> by) - newStart]! += n;
    });
    start = newStart;
    shift += by;
  }

  return {
    record(seconds) {
      if (!(seconds <= LONGEST)) throw new RangeError(`${seconds} is no duration in seconds.`);
      const value = Math.max(seconds, 0);
      count++;
      // Rounds; `Math.round` itself takes a third longer.
      extent[SUM_US]! += Math.floor(value * 1e6 + 0.5);
      if (value < extent[MIN]!) extent[MIN] = value;
      if (value > extent[MAX]!) extent[MAX] = value;
      if (value <= ZERO_THRESHOLD) zeroCount++;
      else {
        const fineIndex = bucketIndex(value);
        const at = (fineIndex >> shift) - start;
        counts[at >= 0 && at < MAX_BUCKETS ? at : makeRoomFor(fineIndex)]!++;
      }
    },
    sketch() {
      if (count === 0) return emptySketch;
      const first = counts.findIndex(isUsed);
      const used =
        first < 0 ? [] : Array.from(counts.slice(first, counts.findLastIndex(isUsed) + 1));
      const buckets = {
        scale: START_SCALE - shift,
        offset: first < 0 ? 0 : start + first,
        counts: used,
      };
      const [sumUs, min, max] = extent as unknown as [number, number, number];
      return { ...buckets, zeroCount, count, sumUs, min, max };
    },
    reset() {
      counts.fill(0);
      extent.set(EMPTY_EXTENT);
      start = NOWHERE;
      shift = zeroCount = count = 0;
    },
  };
}
