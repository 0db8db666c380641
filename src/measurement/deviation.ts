import type { Sketch } from "./sketch.ts";

/**
 * Standard deviation in seconds of the durations in sketches, of two or more in all; never too
 * small: each duration is taken at the edge of its bucket that lies farther from the mean.
 */
export function deviation(...sketches: readonly Sketch[]): number {
  const count = sketches.reduce((sum, sketch) => sum + sketch.count, 0);
  const mean = sketches.reduce((sum, { sumUs }) => sum + sumUs, 0) / 1e6 / count;
  const squares = sketches.reduce((sum, sketch) => sum + squaresAbout(mean, sketch), 0);
  return Math.sqrt(squares / (count - 1));
}

function squaresAbout(mean: number, { scale, offset, counts, zeroCount, min, max }: Sketch) {
  const edge = (index: number) => Math.min(max, Math.max(min, 2 ** (index * 2 ** -scale)));
  return counts.reduce(
    (sum, n, i) => {
      const farther = Math.max(mean - edge(offset + i), edge(offset + i + 1) - mean);
      return sum + n * farther * farther;
    },
    zeroCount * mean * mean,
  );
}
