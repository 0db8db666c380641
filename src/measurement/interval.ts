/** A range that holds the true share (or value) with the confidence asked for. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 %. */
export const Z_95 = 1.959963984540054;

/**
 * Wilson's score interval for a share of `good` out of `n`; [0, 1] over no events.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
 */
export function wilson(good: number, n: number, z = Z_95): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const share = good / n;
  const z2 = z * z;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return {
    low: good === 0 ? 0 : Math.max(0, centre - half),
    high: good === n ? 1 : Math.min(1, centre + half),
  };
}

/**
 * The ranks (1 … n) of the ordered values between which a quantile lies; `high` is null where no
 * value can bound it from above, which takes n ≥ ln 0.025 ÷ ln q (two-sided; 0.05 one-sided).
 * Exact, from the binomial distribution of how many values lie below the quantile.
 * Source: H. A. David, H. N. Nagaraja, "Order Statistics", §7.1.
 */
export function quantileRanks(
  n: number,
  q: number,
  confidence = 0.95,
): { low: number | null; high: number | null } {
  const tail = (1 - confidence) / 2;
  const below = binomialQuantile(n, q, tail);
  const above = binomialQuantile(n, q, 1 - tail) + 1;
  return { low: below < 1 ? null : below, high: above > n ? null : above };
}

/** The smallest k with P(X ≤ k) ≥ p for X ~ Binomial(n, q); walks outwards from the mode in log space. */
function binomialQuantile(n: number, q: number, p: number): number {
  if (n === 0 || q <= 0) return 0;
  if (q >= 1) return n;
  const start = Math.max(0, Math.floor(n * q - 12 * Math.sqrt(n * q * (1 - q)) - 12));
  let logTerm = logBinomial(n, start) + start * Math.log(q) + (n - start) * Math.log1p(-q);
  let sum = 0;
  for (let k = start; k <= n; k++) {
    sum += Math.exp(logTerm);
    if (sum >= p) return k;
    logTerm += Math.log((n - k) / (k + 1)) + Math.log(q) - Math.log1p(-q);
  }
  return n;
}

const logBinomial = (n: number, k: number): number =>
  logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** ln n!, by Stirling's series above 20 (error below 1e-13). */
function logFactorial(n: number): number {
  if (n < 20) {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return Math.log(product);
  }
  const x = n + 1;
  return (
    (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3)
  );
}
