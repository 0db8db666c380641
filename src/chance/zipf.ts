/**
 * Makes a chance, a number in [0, 1), a rank of 0 … n−1 where rank k is as likely as (k+1)^−exponent: a few large, a long tail.
 * Exact, by a binary search in the cumulative weights; 0 as exponent is an even draw.
 */
export function zipf(n: number, exponent: number): (chance: number) => number {
  const cumulative = new Float64Array(n);
  let sum = 0;
  for (let k = 0; k < n; k++) cumulative[k] = sum += (k + 1) ** -exponent;
  return (chance) => {
    const target = chance * sum;
    let low = 0;
    let high = n - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cumulative[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
