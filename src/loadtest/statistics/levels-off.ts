import { median } from "./median.ts";
import { medianSlope } from "./pair-slopes.ts";
import { type Series, valuesOf } from "./series.ts";

/**
 * Whether what grew comes to rest in the last third, as caches and pools do when they are full:
 * the last third lies above the middle one by less than half of what that lies above the first,
 * or within the last third itself the slope is below a quarter of the whole's. A steady growth
 * has the same step from third to third and one slope throughout.
 */
export function levelsOff(points: Series): boolean {
  const third = Math.floor(points.length / 3);
  if (third < 2) return false;
  const thirds = [0, third, points.length - third].map((from) => points.slice(from, from + third));
  const [first, middle, last] = thirds.map((part) => median(valuesOf(part)));
  if (last! - middle! < STEP_SHARE * (middle! - first!)) return true;
  return medianSlope(thirds[2]!) <= SLOPE_SHARE * medianSlope(points);
}

const STEP_SHARE = 0.5;
const SLOPE_SHARE = 0.25;
