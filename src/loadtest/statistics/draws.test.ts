import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { binomialDraw, normalDraw, poissonDraw } from "./draws.ts";

const DRAWS = 20_000;

/** Mean, standard deviation and skewness. */
function moments(draw: () => number) {
  const values = Array.from({ length: DRAWS }, draw);
  const mean = values.reduce((sum, v) => sum + v) / DRAWS;
  const central = (k: number) => values.reduce((sum, v) => sum + (v - mean) ** k, 0) / DRAWS;
  const deviation = Math.sqrt(central(2));
  return { mean, deviation, skewness: central(3) / deviation ** 3 };
}

describe("draws", () => {
  test.for([
    { name: "normal", draw: normalDraw, mean: 0, deviation: 1, skewness: 0 },
    { name: "Poisson", draw: poissonDraw, mean: 1, deviation: 1, skewness: 1 },
  ])("$name have the moments of their distribution", ({ draw, mean, deviation, skewness }) => {
    const next = random(1);
    const found = moments(() => draw(next));
    expect(found.mean).toBeCloseTo(mean, 1);
    expect(found.deviation).toBeCloseTo(deviation, 1);
    expect(Math.abs(found.skewness - skewness)).toBeLessThan(0.1);
  });

  test.for([
    [10, 0.5],
    [400, 0.99],
    [400, 0.01],
    [1000, 0.95],
    [1000, 0.05],
    [100_000, 0.999],
  ] as const)("binomial of %i times %f have the moments of theirs", ([n, q]) => {
    const next = random(2, n, q);
    const found = moments(() => binomialDraw(next, n, q));
    const deviation = Math.sqrt(n * q * (1 - q));
    expect(Math.abs(found.mean - n * q)).toBeLessThan((4 * deviation) / Math.sqrt(DRAWS));
    expect(found.deviation / deviation).toBeCloseTo(1, 1);
    expect(Math.abs(found.skewness - (1 - 2 * q) / deviation)).toBeLessThan(0.08);
  });

  test.for([
    [0, 0.5, 0],
    [7, 0, 0],
    [7, 1, 7],
  ] as const)("binomial of %i times %f is always %i", ([n, q, expected]) => {
    expect(binomialDraw(random(3), n, q)).toBe(expected);
  });
});
