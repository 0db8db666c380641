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
export const recorder = (): Recorder => new SketchRecorder();

/** A class, because V8 makes faster code of a method than of a closure that is new in each recorder. */
class SketchRecorder implements Recorder {
  /** The bucket of index i, at the present resolution, is `#counts[i - #start]`. */
  readonly #counts = new Float64Array(MAX_BUCKETS);
  #start = NOWHERE;
  /** How many times the resolution was halved. */
  #shift = 0;
  #zeroCount = 0;
  #count = 0;
  // In a typed array, because V8 allocates a new number for each change of a field that is a float.
  readonly #extent = Float64Array.from(EMPTY_EXTENT);

  record(seconds: number): void {
    if (!(seconds <= LONGEST)) throw new RangeError(`${seconds} is no duration in seconds.`);
    const value = Math.max(seconds, 0);
    const extent = this.#extent;
    this.#count++;
    // Rounds; `Math.round` itself takes a third longer.
    extent[SUM_US]! += Math.floor(value * 1e6 + 0.5);
    if (value < extent[MIN]!) extent[MIN] = value;
    if (value > extent[MAX]!) extent[MAX] = value;
    if (value <= ZERO_THRESHOLD) this.#zeroCount++;
    else {
      const fineIndex = bucketIndex(value);
      const at = (fineIndex >> this.#shift) - this.#start;
      this.#counts[at >= 0 && at < MAX_BUCKETS ? at : this.#makeRoomFor(fineIndex)]!++;
    }
  }

  sketch(): Sketch {
    if (this.#count === 0) return emptySketch;
    const [sumUs, min, max] = this.#extent as unknown as [number, number, number];
    const first = this.#counts.findIndex(isUsed);
    return {
      scale: START_SCALE - this.#shift,
      offset: first < 0 ? 0 : this.#start + first,
      counts: first < 0 ? [] : Array.from(this.#counts.slice(first, this.#lastUsed() + 1)),
      zeroCount: this.#zeroCount,
      count: this.#count,
      sumUs,
      min,
      max,
    };
  }

  reset(): void {
    this.#counts.fill(0);
    this.#extent.set(EMPTY_EXTENT);
    this.#start = NOWHERE;
    this.#shift = this.#zeroCount = this.#count = 0;
  }

  /** Brings a bucket into the range, at the finest scale at which all of them fit; says where it is. */
  #makeRoomFor(fineIndex: number): number {
    const index = fineIndex >> this.#shift;
    const first = this.#counts.findIndex(isUsed);
    const low = first < 0 ? index : Math.min(index, this.#start + first);
    const high = first < 0 ? index : Math.max(index, this.#start + this.#lastUsed());
    const by = shiftToFit(low, high, START_SCALE - this.#shift);
    this.#moveTo(((low >> by) + (high >> by) - MAX_BUCKETS + 1) >> 1, by);
    return (fineIndex >> this.#shift) - this.#start;
  }

  #moveTo(start: number, by: number): void {
    const before = this.#counts.slice();
    this.#counts.fill(0);
    for (const [i, count] of before.entries())
      if (count > 0) this.#counts[((this.#start + i) >> by) - start]! += count;
    this.#start = start;
    this.#shift += by;
  }

  #lastUsed(): number {
    return this.#counts.findLastIndex(isUsed);
  }
}

const isUsed = (count: number): boolean => count > 0;
