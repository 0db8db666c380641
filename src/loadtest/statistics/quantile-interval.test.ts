import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { emptySketch, recorder } from "../../core/measurement/index.ts";
import { normalDraw } from "./draws.ts";
import { effectiveCount } from "./effective-count.ts";
import { countAbove, histogramOf, valueAt } from "./histogram.ts";
import { quantileInterval } from "./quantile-interval.ts";
import { quantileMs } from "./summary.ts";
import { autocorrelated, durations } from "./testdata/noise.ts";

function of(values: readonly number[]) {
  const taken = recorder();
  for (const value of values) taken.record(value / 1000);
  return taken.sketch();
}

describe("a histogram", () => {
  test("has the value of every rank", () => {
    const ms = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(ms, { minLength: 1, maxLength: 100 }), (values) => {
        const histogram = histogramOf(of(values));
        const sorted = values.toSorted((a, b) => a - b);
        expect(histogram.count).toBe(values.length);
        for (const [at, value] of sorted.entries()) {
          const error = Math.abs(valueAt(histogram, at + 1) - value);
          expect(error).toBeLessThanOrEqual(Math.max(0.022 * value, 0.002));
        }
      }),
    );
  });

  test("counts what is above a value", () => {
    const histogram = histogramOf(of([1, 2, 4, 8]));
    expect([0.5, 2.5, 9].map((value) => countAbove(histogram, value))).toEqual([4, 2, 0]);
  });
});

describe("how many independent requests would tell as much", () => {
  test("is all of them when slow ones fall anywhere", () => {
    const next = random(1);
    const windows = Array.from({ length: 1000 }, () => {
      const above = Array.from({ length: 40 }, () => next()).filter((u) => u > 0.9).length;
      return { count: 40, above };
    });
    expect(effectiveCount(windows)).toBeGreaterThan(20_000);
  });

  test("is the number of windows when all of a window are slow or none", () => {
    const windows = Array.from({ length: 30 }, (_, at) => ({
      count: 100,
      above: at % 3 === 0 ? 100 : 0,
    }));
    expect(effectiveCount(windows)).toBe(29);
  });

  test.for([
    { of: "no window", windows: [], count: 0 },
    { of: "one window", windows: [{ count: 9, above: 3 }], count: 9 },
    { of: "no slow request", windows: Array(5).fill({ count: 9, above: 0 }), count: 45 },
    { of: "slow requests only", windows: Array(5).fill({ count: 9, above: 9 }), count: 45 },
  ])("is $count for $of", ({ windows, count }) => {
    expect(effectiveCount(windows)).toBe(count);
  });
});

describe("the interval of a quantile", () => {
  const whole = of(Array.from({ length: 1000 }, (_, at) => at + 1));

  test("lies at the binomial ranks", () => {
    // qbinom(0.05, 1000, 0.95) and qbinom(0.95, 1000, 0.95) + 1 in R: 938 and 962.
    const { low, high, effective } = quantileInterval([whole], 0.95);
    expect(effective).toBe(1000);
    expect(low! / 938).toBeCloseTo(1, 1);
    expect(high! / 962).toBeCloseTo(1, 1);
  });

  test("holds the true quantile as often as it says, though slow requests come in clusters", () => {
    const truth = 20 * Math.exp(1.2815515655 * Math.hypot(0.5, 0.15));
    const held = Array.from({ length: 200 }, (_, seed) => {
      const next = random(seed, "clusters");
      const moods = autocorrelated(next, 120, 0.5).map((off) => Math.exp(0.15 * off));
      const windows = moods.map((mood) => durations(next, 40, 20 * mood));
      const { low, high } = quantileInterval(windows, 0.9, 0.975);
      return low! * 0.99 <= truth && truth <= high! * 1.01;
    });
    expect(held.filter(Boolean).length / held.length).toBeGreaterThan(0.92);
  });

  test("has no upper bound while requests are too few, and none at all over none", () => {
    expect(quantileInterval([of(Array(298).fill(5))], 0.99).high).toBeNull();
    expect(quantileInterval([of(Array(299).fill(5))], 0.99).high).toBeCloseTo(5, 1);
    expect(quantileInterval([emptySketch], 0.5)).toEqual({
      low: null,
      high: null,
      effective: 0,
    });
    expect(quantileInterval([], 0.5).effective).toBe(0);
  });

  test("encloses the measured quantile", () => {
    const next = random(5);
    const values = Array.from({ length: 400 }, () => Math.exp(normalDraw(next)));
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 0.95, noNaN: true }), (q) => {
        const { low, high } = quantileInterval([of(values)], q);
        const measured = quantileMs(of(values), q)!;
        expect(low!).toBeLessThanOrEqual(measured);
        expect(high!).toBeGreaterThanOrEqual(measured);
      }),
    );
  });
});
