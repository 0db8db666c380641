import { bucketIndex, MAX_BUCKETS, START_SCALE } from "./bucket.ts";
import { emptySketch, type Sketch, shiftToFit } from "./sketch.ts";

/** Takes durations one by one; `sketch()` is the same as merging a sketch of each. */
export interface Recorder {
  /** Seconds; zero and below count as zero. */
  record(seconds: number): void;
  sketch(): Sketch;
  reset(): void;
}

/** A recorder of fixed size: recording allocates nothing. */
export function recorder(): Recorder {
  const counts = new Float64Array(MAX_BUCKETS);
  let shift = 0;
  /** Bucket index of `counts[0]`. */
  let start = 0;
  let low = 0;
  let high = 0;
  let positives = 0;
  let zeros = 0;
  let sumUs = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;

  /** Makes room for a bucket outside the window: slides it, or halves the resolution until it fits. */
  function makeRoom(index: number): number {
    if (positives === 0) {
      start = index - (MAX_BUCKETS >> 1);
      low = high = index;
      return index;
    }
    const wantLow = Math.min(low, index);
    const wantHigh = Math.max(high, index);
    const by = shiftToFit(wantLow, wantHigh, START_SCALE - shift);
    move(((wantLow >> by) + (wantHigh >> by) - MAX_BUCKETS + 1) >> 1, by);
    return index >> by;
  }

  function move(toStart: number, by: number): void {
    const before = counts.slice();
    const from = start;
    counts.fill(0);
    for (let i = low; i <= high; i++) counts[(i >> by) - toStart]! += before[i - from]!;
    start = toStart;
    shift += by;
    low >>= by;
    high >>= by;
  }

  return {
    record(seconds) {
      const value = seconds > 0 ? seconds : 0;
      sumUs += Math.round(value * 1e6);
      if (value < min) min = value;
      if (value > max) max = value;
      if (value === 0) {
        zeros++;
        return;
      }
      let index = bucketIndex(value) >> shift;
      if (positives === 0 || index < start || index >= start + MAX_BUCKETS) index = makeRoom(index);
      counts[index - start]!++;
      positives++;
      if (index < low) low = index;
      if (index > high) high = index;
    },
    sketch: () =>
      positives + zeros === 0
        ? emptySketch
        : {
            scale: START_SCALE - shift,
            offset: positives > 0 ? low : 0,
            counts: positives > 0 ? Array.from(counts.subarray(low - start, high - start + 1)) : [],
            zeroCount: zeros,
            count: positives + zeros,
            sumUs,
            min,
            max,
          },
    reset() {
      counts.fill(0);
      shift = positives = zeros = sumUs = 0;
      min = Number.POSITIVE_INFINITY;
      max = Number.NEGATIVE_INFINITY;
    },
  };
}
