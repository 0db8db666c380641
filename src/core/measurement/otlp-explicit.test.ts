import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ZERO_RANGE } from "./bucket-range.ts";
import { type ExplicitHistogram, explicitAtOrBelow, sketchFromExplicit } from "./otlp-explicit.ts";
import { knownAtRank, quantile, rankOf } from "./quantile.ts";
import { emptySketch, type Sketch } from "./sketch.ts";
import { ascending, read as readSketch } from "./testdata/arbitraries.ts";

/** The bounds that OpenTelemetry advises for `http.server.request.duration`. */
const explicitBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const seconds = fc.array(
  fc.oneof(
    fc.double({ min: 0, max: 40, noNaN: true }),
    fc.double({ min: 0.01, max: 1, noNaN: true }),
    fc.constantFrom(0, 0.1, 10),
  ),
  { minLength: 1, maxLength: 40 },
);

function sent(values: readonly number[], extremes = true): ExplicitHistogram {
  const bucketCounts = new Array<number>(explicitBounds.length + 1).fill(0);
  for (const value of values) {
    const bucket = explicitBounds.findIndex((bound) => value <= bound);
    bucketCounts[bucket < 0 ? explicitBounds.length : bucket]!++;
  }
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    min: extremes ? Math.min(...values) : null,
    max: extremes ? Math.max(...values) : null,
    explicitBounds,
    bucketCounts,
  };
}

const read = (h: ExplicitHistogram): Sketch => readSketch(sketchFromExplicit(h));

describe("an explicit histogram", () => {
  test("never flatters: no quantile is better than the truth, but for the sketch's own error", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(seconds, share, fc.boolean(), (values, q, extremes) => {
        const exact = ascending(values)[rankOf(q, values.length) - 1]!;
        const sketch = read(sent(values, extremes));
        const { low, high } = knownAtRank(sketch, rankOf(q, values.length));
        expect(quantile(sketch, q) * 1.011 + 1e-6).toBeGreaterThanOrEqual(exact);
        expect([low <= exact, high >= exact]).toEqual([true, true]);
      }),
    );
  });

  test("keeps count, sum and extremes", () => {
    expect(read(sent([0.02, 0.3, 0.31, 0.45]))).toMatchObject({
      count: 4,
      sumUs: 1_080_000,
      min: 0.02,
      max: 0.45,
    });
  });

  test("counts each event at its bucket's upper bound, at the largest value where that is shorter", () => {
    expect(quantile(read(sent([0.06, 0.06, 0.3])), 0.5)).toBeCloseTo(0.075, 2);
    expect(quantile(read(sent([0.06, 0.26, 0.27, 0.3])), 0.75)).toBeCloseTo(0.3, 2);
  });

  test("bounds what lies beyond the last bound by the sum, where it names no largest value", () => {
    const { max } = read(sent([12, 14], false));
    expect(max).toBeCloseTo(16, 6);
    expect(quantile(read(sent([12, 14], false)), 0.5)).toBeCloseTo(13, 0);
  });

  test("takes every event to have lasted its bucket's upper bound where it names no sum", () => {
    expect(read({ ...sent([0.06, 0.3]), sum: null })).toMatchObject({ sumUs: 375_000 });
  });

  test("without any bucket is one bucket for everything", () => {
    const h = { count: 3, sum: 6, min: null, max: null, explicitBounds: [], bucketCounts: [] };
    expect(read(h)).toMatchObject({ count: 3, sumUs: 6_000_000, min: 0, max: 6 });
    expect(read({ ...h, count: 0, sum: 0 })).toEqual(emptySketch);
  });

  test("counts what a bucket up to zero holds as zero", () => {
    const h = { ...sent([0]), explicitBounds: [0, 1], bucketCounts: [1, 0, 0] };
    expect(read(h)).toMatchObject({ ranges: [ZERO_RANGE], counts: [1], max: 0 });
  });

  test.for([
    ["counts that do not fit the bounds", { bucketCounts: [1] }, "one bucket more"],
    ["bounds that fall", { explicitBounds: [2, 1], bucketCounts: [1, 0, 0] }, "do not rise"],
    ["bounds below zero", { explicitBounds: [-1, 1], bucketCounts: [1, 0, 0] }, "do not rise"],
    [
      "a bound that is no number",
      { explicitBounds: [Number.NaN], bucketCounts: [1, 0] },
      "do not rise",
    ],
    ["an endless bound", { explicitBounds: [1, 1 / 0], bucketCounts: [1, 0, 0] }, "do not rise"],
    ["counts that do not add up", { count: 2 }, "its count says 2"],
    ["a largest value that is no number", { max: Number.NaN }, "its max, NaN"],
    [
      "events without any upper limit",
      { explicitBounds: [1], bucketCounts: [0, 1], max: null, sum: null },
      "neither a max nor a sum",
    ],
    ["a sum below what its buckets allow", { sum: 0.0001 }, "its sum cannot be"],
    ["a sum above what its buckets allow", { sum: 5000 }, "its sum cannot be"],
  ] as const)("with %s is refused", ([, change, reason]) => {
    const taken = sketchFromExplicit({ ...sent([0.3]), ...change });
    expect(taken).toEqual({ kind: "refused", reason: expect.stringContaining(reason) });
  });
});

describe("a limit held against explicit buckets", () => {
  test("is never claimed kept or broken where that is not certain", () => {
    const limit = fc.oneof(
      fc.constantFrom(...explicitBounds),
      fc.double({ min: 0, max: 20, noNaN: true }),
    );
    fc.assert(
      fc.property(seconds, limit, fc.boolean(), (values, at, extremes) => {
        const { within, beyond } = explicitAtOrBelow(sent(values, extremes), at);
        expect(within).toBeLessThanOrEqual(values.filter((s) => s <= at).length);
        expect(beyond).toBeLessThanOrEqual(values.filter((s) => s > at).length);
      }),
    );
  });

  test.for([
    ["exact where the limit is a bound", [0.1, 0.3, 0.7], 0.5, 2, 1],
    ["open for the bucket that holds it", [0.1, 0.3, 0.7], 0.4, 1, 1],
    ["decided by the largest value", [0.1, 0.3], 0.4, 2, 0],
    ["decided by the smallest value", [0.41, 0.42], 0.4, 0, 2],
    ["open where the limit is zero and the lowest bucket may hold zeros", [0, 0.004], 0, 0, 0],
    ["certain beyond the last bound", [0.1, 12], 10, 1, 1],
  ] as const)("is %s", ([, values, limit, within, beyond]) => {
    expect(explicitAtOrBelow(sent(values), limit)).toEqual({ within, beyond });
  });
});
