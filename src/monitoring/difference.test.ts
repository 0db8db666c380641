import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exponentialOf, scaleOfSdk } from "../measurement/testdata/exponential.ts";
import { difference } from "./difference.ts";
import type { Explicit, Exponential, Histogram, HistogramPoint } from "./metrics.ts";

const WATCHING_SINCE = 1000;
const point = (timeNs: number, histogram: Histogram, startNs = 2000): HistogramPoint => ({
  attributes: new Map(),
  startNs,
  timeNs,
  noRecordedValue: false,
  histogram,
});
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

describe("a cumulative point", () => {
  test("at first sight counts whole where its series began under our eyes", () => {
    const first = point(3000, explicit([1, 2, 3]));
    expect(difference(first, null, WATCHING_SINCE)).toEqual({ kind: "added", point: first });
  });

  test.for([
    ["began before we watched", 999],
    ["does not say when it began", 0],
  ] as const)("at first sight is only a base where its series %s", ([, startNs]) => {
    expect(difference(point(3000, explicit([1, 2, 3]), startNs), null, WATCHING_SINCE)).toEqual({
      kind: "base",
    });
  });

  test("counts what came since the last", () => {
    const last = point(3000, explicit([1, 2, 3], { sum: 7.5 }));
    expect(difference(point(4000, explicit([1, 4, 4])), last, WATCHING_SINCE)).toEqual({
      kind: "added",
      point: point(4000, explicit([0, 2, 1], { sum: 2.5, max: null }), 3000),
    });
  });

  test.for([
    ["the same point again", 3000],
    ["an older point that was held up", 2500],
  ] as const)("counts nothing when it is %s", ([, timeNs]) => {
    const last = point(3000, explicit([1, 2, 3]));
    expect(difference(point(timeNs, explicit([1, 2, 2])), last, WATCHING_SINCE)).toEqual({
      kind: "repeated",
    });
  });

  test.for([
    ["a bucket went down", explicit([9, 9, 2]), explicit([1, 2, 3])],
    ["the zeros went down", exponential({ zeroCount: 0 }), exponential()],
    [
      "a bucket below the first disappeared",
      exponential({ positive: { offset: 3, bucketCounts: [9] } }),
      exponential(),
    ],
  ] as const)("counts whole when the sender began anew: %s", ([, now, before]) => {
    const later = point(4000, now);
    expect(difference(later, point(3000, before), WATCHING_SINCE)).toEqual({
      kind: "added",
      point: later,
    });
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
      const added = difference(
        point(4000, { ...now, sum: 12.5 }),
        point(3000, { ...before, sum: 10 }),
        WATCHING_SINCE,
      );
      expect(added).toMatchObject({
        kind: "added by count",
        point: {
          startNs: 3000,
          timeNs: 4000,
          histogram: {
            kind: "explicit",
            count,
            sum: 2.5,
            explicitBounds: [],
            bucketCounts: [count],
          },
        },
      });
    },
  );

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
    const added = difference(point(4000, now), point(3000, explicit([1, 2, 3])), WATCHING_SINCE);
    expect(added).toMatchObject({ kind: "added by count", point: { histogram: { max } } });
  });

  test("that counts fewer began anew, whatever its buckets are", () => {
    const later = point(4000, explicit([4, 1], { explicitBounds: [1] }));
    const none = (count: number) => explicit([], { count, explicitBounds: [] });
    const last = point(3000, explicit([1, 2, 3]));
    expect(difference(later, last, WATCHING_SINCE)).toEqual({ kind: "added", point: later });
    const bare = point(4000, none(2));
    expect(difference(bare, point(3000, none(3)), WATCHING_SINCE)).toEqual({
      kind: "added",
      point: bare,
    });
  });

  test.for([
    ["has none where the one before had none", 10, null, null],
    ["has none where it has none itself", null, 10, null],
    ["has none where it went down", 10, 11, null],
    ["has zero where only its last bits went down", 10, 10.000_000_001, 0],
  ] as const)("%s: sums", ([, now, before, sum]) => {
    const last = point(3000, explicit([1, 2, 3], { sum: before }));
    const later = point(4000, explicit([1, 4, 4], { sum: now }));
    expect(difference(later, last, WATCHING_SINCE)).toMatchObject({
      point: { histogram: { sum } },
    });
  });

  test("without a sum is bounded by the largest duration so far", () => {
    const last = point(3000, explicit([1, 2, 3], { sum: null }));
    expect(difference(point(4000, explicit([1, 2, 4])), last, WATCHING_SINCE)).toMatchObject({
      point: { histogram: { min: 0.1, max: 9 } },
    });
  });

  test("may have buckets anywhere: an index is no 32-bit number", () => {
    const far = (bucketCounts: number[], scale: number) =>
      exponential({ scale, positive: { offset: -(2 ** 40), bucketCounts } });
    const step = difference(
      point(4000, far([3, 1], 1)),
      point(3000, far([1, 1], 0)),
      WATCHING_SINCE,
    );
    expect(step.kind).toBe("added");
  });
});

test("whatever is recorded in between is the difference, even when the scale goes down", () => {
  const seconds = fc.double({ min: 1e-6, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(fc.array(seconds), fc.array(seconds, { minLength: 1 }), (before, after) => {
      const last = point(3000, recorded(before));
      const all = point(4000, recorded([...before, ...after]));
      const step = difference(all, last, WATCHING_SINCE);
      if (step.kind !== "added") throw new Error(step.kind);
      const added = step.point.histogram as Exponential;
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
