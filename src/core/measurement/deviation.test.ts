import { expect, test } from "vitest";
import { bucketOf } from "./bucket.ts";
import { rangeOf } from "./bucket-range.ts";
import { deviation } from "./deviation.ts";
import { recorder } from "./recorder.ts";
import type { Sketch } from "./sketch.ts";

function sketchOf(...parts: readonly (readonly [count: number, seconds: number])[]): Sketch {
  const durations = recorder();
  for (const [count, seconds] of parts) for (let i = 0; i < count; i++) durations.record(seconds);
  return durations.sketch();
}

const exact = Math.sqrt((600 * 0.1 ** 2) / 999);

test("is never below that of the values, and near it", () => {
  const spread = sketchOf([300, 0.1], [400, 0.2], [300, 0.3]);
  expect(deviation(spread)).toBeGreaterThan(exact);
  expect(deviation(spread)).toBeLessThan(exact * 1.05);
});

test("is larger where a sender told the durations by coarse buckets", () => {
  const coarse = {
    ...sketchOf([1000, 0.2]),
    ranges: [rangeOf(bucketOf(0.1), bucketOf(0.4))],
    min: 0.1,
    max: 0.4,
  };
  expect(deviation(coarse)).toBeCloseTo(0.2, 3);
});
