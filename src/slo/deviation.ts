import type { Sketch } from "../measurement/index.ts";

/**
 * Standard deviation in seconds of the durations in a sketch of two or more, never too small: each
 * one is taken at the edge of its bucket that lies farther from the mean.
 */
export function deviation({ scale, offset, counts, zeroCount, count, sumUs, min, max }: Sketch) {
  const mean = sumUs / 1e6 / count;
  const edge = (index: number) => Math.min(max, Math.max(min, 2 ** (index * 2 ** -scale)));
  const squares = counts.reduce(
    (sum, n, i) => {
      const farther = Math.max(mean - edge(offset + i), edge(offset + i + 1) - mean);
      return sum + n * farther * farther;
    },
    zeroCount * mean * mean,
  );
  return Math.sqrt(squares / (count - 1));
}
