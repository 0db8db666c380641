import { median } from "./median.ts";
import { MS_PER_HOUR, type Series } from "./series.ts";

/** The slope of every pair of points at two moments, per hour, in order of size. */
export function pairSlopes(points: Series): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2);
  let n = 0;
  for (const [j, to] of points.entries())
    for (let i = 0; i < j; i++) {
      const { atMs, value } = points[i]!;
      if (to.atMs > atMs) slopes[n++] = ((to.value - value) / (to.atMs - atMs)) * MS_PER_HOUR;
    }
  return slopes.subarray(0, n).sort();
}

/** Sen's slope per hour; 0 for fewer than two moments. */
export function medianSlope(points: Series): number {
  const slopes = pairSlopes(points);
  return slopes.length === 0 ? 0 : median(slopes);
}
