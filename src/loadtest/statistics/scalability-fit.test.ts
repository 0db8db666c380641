import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { normalDraw } from "./draws.ts";
import { leastSquares, type Scalability, throughputAt } from "./scalability.ts";
import { scalabilityFit } from "./scalability-fit.ts";

const steps = [1, 2, 4, 8, 12, 16, 24, 32];

const measured = (law: Scalability, at: readonly number[] = steps, seed = 0, noise = 0) => {
  const next = random(seed, "scalability");
  return at.map((concurrency) => ({
    concurrency,
    perSecond: throughputAt(law, concurrency) * (1 + noise * normalDraw(next)),
  }));
};

const bending = { gamma: 100, alpha: 0.05, beta: 0.004 };

describe("the Universal Scalability Law", () => {
  test("is fitted as scipy.optimize.least_squares with bounds fits it", () => {
    const perSecond = [20, 78, 130, 170, 190, 200, 210, 230, 260, 280, 310];
    const at = [1, 4, 8, 12, 16, 20, 24, 28, 32, 48, 64];
    const fit = leastSquares(
      at.map((concurrency, k) => ({ concurrency, perSecond: perSecond[k]! })),
    );
    expect(fit.gamma).toBeCloseTo(21.848843, 4);
    expect(fit.alpha).toBeCloseTo(0.0577707812, 7);
    expect(fit.beta).toBeCloseTo(0, 9);
  });

  test("gives back the coefficients and the peak of its own curve", () => {
    const { coefficients, peak } = scalabilityFit(measured(bending), random(1))!;
    expect(coefficients.gamma).toBeCloseTo(100, 3);
    expect(coefficients.alpha).toBeCloseTo(0.05, 6);
    expect(coefficients.beta).toBeCloseTo(0.004, 6);
    expect(peak!.concurrency).toBeCloseTo(Math.sqrt(0.95 / 0.004), 3);
    expect(peak!.perSecond).toBeCloseTo(590.708, 1);
  });

  test("has intervals that hold the truth most of the time", () => {
    const held = Array.from({ length: 50 }, (_, seed) => {
      const fit = scalabilityFit(measured(bending, steps, seed, 0.02), random(seed))!;
      const [low, high] = fit.contention;
      return low <= 0.05 && 0.05 <= high;
    });
    expect(held.filter(Boolean).length).toBeGreaterThan(40);
  });

  test.for([
    { why: "nothing ever waits", law: { gamma: 50, alpha: 0, beta: 0 } },
    { why: "there is only contention", law: { gamma: 50, alpha: 0.1, beta: 0 } },
    { why: "it lies beyond twice what was measured", law: { gamma: 50, alpha: 0.01, beta: 1e-4 } },
  ])("names no peak when $why", ({ law }) => {
    expect(scalabilityFit(measured(law), random(1))!.peak).toBeNull();
  });

  test("is not fitted to fewer than six concurrencies", () => {
    expect(scalabilityFit(measured(bending, [1, 2, 4, 8, 16, 16]), random(1))).toBeNull();
  });
});
