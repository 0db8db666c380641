/** A range that holds the true share with the confidence asked for. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How many standard deviations to either side hold 95 % of a normal distribution. */
export const Z_95 = 1.959963984540054;

/**
 * Wilson's score interval for a share of `good` out of `n`, two-sided; 0 to 1 over no events.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * Journal of the American Statistical Association 22 (1927).
 */
export function wilson(good: number, n: number, confidence = 0.95): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const z2 = zOf(confidence) ** 2;
  const share = good / n;
  const centre = share + z2 / (2 * n);
  const half = Math.sqrt((z2 * (share * (1 - share) + z2 / (4 * n))) / n);
  const scale = 1 + z2 / n;
  return {
    low: good === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: good === n ? 1 : Math.min(1, (centre + half) / scale),
  };
}

/** How many standard deviations to either side hold a share (0 < `confidence` < 1) of a normal distribution. */
export function zOf(confidence: number): number {
  if (confidence === 0.95) return Z_95;
  let z = 0;
  let step: number;
  // Newton's method: from the middle the curve is concave, so that no step overshoots.
  do {
    step = (confidence - within(z)) / (2 * density(z));
    z += step;
  } while (step > 1e-12);
  return z;
}

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/**
 * The share of a normal distribution within z standard deviations: 2·φ(z)·(z + z³/3 + z⁵/15 + …).
 * Source: G. Marsaglia, "Evaluating the normal distribution", Journal of Statistical Software 11 (2004).
 */
function within(z: number): number {
  let sum = 0;
  for (let term = z, odd = 3; term > sum * 1e-17; term *= (z * z) / odd, odd += 2) sum += term;
  return 2 * density(z) * sum;
}
