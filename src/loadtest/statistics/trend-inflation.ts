import { Z_95 } from "../../measurement/index.ts";
import { mean } from "./median.ts";
import { senSlope } from "./sen-slope.ts";
import { MS_PER_HOUR, type Series } from "./series.ts";

/**
 * How much wider the Mann–Kendall score scatters because neighbours are alike:
 * 1 + 2 ÷ (n(n−1)(n−2)) · Σ_k (n−k)(n−k−1)(n−k−2)·ρ_k, over the autocorrelations ρ_k of the ranks
 * of what Sen's line leaves, as far as they differ from zero (|ρ_k| > 1.96 ÷ √n). Never below 1:
 * that neighbours are unlike is no reason to be surer.
 * Source: K. H. Hamed and A. R. Rao, "A modified Mann–Kendall trend test for autocorrelated data",
 * Journal of Hydrology 204 (1998), equation 16.
 */
export function trendInflation(points: Series): number {
  const n = points.length;
  if (n < 4) return 1;
  const ranks = ranksOf(levelled(points));
  const least = Z_95 / Math.sqrt(n);
  let sum = 0;
  autocorrelations(ranks, n - 3).forEach((rho, at) => {
    const k = at + 1;
    if (Math.abs(rho) > least) sum += (n - k) * (n - k - 1) * (n - k - 2) * rho;
  });
  return Math.max(1, 1 + (2 * sum) / (n * (n - 1) * (n - 2)));
}

/** Without its trend: only then do the autocorrelations tell of the noise. */
function levelled(points: Series): readonly number[] {
  const { perHour } = senSlope(points, 0);
  return points.map(
    ({ atMs, value }) => value - (perHour / MS_PER_HOUR) * (atMs - points[0]!.atMs),
  );
}

/** 1 for the smallest; equal values share the mean of their ranks. */
export function ranksOf(values: readonly number[]): readonly number[] {
  const order = values.map((_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let k = from; k < to; k++) ranks[order[k]!] = (from + 1 + to) / 2;
  }
  return ranks;
}

/** Of lags 1 … most; 0 throughout where nothing varies. */
function autocorrelations(values: readonly number[], most: number): readonly number[] {
  const centre = mean(values);
  const off = values.map((value) => value - centre);
  const total = off.reduce((sum, d) => sum + d * d, 0);
  return Array.from({ length: most }, (_, at) => {
    let sum = 0;
    for (let i = at + 1; i < off.length; i++) sum += off[i]! * off[i - at - 1]!;
    return total === 0 ? 0 : sum / total;
  });
}
