import type { Margin } from "./comparison.ts";
import { LEAST_PAIRS } from "./comparison.ts";
import { quantiles, studentQuantile } from "./student.ts";

/** More than so many nobody makes. */
const MOST = 1000;

/** What the pairs of runs say of one figure so far. */
interface Scattered {
  readonly pairs: number;
  /** Candidate ÷ base; null without any. */
  readonly ratio: number | null;
  /** Standard deviation of the pairs' log ratios; null of fewer than two. */
  readonly scatter: number | null;
}

/**
 * How many pairs more would settle a figure if they went on as those so far: until the interval of
 * the ratio is on one side of the margin. null where a thousand would not, or nothing was measured.
 */
export function morePairsToSettle(
  { pairs, ratio, scatter }: Scattered,
  margin: Margin,
): number | null {
  if (ratio === null) return null;
  if (scatter === null) return LEAST_PAIRS - pairs;
  const away = Math.abs(Math.log(ratio) - Math.log1p(margin));
  for (let n = Math.max(LEAST_PAIRS, pairs + 1); n <= MOST; n++)
    if (halfWidth(scatter, n) <= away) return n - pairs;
  return null;
}

/**
 * How many pairs in all tell a version that is the same from one that is worse by the margin, four
 * times in five. By the scatter alone: a number that looked at which way the ratio leans would
 * favour what it leans to. That few are made where the first ones happen to agree raises the chance
 * of a false alarm at the margin itself from 2.5 to 4 % at most.
 * Source: C. Stein, Annals of Mathematical Statistics 16 (1945).
 */
export function pairsForMargin(scatters: readonly number[], margin: Margin): number {
  const scatter = Math.max(0, ...scatters);
  let n = LEAST_PAIRS;
  while (n < MOST && halfWidth(scatter, n) + powerWidth(scatter, n) > Math.log1p(margin)) n++;
  return n;
}

const halfWidth = (scatter: number, n: number): number =>
  (studentQuantile(quantiles.upper, n - 1) * scatter) / Math.sqrt(n);

const powerWidth = (scatter: number, n: number): number =>
  (studentQuantile(quantiles.power, n - 1) * scatter) / Math.sqrt(n);
