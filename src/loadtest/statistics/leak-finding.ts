import type { LeakFinding } from "../model/index.ts";
import { levelsOff } from "./levels-off.ts";
import { mannKendall } from "./mann-kendall.ts";
import { median } from "./median.ts";
import { type Slope, senSlope } from "./sen-slope.ts";
import { condensed, type Series, valuesOf } from "./series.ts";
import { warmUpCut } from "./warm-up-cut.ts";

/** A resource that was sampled under a steady load, and what is known of it. */
export interface WatchedResource {
  readonly resource: string;
  readonly series: Series;
  /** Growth that nobody minds; without it, 5 % of where it began within a day. */
  readonly toleratedPerHour?: number;
  /** Where it ends: the memory or the descriptors that there are. */
  readonly limit?: number;
  /** The upper bound of the slope that an earlier version had under the same plan. */
  readonly earlierHigh?: number;
}

/**
 * Whether a resource grows without end. Looked at are the lowest values of short stretches after
 * the warm-up, which is what a collector cannot give back. `leak` needs all of: a rise that chance
 * has less than once in a thousand series (Mann–Kendall), a lower bound of the slope above the
 * tolerated growth and above the earlier version's, and no coming to rest. `none` needs an upper
 * bound of the slope within the tolerated growth. All else is `insufficient`: a longer run can tell.
 * Source: F. Machida, A. Andrzejak, R. Matias and E. Vicente, "On the effectiveness of Mann–Kendall
 * test for detection of software aging", ISSREW 2013: the test alone alarms too often.
 */
export function leakFinding(watched: WatchedResource): LeakFinding {
  const { resource, series, limit } = watched;
  const points = condensed(series, lowest);
  const steady = condensed(series.slice(warmUpCut(valuesOf(series)) ?? 0), lowest);
  const trend = mannKendall(steady);
  const slope = senSlope(steady);
  const verdict =
    steady.length < LEAST_POINTS
      ? "insufficient"
      : verdictOf(watched, { ...slope, p: trend.p }, levelsOff(points));
  return {
    kind: "leak",
    resource,
    verdict,
    slope: slope.perHour,
    low: slope.low,
    high: slope.high,
    p: trend.p,
    exhaustionHours:
      verdict === "leak" && limit !== undefined ? hoursUntil(limit, steady, slope) : null,
  };
}

const lowest = (values: readonly number[]): number => Math.min(...values);

const LEAST_POINTS = 12;
/** So strict because a run watches half a dozen resources, and any of them may alarm. */
const MOST_CHANCE = 0.001;
const TOLERATED_PER_DAY = 0.05;

function verdictOf(
  { series, toleratedPerHour, earlierHigh }: WatchedResource,
  { low, high, p }: Slope & { readonly p: number },
  rests: boolean,
): LeakFinding["verdict"] {
  const atFirst = median(valuesOf(series.slice(0, Math.ceil(series.length / 3))));
  const tolerated = toleratedPerHour ?? (TOLERATED_PER_DAY * Math.abs(atFirst)) / 24;
  if (high <= tolerated) return "none";
  const isGrowth = p < MOST_CHANCE && low > Math.max(0, tolerated, earlierHigh ?? 0);
  return isGrowth && !rests ? "leak" : "insufficient";
}

/** From the last point on, at the steepest and at the gentlest slope. */
function hoursUntil(
  limit: number,
  points: Series,
  { low, high }: Slope,
): readonly [number, number] {
  const left = Math.max(0, limit - points.at(-1)!.value);
  return [left / high, left / low];
}
