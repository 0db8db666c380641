import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countAtOrBelow,
  emptySketch,
  mergeSketches,
  quantile,
  recorder,
  type Sketch,
} from "./index.ts";

const durations = fc.array(
  fc.oneof(
    fc.double({ min: 1e-6, max: 100, noNaN: true }),
    fc.double({ min: 1e-300, max: 1e300, noNaN: true }).map((x) => Math.min(x, 1e6)),
    fc.constant(0),
  ),
  { maxLength: 60 },
);

function sketchOf(values: readonly number[]): Sketch {
  const taken = recorder();
  for (const value of values) taken.record(value);
  return taken.sketch();
}

describe("a sketch", () => {
  test("merges to the same whatever the grouping and order", () => {
    fc.assert(
      fc.property(durations, durations, durations, (a, b, c) => {
        const [x, y, z] = [sketchOf(a), sketchOf(b), sketchOf(c)];
        const whole = sketchOf([...a, ...b, ...c]);
        expect(mergeSketches(mergeSketches(x, y), z)).toEqual(whole);
        expect(mergeSketches(x, mergeSketches(y, z))).toEqual(whole);
        expect(mergeSketches(z, mergeSketches(y, x))).toEqual(whole);
      }),
    );
  });

  test("is unchanged by a merge with nothing", () => {
    fc.assert(
      fc.property(durations, (values) => {
        expect(mergeSketches(sketchOf(values), emptySketch)).toEqual(sketchOf(values));
        expect(mergeSketches(emptySketch, sketchOf(values))).toEqual(sketchOf(values));
      }),
    );
  });

  test("names every quantile within 1.1 % while its resolution lasts", () => {
    const ordinary = fc.array(fc.double({ min: 0.001, max: 0.03, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(ordinary, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const exact = values.toSorted((a, b) => a - b)[
          Math.max(0, Math.ceil(q * values.length) - 1)
        ]!;
        expect(Math.abs(quantile(sketchOf(values), q) / exact - 1)).toBeLessThanOrEqual(0.011);
      }),
    );
  });

  test("never claims more within or beyond a limit than is so", () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 100, noNaN: true }), (values, limit) => {
        const { within, beyond } = countAtOrBelow(sketchOf(values), limit);
        expect(within).toBeLessThanOrEqual(values.filter((v) => v <= limit).length);
        expect(beyond).toBeLessThanOrEqual(values.filter((v) => v > limit).length);
      }),
    );
  });
});
