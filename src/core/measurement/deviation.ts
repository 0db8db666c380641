import { ceilingOf, floorOf } from "./bucket.ts";
import { firstOf, lastOf } from "./bucket-range.ts";
import type { Sketch } from "./sketch.ts";

/**
 * Standard deviation in seconds of the durations in a sketch of two or more; never too small: each
 * duration is taken at the end of its range that lies farther from the mean.
 */
export function deviation(sketch: Sketch): number {
  const { ranges, counts, count, sumUs, min, max } = sketch;
  const mean = sumUs / 1e6 / count;
  const within = (seconds: number) => Math.min(max, Math.max(min, seconds));
  const squares = ranges.reduce((sum, range, i) => {
    const low = within(floorOf(firstOf(range)));
    const high = within(ceilingOf(lastOf(range)));
    return sum + counts[i]! * Math.max(mean - low, high - mean) ** 2;
  }, 0);
  return Math.sqrt(squares / (count - 1));
}
