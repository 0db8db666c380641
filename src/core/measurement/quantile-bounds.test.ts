import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventsToBound, quantileRanks } from "./quantile-bounds.ts";

/** P(X ≤ k), term by term and without any shortcut. */
function binomialUpTo(k: number, n: number, q: number): number {
  let term = (1 - q) ** n;
  let sum = 0;
  for (let i = 0; i <= k; i++) {
    sum += term;
    term *= (((n - i) / (i + 1)) * q) / (1 - q);
  }
  return sum;
}

describe("how many events bound a quantile from above", () => {
  test.for([
    { q: 0.5, events: 5 },
    { q: 0.9, events: 29 },
    { q: 0.95, events: 59 },
    { q: 0.99, events: 299 },
    { q: 0.999, events: 2995 },
  ])("for $q it takes $events", ({ q, events }) => {
    expect(eventsToBound(q)).toBe(events);
    expect(quantileRanks(events, q).high).toBe(events);
    expect(quantileRanks(events - 1, q).high).toBeNull();
  });
});

describe("the ranks that bound a quantile", () => {
  test("are the tightest that hold with the confidence asked for", () => {
    const confidence = fc.constantFrom(0.9, 0.95, 0.99);
    const q = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), q, confidence, (n, share, sure) => {
        const { low, high } = quantileRanks(n, share, sure);
        // The chance that the value of a rank lies above the quantile.
        const chance = (rank: number) => binomialUpTo(rank - 1, n, share);
        if (high !== null) expect(chance(high)).toBeGreaterThan(sure - 1e-9);
        expect(chance((high ?? n + 1) - 1)).toBeLessThan(sure + 1e-9);
        if (low !== null) expect(chance(low)).toBeLessThan(1 - sure + 1e-9);
        expect(chance((low ?? 0) + 1)).toBeGreaterThan(1 - sure - 1e-9);
      }),
    );
  });

  test("hold for a hundred million events as for a few", () => {
    const n = 100_000_000;
    const { low, high } = quantileRanks(n, 0.95);
    const halfWidth = 1.6448536 * Math.sqrt(n * 0.95 * 0.05);
    expect(Math.abs(low! - (0.95 * n - halfWidth))).toBeLessThan(3);
    expect(Math.abs(high! - (0.95 * n + halfWidth))).toBeLessThan(3);
  });
});
