import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wilson, zOf } from "./interval.ts";

describe("Wilson's interval", () => {
  // Reference values from the closed form, as Newcombe (1998) tabulates it for 81 of 263, 15 of 148 and so on.
  test.for([
    { good: 1000, n: 1000, low: 0.9962, high: 1 },
    { good: 81, n: 263, low: 0.2553, high: 0.3662 },
    { good: 15, n: 148, low: 0.0624, high: 0.1605 },
    { good: 0, n: 20, low: 0, high: 0.1611 },
    { good: 1, n: 29, low: 0.0061, high: 0.1718 },
  ])("of $good out of $n is $low to $high", ({ good, n, low, high }) => {
    const interval = wilson(good, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test("over no events is everything", () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test("holds the share, narrows with more events and widens with more confidence", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (n, any) => {
        const good = any % (n + 1);
        const { low, high } = wilson(good, n);
        const more = wilson(10 * good, 10 * n);
        const surer = wilson(good, n, 0.999);
        expect(low).toBeLessThanOrEqual(good / n);
        expect(high).toBeGreaterThanOrEqual(good / n);
        expect(more.high - more.low).toBeLessThan(high - low);
        expect(surer.high - surer.low).toBeGreaterThan(high - low);
      }),
    );
  });

  test("holds the true share in about 95 of 100 trials, whatever that share is", () => {
    const n = 100;
    const shares = Array.from({ length: 98 }, (_, i) => (i + 1) / 100);
    const coverages = shares.map((share) => {
      let chance = (1 - share) ** n;
      let coverage = 0;
      for (let good = 0; good <= n; good++) {
        const { low, high } = wilson(good, n);
        if (low <= share && share <= high) coverage += chance;
        chance *= (((n - good) / (good + 1)) * share) / (1 - share);
      }
      return coverage;
    });
    expect(Math.min(...coverages)).toBeGreaterThan(0.9);
    expect(coverages.reduce((sum, one) => sum + one, 0) / shares.length).toBeCloseTo(0.95, 2);
  });

  test.for([
    [0.5, 0.6744897502],
    [0.9, 1.644853627],
    [0.95, 1.959963985],
    [0.99, 2.575829304],
    [0.999, 3.290526731],
  ] as const)("takes a confidence of %d to be %d standard deviations", ([confidence, z]) => {
    expect(zOf(confidence)).toBeCloseTo(z, 9);
  });
});
