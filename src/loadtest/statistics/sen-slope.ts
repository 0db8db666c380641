import { Z_95 } from "../../core/measurement/index.ts";
import { scoreVariance } from "./mann-kendall.ts";
import { median } from "./median.ts";
import { pairSlopes } from "./pair-slopes.ts";
import { type Series, thinned, valuesOf } from "./series.ts";
import { firstOrderInflation, hamedRaoInflation } from "./trend-inflation.ts";

/** A slope per hour with its 95 % interval. */
export interface Slope {
  readonly perHour: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Sen's slope, the median of (x_j − x_i) ÷ (t_j − t_i) over all pairs, whatever the spacing, with
 * bounds by rank as wide as the noise's memory asks for, by whichever reckoning asks for more.
 * Of a long series its windows are taken (`thinned`); 0 for fewer than two moments.
 * Source: P. K. Sen, Journal of the American Statistical Association 63 (1968).
 */
export function senSlope(series: Series): Slope {
  const points = thinned(series);
  const slopes = pairSlopes(points);
  if (slopes.length === 0) return { perHour: 0, low: 0, high: 0 };
  const inflation = Math.max(hamedRaoInflation(points), firstOrderInflation(points));
  const [low, high] = rankBounds(slopes, scoreVariance(valuesOf(points)) * inflation);
  return { perHour: median(slopes), low, high };
}

/**
 * The slopes of the ranks (M ∓ z·√Var S) ÷ 2 out of M, or the outermost where the ranks run out.
 * @param variance of Mann and Kendall's score
 */
export function rankBounds(
  slopes: Float64Array,
  variance: number,
): readonly [low: number, high: number] {
  const width = Z_95 * Math.sqrt(variance);
  const low = Math.round((slopes.length - width) / 2) - 1;
  const high = Math.round((slopes.length + width) / 2);
  return [slopes[Math.max(0, low)]!, slopes[Math.min(slopes.length - 1, high)]!];
}
