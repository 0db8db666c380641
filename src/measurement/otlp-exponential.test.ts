import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ExponentialHistogram,
  exponentialAtOrBelow,
  exponentialFromSketch,
  sketchFromExponential,
} from "./otlp-exponential.ts";
import { countAtOrBelow, quantile } from "./quantile.ts";
import { emptySketch, type Sketch } from "./sketch.ts";
import { duration, durations, sketchOf } from "./testdata/arbitraries.ts";

const histogram = (change: Partial<ExponentialHistogram> = {}): ExponentialHistogram => ({
  count: 5,
  sum: 1.5,
  min: 0.01,
  max: 1,
  scale: 0,
  zeroCount: 1,
  positive: { offset: -7, bucketCounts: [1, 0, 0, 0, 0, 0, 3] },
  ...change,
});

function read(h: ExponentialHistogram): Sketch {
  const taken = sketchFromExponential(h);
  if (taken.kind === "refused") throw new Error(taken.reason);
  return taken.sketch;
}

/** A histogram as a sender with buckets of any scale makes it. */
function sent(seconds: readonly number[], scale: number): ExponentialHistogram {
  const indexes = seconds.filter((s) => s > 0).map((s) => Math.ceil(Math.log2(s) * 2 ** scale) - 1);
  const offset = Math.min(0, ...indexes);
  const bucketCounts = new Array<number>(Math.max(0, ...indexes) - offset + 1).fill(0);
  for (const index of indexes) bucketCounts[index - offset]!++;
  return {
    count: seconds.length,
    sum: seconds.reduce((sum, s) => sum + s, 0),
    min: null,
    max: null,
    scale,
    zeroCount: seconds.length - indexes.length,
    positive: { offset, bucketCounts },
  };
}

describe("a sketch as an exponential histogram", () => {
  test("comes back as it went", () => {
    fc.assert(
      fc.property(durations, (seconds) => {
        expect(read(exponentialFromSketch(sketchOf(seconds)))).toEqual(sketchOf(seconds));
      }),
    );
  });

  test("names what OpenTelemetry names", () => {
    expect(exponentialFromSketch(sketchOf([0, 1, 2, 2]))).toEqual({
      count: 4,
      sum: 5,
      min: 0,
      max: 2,
      scale: 5,
      zeroCount: 1,
      zeroThreshold: 1e-6,
      positive: { offset: -1, bucketCounts: [1, ...new Array(31).fill(0), 2] },
      negative: { offset: 0, bucketCounts: [] },
    });
    expect(exponentialFromSketch(emptySketch)).toMatchObject({ count: 0, min: null, max: null });
  });
});

describe("an exponential histogram", () => {
  test("keeps its buckets, trimmed of idle ones", () => {
    expect(read(histogram())).toEqual({
      scale: 0,
      offset: -7,
      counts: [1, 0, 0, 0, 0, 0, 3],
      zeroCount: 1,
      count: 5,
      sumUs: 1_500_000,
      min: 0,
      max: 1,
    });
    const idle = { offset: -9, bucketCounts: [0, 0, 1, 0, 0, 0, 0, 0, 3, 0] };
    expect(read(histogram({ positive: idle }))).toEqual(read(histogram()));
  });

  test("of any scale becomes one of 160 buckets at most, no finer than scale 5", () => {
    const some = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(some, fc.integer({ min: -10, max: 12 }), (seconds, scale) => {
        const sketch = read(sent(seconds, scale));
        expect(sketch.count).toBe(seconds.length);
        expect(sketch.scale).toBeLessThanOrEqual(Math.min(5, Math.max(scale, -10)));
        expect(sketch.counts.length).toBeLessThanOrEqual(160);
        if (scale >= 5) expect(sketch).toMatchObject({ counts: sketchOf(seconds).counts });
      }),
    );
  });

  test("of the finest scale there is can be read", () => {
    const positive = { offset: -(2 ** 21), bucketCounts: [4] };
    const sketch = read(histogram({ scale: 20, positive, min: null, max: null }));
    expect(sketch).toMatchObject({ scale: 5, offset: -64, counts: [4] });
  });

  test("counts what lies below a microsecond as zero, however far below", () => {
    const positive = { offset: -1074, bucketCounts: [2, ...new Array(1073).fill(0), 2] };
    const sketch = read(histogram({ positive, min: null }));
    expect(sketch).toMatchObject({ zeroCount: 3, counts: [2], scale: 0, min: 0 });
  });

  test("counts zeros below a long threshold as long as that threshold", () => {
    const sketch = read(histogram({ zeroThreshold: 0.02 }));
    expect(sketch).toMatchObject({ zeroCount: 0, offset: -7, counts: [1, 1, 0, 0, 0, 0, 3] });
  });

  test("without its extremes and its sum is taken at its buckets' bounds", () => {
    const sketch = read(histogram({ min: null, max: null, sum: null, zeroCount: 0, count: 4 }));
    expect(sketch).toMatchObject({ min: 2 ** -7, max: 1, sumUs: Math.round((2 ** -6 + 3) * 1e6) });
  });

  test.for([
    ["a largest value below the highest bucket", { max: 0.2 }, 0.5],
    ["a largest value above the highest bucket", { max: 30 }, 1],
  ] as const)("is believed before %s", ([, change, max]) => {
    expect(read(histogram(change)).max).toBe(max);
  });

  test("decides a limit by its own buckets, which may be finer", () => {
    fc.assert(
      fc.property(fc.array(duration, { maxLength: 9 }), duration, (seconds, limit) => {
        const h = sent(
          seconds.filter((s) => s === 0 || (s > 0.01 && s < 10)),
          8,
        );
        const decided = exponentialAtOrBelow(h, limit);
        const coarse = countAtOrBelow(read(h), limit);
        expect(decided.within).toBeGreaterThanOrEqual(coarse.within);
        expect(decided.beyond).toBeGreaterThanOrEqual(coarse.beyond);
        expect(decided.within + decided.beyond).toBeLessThanOrEqual(h.count);
      }),
    );
    const near = sent([0.398, 0.41], 8);
    expect(exponentialAtOrBelow(near, 0.4)).toEqual({ within: 1, beyond: 1 });
    expect(countAtOrBelow(read(near), 0.4)).toEqual({ within: 0, beyond: 1 });
  });

  test.for([
    ["negative durations", { negative: { offset: 0, bucketCounts: [1] } }, "cannot be negative"],
    ["a scale beyond OpenTelemetry's", { scale: 21 }, "from -10 to 20"],
    ["a scale below OpenTelemetry's", { scale: -11 }, "from -10 to 20"],
    ["a scale between two", { scale: 1.5 }, "from -10 to 20"],
    [
      "an offset that is no number",
      { positive: { offset: Number.NaN, bucketCounts: [4] } },
      "offset",
    ],
    [
      "a bucket of 300 years",
      { positive: { offset: 34, bucketCounts: [4] } },
      "beyond every duration",
    ],
    ["counts that do not add up", { count: 6 }, "hold 5 events, its count says 6"],
    ["a count below zero", { zeroCount: -1, count: 3 }, "not a whole number"],
    ["half an event", { zeroCount: 0.5, count: 4.5 }, "not a whole number"],
    ["a sum that is no number", { sum: Number.NaN }, "its sum, NaN"],
    ["a sum below zero", { sum: -1 }, "its sum, -1"],
    ["an endless maximum", { max: Number.POSITIVE_INFINITY }, "its max, Infinity"],
    ["a threshold below zero", { zeroThreshold: -1 }, "zero threshold"],
  ] as const)("with %s is refused", ([, change, reason]) => {
    const taken = sketchFromExponential(histogram(change));
    expect(taken).toEqual({ kind: "refused", reason: expect.stringContaining(reason) });
  });

  test("over nothing is the empty sketch, though its buckets were many", () => {
    const nothing = { count: 0, zeroCount: 0, positive: { offset: 3, bucketCounts: [0, 0] } };
    expect(read(histogram(nothing))).toEqual(emptySketch);
  });

  test("never gives a quantile above the largest value it names", () => {
    expect(quantile(read(histogram({ max: 0.6 })), 0.99)).toBe(0.6);
  });
});
