/** null where no bound can be given. */
interface RankBounds {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Ranks between which the true quantile of `n` events lies, 1 the quickest and `n` the slowest. Each holds
 * with `confidence` by itself, whatever the distribution: from the binomial distribution of how many values
 * lie below. Without `eventsToBound` events there is none from above.
 * Source: H. A. David and H. N. Nagaraja, "Order Statistics", 3rd edition (2003), section 7.1.
 */
export function quantileRanks(n: number, q: number, confidence = 0.95): RankBounds {
  const low = binomialQuantile(n, q, 1 - confidence);
  const high = binomialQuantile(n, q, confidence) + 1;
  return { low: low < 1 ? null : low, high: high > n ? null : high };
}

/** How many events it takes before a quantile has an upper bound: n ≥ ln(1 − confidence) ÷ ln q. */
export const eventsToBound = (q: number, confidence = 0.95): number =>
  Math.ceil(Math.log1p(-confidence) / Math.log(q));

/**
 * The least k with P(X ≤ k) ≥ p, for X the number of successes out of n of probability q. Each
 * weight follows from its neighbour; those that are nothing beside the largest are left out.
 */
function binomialQuantile(n: number, q: number, p: number): number {
  const mode = Math.min(n, Math.floor((n + 1) * q));
  const odds = q / (1 - q);
  let lowest = mode;
  let weight = 1;
  for (; lowest > 0 && weight > NOTHING; lowest--) weight *= lowest / (n - lowest + 1) / odds;
  const weights: number[] = [];
  for (let k = lowest; k <= n && (k <= mode || weight > NOTHING); k++) {
    weights.push(weight);
    weight *= ((n - k) / (k + 1)) * odds;
  }
  const goal = p * weights.reduce((sum, w) => sum + w, 0);
  let sum = 0;
  const at = weights.findIndex((w) => (sum += w) >= goal);
  return at < 0 ? n : lowest + at;
}

const NOTHING = 1e-20;
