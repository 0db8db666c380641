import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exponentialOf, scaleOfSdk } from "../../core/measurement/testdata/exponential.ts";
import { difference } from "./difference.ts";
import type { Explicit, Exponential, Histogram, HistogramPoint } from "./metrics.ts";
import { decodeState, encodeState } from "./series-state.ts";

const point = (timeNs: number, histogram: Histogram, startNs = 2000): HistogramPoint => ({
  attributes: new Map(),
  startNs,
  timeNs,
  noRecordedValue: false,
  histogram,
});
/** What `later` says beyond `earlier`, as far as that is remembered. */
const between = (earlier: HistogramPoint, later: HistogramPoint, unit = "s", before = unit) =>
  difference(later, unit, decodeState(encodeState(earlier, before))!);
const explicit = (bucketCounts: number[], changes: Partial<Explicit> = {}): Explicit => ({
  kind: "explicit",
  count: bucketCounts.reduce((a, b) => a + b, 0),
  sum: 10,
  min: 0.1,
  max: 9,
  explicitBounds: [1, 2],
  bucketCounts,
  ...changes,
});
const exponential = (changes: Partial<Exponential> = {}): Exponential => ({
  kind: "exponential",
  count: 3,
  sum: 3,
  min: 1,
  max: 2,
  scale: 1,
  zeroCount: 1,
  zeroThreshold: 0,
  positive: { offset: 2, bucketCounts: [1, 1] },
  negative: { offset: 0, bucketCounts: [] },
  ...changes,
});

function bare(count: number): Explicit {
  return explicit([], { count, explicitBounds: [] });
}

describe("a cumulative point", () => {
  const last = point(3000, explicit([1, 2, 3], { sum: 7.5 }));

  test("counts what came since the last", () => {
    expect(between(last, point(4000, explicit([1, 4, 4])))).toEqual({
      kind: "added",
      histogram: explicit([0, 2, 1], { sum: 2.5, max: null }),
    });
  });

  test.for([
    ["the same point again", 3000, [1, 2, 3]],
    ["an older point that was held up", 2500, [1, 2, 2]],
  ] as const)("counts nothing when it is %s", ([, timeNs, counts]) => {
    expect(between(last, point(timeNs, explicit([...counts])))).toEqual({ kind: "repeated" });
  });

  test("counts what is new even where a coarse clock gives two the same time", () => {
    const added = between(last, point(3000, explicit([1, 2, 4])));
    expect(added).toMatchObject({ kind: "added", histogram: { count: 1 } });
  });

  test.for([
    ["fewer were counted", explicit([1, 2, 2]), explicit([1, 2, 3])],
    ["a bucket went down", explicit([9, 9, 2]), explicit([1, 2, 3])],
    ["the zeros went down", exponential({ zeroCount: 0 }), exponential()],
    [
      "a bucket below the first disappeared",
      exponential({ count: 9, positive: { offset: 3, bucketCounts: [9] } }),
      exponential(),
    ],
    ["fewer were counted in another kind", exponential(), explicit([1, 2, 3])],
    ["fewer were counted without buckets", bare(2), bare(3)],
  ] as const)("contradicts one of the same start when %s", ([, now, before]) => {
    const later = point(4000, now);
    expect(between(point(3000, before), later)).toEqual({ kind: "contradicted" });
    const untold = { ...later, startNs: 0 };
    expect(between(point(3000, before), untold)).toEqual({ kind: "added", histogram: now });
  });

  test("contradicts a newer one of the same start when it counts more", () => {
    const older = point(2500, explicit([1, 2, 9]));
    expect(between(last, older)).toEqual({ kind: "contradicted" });
    expect(between(last, { ...older, startNs: 0 })).toEqual({ kind: "repeated" });
  });

  test.for([
    ["other bounds", explicit([9, 9, 9], { explicitBounds: [1, 3] }), explicit([1, 2, 3]), 21],
    [
      "another number of buckets",
      explicit([9, 9], { explicitBounds: [1] }),
      explicit([1, 2, 3]),
      12,
    ],
    ["another kind", exponential({ count: 8 }), explicit([1, 2, 3]), 2],
    [
      "another zero threshold",
      exponential({ zeroThreshold: 1e-6, zeroCount: 2, count: 4 }),
      exponential(),
      1,
    ],
  ] as const)(
    "is counted without its durations when the one before came with %s",
    ([, now, before, count]) => {
      const earlier = point(3000, { ...before, sum: 10 });
      expect(between(earlier, point(4000, { ...now, sum: 12.5 }))).toMatchObject({
        kind: "added by count",
        histogram: { kind: "explicit", count, sum: 2.5, explicitBounds: [], bucketCounts: [count] },
      });
    },
  );

  test("is counted without its durations and its sum when the one before came in another unit", () => {
    const added = between(last, point(4000, explicit([1, 4, 4])), "ms", "s");
    expect(added).toMatchObject({ kind: "added by count", histogram: { count: 3, sum: null } });
  });

  test.for([
    ["its largest duration", explicit([9, 9], { explicitBounds: [1], max: 7 }), 7],
    [
      "the bound of its last bucket in use",
      explicit([9, 0], { explicitBounds: [1], max: null }),
      1,
    ],
    ["the sum of all", explicit([9, 9], { explicitBounds: [1], max: null, sum: 40 }), 40],
    ["an exponential bucket", exponential({ count: 90, max: null }), 4],
    [
      "a zero threshold",
      exponential({
        count: 90,
        max: null,
        zeroThreshold: 0.5,
        positive: { offset: 0, bucketCounts: [] },
      }),
      0.5,
    ],
    [
      "nothing but the sum where a bucket has no end",
      exponential({ count: 90, max: null, scale: -10, positive: { offset: 0, bucketCounts: [9] } }),
      3,
    ],
  ] as const)("counted without durations has none beyond %s", ([, now, max]) => {
    const added = between(last, point(4000, now));
    expect(added).toMatchObject({ kind: "added by count", histogram: { max } });
  });

  test.for([
    ["none where the one before had none", 10, null, null],
    ["none where it has none itself", null, 10, null],
    ["none where it went down", 10, 11, null],
    ["zero where only its last bits went down", 10, 10.000_000_001, 0],
  ] as const)("has a sum: %s", ([, now, before, sum]) => {
    const earlier = point(3000, explicit([1, 2, 3], { sum: before }));
    const later = point(4000, explicit([1, 4, 4], { sum: now }));
    expect(between(earlier, later)).toMatchObject({ histogram: { sum } });
  });

  test("without a sum is bounded by the largest duration so far", () => {
    const earlier = point(3000, explicit([1, 2, 3], { sum: null }));
    expect(between(earlier, point(4000, explicit([1, 2, 4])))).toMatchObject({
      histogram: { min: 0.1, max: 9 },
    });
  });

  test("may have buckets anywhere: an index is no 32-bit number", () => {
    const far = (count: number, scale: number, offset: number, bucketCounts: number[]) =>
      exponential({ count, scale, positive: { offset, bucketCounts } });
    const earlier = point(3000, far(3, 1, -(2 ** 40), [1, 1]));
    const later = point(4000, far(5, 0, -(2 ** 39), [3, 1]));
    expect(between(earlier, later)).toMatchObject({
      kind: "added",
      histogram: { positive: { offset: -(2 ** 39), bucketCounts: [1, 1] } },
    });
  });
});

test("whatever is recorded in between is the difference, even when the scale goes down", () => {
  const seconds = fc.double({ min: 1e-6, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(fc.array(seconds), fc.array(seconds, { minLength: 1 }), (before, after) => {
      const last = point(3000, recorded(before));
      const all = point(4000, recorded([...before, ...after]));
      const step = between(last, all);
      if (step.kind !== "added") throw new Error(step.kind);
      const added = step.histogram as Exponential;
      const alone = recorded(after);
      expect(added.count).toBe(after.length);
      // Only the resolution may be coarser than if the rest had been recorded alone.
      expect(bucketsAt(added, added.scale)).toEqual(bucketsAt(alone, added.scale));
    }),
  );
});

const recorded = (values: readonly number[]): Exponential =>
  exponential(exponentialOf(values, scaleOfSdk(values)));

function bucketsAt({ scale, positive }: Exponential, wanted: number) {
  const buckets = new Map<number, number>();
  for (const [i, count] of positive.bucketCounts.entries()) {
    const index = (positive.offset + i) >> (scale - wanted);
    if (count > 0) buckets.set(index, (buckets.get(index) ?? 0) + count);
  }
  return buckets;
}
