import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptySketch, recorder } from "../../core/measurement/index.ts";
import { superiority } from "./superiority.ts";

function of(values: readonly number[]) {
  const taken = recorder();
  for (const value of values) taken.record(value / 1000);
  return taken.sketch();
}

/** Powers of two lie in buckets of their own, each far from the next. */
const value = fc.integer({ min: 0, max: 8 }).map((power) => 2 ** power);
const values = fc.array(value, { minLength: 1, maxLength: 30 });

describe("Vargha and Delaney's measure", () => {
  test("is the share of pairs in which the first is larger, equal ones by half", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const wins = a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)));
        const expected = wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
        expect(superiority(of(a), of(b))).toBeCloseTo(expected, 9);
      }),
    );
  });

  test("is a half against itself and one against what is always quicker", () => {
    expect(superiority(of([1, 2, 3]), of([1, 2, 3]))).toBeCloseTo(0.5, 9);
    expect(superiority(of([10, 20]), of([1, 2, 3]))).toBe(1);
  });

  test("is nothing over nothing", () => {
    expect(superiority(emptySketch, of([1]))).toBeNull();
    expect(superiority(of([1]), emptySketch)).toBeNull();
  });
});
