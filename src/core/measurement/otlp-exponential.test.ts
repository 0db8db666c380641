import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketOf, ceilingOf, floorOf } from "./bucket.ts";
import { firstOf, lastOf, rangeOf, ZERO_RANGE } from "./bucket-range.ts";
import {
  type ExponentialHistogram,
  exponentialAtOrBelow,
  exponentialFromSketch,
  sketchFromExponential,
} from "./otlp-exponential.ts";
import { countAtOrBelow, knownAtRank, quantile, rankOf } from "./quantile.ts";
import { emptySketch, mergeSketches, type Sketch } from "./sketch.ts";
import {
  ascending,
  duration,
  durations,
  read as readSketch,
  sketchOf,
} from "./testdata/arbitraries.ts";
import { exponentialOf } from "./testdata/exponential.ts";

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

const read = (h: ExponentialHistogram): Sketch => readSketch(sketchFromExponential(h));

/** Floor and ceiling in seconds, and how many events, of each range. */
const spans = ({ ranges, counts }: Sketch) =>
  ranges.map((range, i) => [floorOf(firstOf(range)), ceilingOf(lastOf(range)), counts[i]]);

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
  test("keeps its buckets as ranges", () => {
    expect(read(histogram())).toMatchObject({ count: 5, sumUs: 1_500_000, min: 0, max: 1 });
    expect(spans(read(histogram()))).toEqual([
      [0, 1e-6, 1],
      [2 ** -7, 2 ** -6, 1],
      [0.5, 1, 3],
    ]);
    const idle = { offset: -9, bucketCounts: [0, 0, 1, 0, 0, 0, 0, 0, 3, 0] };
    expect(read(histogram({ positive: idle }))).toEqual(read(histogram()));
  });

  test("of our scale or a finer one is as if recorded here", () => {
    fc.assert(
      fc.property(
        fc.array(duration.filter((s) => s === 0 || (s > 1.1e-6 && s < 1e9))),
        fc.integer({ min: 5, max: 12 }),
        (seconds, scale) => {
          const { ranges, counts } = read(exponentialOf(seconds, scale));
          expect({ ranges, counts }).toEqual({
            ranges: sketchOf(seconds).ranges,
            counts: sketchOf(seconds).counts,
          });
        },
      ),
    );
  });

  test("of a coarser one says between which durations a quantile lies, and no figure is better than the truth", () => {
    const some = fc.array(fc.double({ min: 1e-5, max: 1000, noNaN: true }), {
      minLength: 1,
      maxLength: 30,
    });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(some, fc.integer({ min: -10, max: 4 }), share, some, (seconds, scale, q, own) => {
        const sketch = mergeSketches(sketchOf(own), read(exponentialOf(seconds, scale)));
        const rank = rankOf(q, sketch.count);
        const exact = ascending([...own, ...seconds])[rank - 1]!;
        const { low, high } = knownAtRank(sketch, rank);
        expect(low).toBeLessThanOrEqual(exact);
        expect(high).toBeGreaterThanOrEqual(exact);
        expect(quantile(sketch, q) * 1.011).toBeGreaterThanOrEqual(exact);
      }),
    );
  });

  test("of the finest scale there is can be read", () => {
    const positive = { offset: -(2 ** 21), bucketCounts: [4] };
    const sketch = read(histogram({ scale: 20, positive, min: null, max: null }));
    expect(sketch.ranges).toEqual([ZERO_RANGE, rangeOf(-64, -64)]);
  });

  test("counts what lies below a microsecond as zero, however far below", () => {
    const positive = { offset: -1074, bucketCounts: [2, ...new Array(1073).fill(0), 2] };
    expect(spans(read(histogram({ positive, min: null })))).toEqual([
      [0, 1e-6, 3],
      [1, 2, 2],
    ]);
  });

  test("counts zeros below a long threshold as up to that threshold", () => {
    const taken = spans(read(histogram({ zeroThreshold: 0.02 })));
    expect(taken).toContainEqual([0, ceilingOf(bucketOf(0.02)), 1]);
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
        const h = exponentialOf(
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
    const near = exponentialOf([0.398, 0.41], 8);
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
