import { Z_95 } from "../../core/measurement/index.ts";
import { mean } from "./median.ts";
import { medianSlope } from "./pair-slopes.ts";
import { MS_PER_HOUR, type Series } from "./series.ts";

/**
 * How much wider the Mann–Kendall score scatters because neighbours are alike:
 * 1 + 2 ÷ (n(n−1)(n−2)) · Σ_k (n−k)(n−k−1)(n−k−2)·ρ_k, over the autocorrelations ρ_k that differ
 * from zero (|ρ_k| > 1.96 ÷ √n). Never below 1: that neighbours are unlike is no reason to be surer.
 * Source: K. H. Hamed and A. R. Rao, "A modified Mann–Kendall trend test for autocorrelated data",
 * Journal of Hydrology 204 (1998), equation 16.
 */
export function hamedRaoInflation(points: Series): number {
  const n = points.length;
  if (n < 4) return 1;
  const least = Z_95 / Math.sqrt(n);
  let sum = 0;
  for (const [at, rho] of rankMemory(points, n - 3).entries()) {
    const k = at + 1;
    if (Math.abs(rho) > least) sum += (n - k) * (n - k - 1) * (n - k - 2) * rho;
  }
  return Math.max(1, 1 + (2 * sum) / (n * (n - 1) * (n - 2)));
}

/**
 * The same if each value remembers a share ρ of the one before: 1 + 2·Σ_k (1 − k/n)·ρ^k, with ρ
 * freed of what fitting a line takes from it, about (2 + 4ρ) ÷ n. More cautious: it counts memory
 * that is too weak to stand out.
 * Sources: S. Yue and C. Wang, Water Resources Management 18 (2004); F. H. C. Marriott and
 * J. A. Pope, Biometrika 41 (1954).
 */
export function firstOrderInflation(points: Series): number {
  const n = points.length;
  if (n < 6) return 1;
  const [measured] = rankMemory(points, 1);
  const rho = Math.min(MOST_MEMORY, (n * measured! + 2) / (n - 4));
  let inflation = 1;
  for (let k = 1; k < n; k++) inflation += 2 * (1 - k / n) * rho ** k;
  return Math.max(1, inflation);
}

const MOST_MEMORY = 0.95;

/** Autocorrelations, from lag 1 on, of the ranks of what Sen's line leaves; 0 where nothing varies. */
function rankMemory(points: Series, most: number): readonly number[] {
  const ranks = ranksOf(levelled(points));
  const centre = mean(ranks);
  const off = ranks.map((rank) => rank - centre);
  const total = off.reduce((sum, d) => sum + d * d, 0);
  return Array.from({ length: most }, (_, at) => {
    let sum = 0;
    for (let i = at + 1; i < off.length; i++) sum += off[i]! * off[i - at - 1]!;
    return total === 0 ? 0 : sum / total;
  });
}

/** What differs by less, as a share of the largest value, differs by the rounding of sums alone. */
const ROUNDING = 1e-12;

/** Without its trend: only then do the autocorrelations tell of the noise. Ties stay ties. */
function levelled(points: Series): readonly number[] {
  const perMs = medianSlope(points) / MS_PER_HOUR;
  const [first] = points;
  const left = points.map(({ atMs, value }) => value - perMs * (atMs - first!.atMs));
  const largest = points.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return left;
  return left.map((value) => Math.round(value / (largest * ROUNDING)));
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
