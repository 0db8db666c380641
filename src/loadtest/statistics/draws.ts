import { exponentialGap, type Random } from "../../core/chance/index.ts";

/** A standard normal number. Source: G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29 (1958). */
export const normalDraw = (next: Random): number =>
  Math.sqrt(2 * exponentialGap(next, 1)) * Math.cos(2 * Math.PI * next());

/** How many events of a Poisson process of rate 1 fall into one unit of time. */
export function poissonDraw(next: Random): number {
  let events = 0;
  for (let at = exponentialGap(next, 1); at < 1; at += exponentialGap(next, 1)) events++;
  return events;
}

/**
 * Successes out of n of probability q: by the gaps between the rarer outcomes, or, where both are
 * many, from a normal number z with the first term of Cornish and Fisher, (1 − 2q)(z² − 1) ÷ 6.
 * Source: E. A. Cornish and R. A. Fisher, Review of the International Statistical Institute 5 (1938).
 */
export function binomialDraw(next: Random, n: number, q: number): number {
  if (q > 0.5) return n - binomialDraw(next, n, 1 - q);
  const variance = n * q * (1 - q);
  if (variance > MANY) {
    const z = normalDraw(next);
    const drawn = n * q + Math.sqrt(variance) * z + ((1 - 2 * q) * (z * z - 1)) / 6;
    return Math.min(n, Math.max(0, Math.round(drawn)));
  }
  const rate = -Math.log1p(-q);
  let successes = -1;
  for (let at = 0; at <= n; successes++) at += Math.ceil(exponentialGap(next, rate));
  return successes;
}

const MANY = 9;
