import { Z_95 } from "../../measurement/index.ts";
import { median } from "./median.ts";
import { MS_PER_HOUR, type Series, thinned } from "./series.ts";

/** A slope per hour with its 95 % interval. */
export interface Slope {
  readonly perHour: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Sen's slope, the median of (x_j − x_i) ÷ (t_j − t_i) over all pairs, whatever the spacing; its
 * bounds are the slopes of the ranks (M ∓ z·√Var S) ÷ 2 out of M, or the outermost where those
 * run out. Of a long series its windows are taken (`thinned`); 0 for fewer than two moments.
 * Source: P. K. Sen, Journal of the American Statistical Association 63 (1968).
 * @param variance of the Mann–Kendall score, `mannKendall(series).variance`
 */
export function senSlope(series: Series, variance: number): Slope {
  const slopes = slopesOf(thinned(series));
  const last = slopes.length - 1;
  if (last < 0) return { perHour: 0, low: 0, high: 0 };
  const width = Z_95 * Math.sqrt(variance);
  const low = Math.round((slopes.length - width) / 2) - 1;
  const high = Math.round((slopes.length + width) / 2);
  return {
    perHour: median(slopes),
    low: slopes[Math.max(0, low)]!,
    high: slopes[Math.min(last, high)]!,
  };
}

/** Of every pair at two moments, per hour, in order of size. */
function slopesOf(points: Series): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2);
  let n = 0;
  for (const [j, to] of points.entries())
    for (let i = 0; i < j; i++) {
      const { atMs, value } = points[i]!;
      if (to.atMs > atMs) slopes[n++] = ((to.value - value) / (to.atMs - atMs)) * MS_PER_HOUR;
    }
  return slopes.subarray(0, n).sort();
}
