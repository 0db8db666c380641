/** Places in the guide for each rank, at least: so many that a search begins where it ends, or next to it. */
const GUIDES_PER_RANK = 4;

/**
 * Makes a chance, a number in [0, 1), a rank of 0 … n−1 where rank k is as likely as (k+1)^−exponent: a few large, a long tail.
 * Exact; 0 as exponent is an even draw. A search in the cumulative weights that begins at a guide.
 * Source: H.-C. Chen and Y. Asau, "On generating random variates from an empirical distribution",
 * AIIE Transactions 6 (1974).
 */
export function zipf(n: number, exponent: number): (chance: number) => number {
  const cumulative = new Float64Array(n);
  let sum = 0;
  for (let k = 0; k < n; k++) cumulative[k] = sum += (k + 1) ** -exponent;
  const last = n - 1;
  const rankFrom = (from: number, target: number): number => {
    let rank = from;
    while (rank < last && cumulative[rank]! <= target) rank++;
    return rank;
  };
  // A power of two: then a chance's place is exact.
  const guide = new Uint32Array(2 ** Math.ceil(Math.log2(GUIDES_PER_RANK * Math.max(n, 1))));
  for (let place = 1; place < guide.length; place++)
    guide[place] = rankFrom(guide[place - 1]!, (place / guide.length) * sum);
  return (chance) => rankFrom(guide[Math.floor(chance * guide.length)]!, chance * sum);
}
