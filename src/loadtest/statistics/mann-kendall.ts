import { normalTails } from "./normal-tails.ts";
import { type Series, thinned, valuesOf } from "./series.ts";
import { hamedRaoInflation } from "./trend-inflation.ts";

/** Whether a series goes one way more than chance would have it. */
export interface TrendTest {
  /** Rising pairs less falling pairs. */
  readonly score: number;
  /** Of the score without a trend, the inflation included. */
  readonly variance: number;
  /** How much autocorrelation widens the variance; 1 at least. */
  readonly inflation: number;
  readonly z: number;
  /** Of a trend either way; above zero z, half of it is that of a rise. */
  readonly p: number;
}

/**
 * The Mann–Kendall test with the correction for ties, S = Σ_{i<j} sgn(x_j − x_i) and
 * Var S = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] ÷ 18, widened for autocorrelation after Hamed and Rao.
 * Of a long series its windows are tested (`thinned`).
 * Sources: H. B. Mann, Econometrica 13 (1945); M. G. Kendall, "Rank Correlation Methods" (1975);
 * K. H. Hamed and A. R. Rao, Journal of Hydrology 204 (1998).
 */
export function mannKendall(series: Series): TrendTest {
  const points = thinned(series);
  const values = valuesOf(points);
  const score = scoreOf(values);
  const inflation = hamedRaoInflation(points);
  const variance = scoreVariance(values) * inflation;
  const z = variance === 0 ? 0 : (score - Math.sign(score)) / Math.sqrt(variance);
  return { score, variance, inflation, z, p: normalTails(z) };
}

function scoreOf(values: readonly number[]): number {
  let score = 0;
  for (let j = 1; j < values.length; j++)
    for (let i = 0; i < j; i++) score += Math.sign(values[j]! - values[i]!);
  return score;
}

/** Of the score of values without a trend or a memory; ties narrow it. */
export function scoreVariance(values: readonly number[]): number {
  const spread = (n: number) => (n * (n - 1) * (2 * n + 5)) / 18;
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  return [...ties.values()].reduce((sum, t) => sum - spread(t), spread(values.length));
}
