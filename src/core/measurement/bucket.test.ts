import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bucketAbove,
  bucketIndex,
  bucketOf,
  ceilingOf,
  floorOf,
  LAST_BUCKET,
  LONGEST,
  lowerBound,
  midpoint,
  upperBound,
  ZERO_BUCKET,
  ZERO_THRESHOLD,
} from "./bucket.ts";
import { duration } from "./testdata/arbitraries.ts";

const positive = duration.filter((seconds) => seconds > ZERO_THRESHOLD);

describe("a bucket", () => {
  test.for([
    ["one second closes the bucket below it", 1, -1],
    ["the next float after a second opens a new one", 1 + Number.EPSILON, 0],
    ["two seconds are 32 buckets on", 2, 31],
    ["half a second is 32 buckets back", 0.5, -33],
    ["the longest duration has a bucket", LONGEST, 1058],
  ] as const)("%s", ([, seconds, index]) => {
    expect(bucketIndex(seconds)).toBe(index);
  });

  test("holds what lies above its lower and up to its upper bound", () => {
    fc.assert(
      fc.property(positive, (seconds) => {
        const index = bucketIndex(seconds);
        expect(seconds).toBeGreaterThan(lowerBound(index, 5));
        expect(seconds).toBeLessThanOrEqual(upperBound(index, 5));
      }),
    );
  });

  test("takes in its own upper bound, at any scale up to 5", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -600, max: 1000 }),
        fc.integer({ min: -10, max: 5 }),
        (at, scale) => {
          const index = at >> (5 - scale);
          const bound = upperBound(index, scale);
          fc.pre(bound > ZERO_THRESHOLD && bound < LONGEST);
          expect(bucketIndex(bound) >> (5 - scale)).toBe(index);
          expect(bucketIndex(bound * (1 + Number.EPSILON)) >> (5 - scale)).toBe(index + 1);
        },
      ),
    );
  });

  test("lies within the bucket of every coarser scale, at finer scales too", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 24), max: 2 ** 24 }), (index) => {
        expect(lowerBound(index, 20)).toBeGreaterThanOrEqual(lowerBound(index >> 15, 5));
        expect(upperBound(index, 20)).toBeLessThanOrEqual(upperBound(index >> 15, 5));
      }),
    );
  });

  test("has a floor that it does not hold and a ceiling that it holds, zero's among them", () => {
    fc.assert(
      fc.property(fc.integer({ min: ZERO_BUCKET + 1, max: LAST_BUCKET }), (bucket) => {
        expect(bucketOf(Math.min(LONGEST, ceilingOf(bucket)))).toBe(bucket);
        expect(bucketOf(floorOf(bucket))).toBe(bucket - 1);
        expect(bucketAbove(floorOf(bucket))).toBe(bucket);
        expect(bucketAbove(midpoint(bucket))).toBe(bucket);
      }),
    );
    expect([floorOf(ZERO_BUCKET), ceilingOf(ZERO_BUCKET)]).toEqual([0, ZERO_THRESHOLD]);
    expect([bucketOf(0), bucketOf(ZERO_THRESHOLD), bucketAbove(0)]).toEqual(
      new Array(3).fill(ZERO_BUCKET),
    );
  });

  test("is stood for by a value within 1.1 % of every one it holds", () => {
    fc.assert(
      fc.property(positive, (seconds) => {
        const error = midpoint(bucketIndex(seconds)) / seconds - 1;
        expect(Math.abs(error)).toBeLessThan(0.011);
      }),
    );
  });
});
