import type { DriftFinding } from "../model/index.ts";
import { mannKendall } from "./mann-kendall.ts";
import { mean, median } from "./median.ts";
import { senSlope } from "./sen-slope.ts";
import { condensed, MS_PER_HOUR, type Series, valuesOf } from "./series.ts";

/**
 * Whether answers grew slower while the load was the same, by one quantile of every window after
 * the warm-up, taken in short stretches; relative to the median of the first third. `drift` needs a
 * rise that chance has less than four times in a thousand series (Mann–Kendall), and that makes up
 * more than `tolerated` over the time watched; `none` needs an upper bound of it within `tolerated`,
 * and answers that did not still grow quicker, which would hide it. All else is `insufficient`.
 */
export function driftFinding(windows: Series, tolerated = 0.1): DriftFinding {
  const points = condensed(windows, mean);
  const trend = mannKendall(points);
  const slope = senSlope(points);
  const atFirst = median(valuesOf(points.slice(0, Math.ceil(points.length / 3))));
  const relative = (perHour: number) => (atFirst > 0 ? perHour / atFirst : 0);
  const perHour = relative(slope.perHour);
  const high = relative(slope.high);
  const hours = points.length > 0 ? (points.at(-1)!.atMs - points[0]!.atMs) / MS_PER_HOUR : 0;
  const grew = trend.p < MOST_CHANCE && perHour * hours > tolerated;
  const settles = high < 0 && perHour * hours < -tolerated;
  const isNone = high * hours <= tolerated && !settles;
  const verdict = grew ? "drift" : isNone ? "none" : "insufficient";
  return {
    kind: "drift",
    verdict: points.length < LEAST_POINTS || !(atFirst > 0) ? "insufficient" : verdict,
    perHour,
    low: relative(slope.low),
    high,
  };
}

const LEAST_POINTS = 12;
const MOST_CHANCE = 0.004;
