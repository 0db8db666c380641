/**
 * How likely a standard normal lies further from zero than `z`, to either side.
 * Near zero 1 − 2·φ(z)·(z + z³/3 + z⁵/15 + …), as in G. Marsaglia, "Evaluating the normal
 * distribution", Journal of Statistical Software 11 (2004); beyond, where that cancels, Laplace's
 * continued fraction 2·φ(z) ÷ (z + 1/(z + 2/(z + 3/(z + …)))), Abramowitz and Stegun 26.2.14.
 */
export function normalTails(z: number): number {
  const x = Math.abs(z);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x > 3) {
    let fraction = x;
    for (let k = DEPTH; k > 0; k--) fraction = x + k / fraction;
    return (2 * density) / fraction;
  }
  let sum = 0;
  for (let term = x, odd = 3; term > sum * 1e-17; term *= (x * x) / odd, odd += 2) sum += term;
  return 1 - 2 * density * sum;
}

/** Deep enough for twelve digits from z = 3 on. */
const DEPTH = 100;
