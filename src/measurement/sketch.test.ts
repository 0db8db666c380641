import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recorder } from "./recorder.ts";
import { emptySketch, mergeSketches, type Sketch } from "./sketch.ts";
import { durations, sketchOf } from "./testdata/arbitraries.ts";

const merged = (sketches: readonly Sketch[]): Sketch => sketches.reduce(mergeSketches, emptySketch);

describe("merging sketches", () => {
  test("gives the identical sketch in any grouping and order, resolution included", () => {
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

  test("changes nothing when one of them is empty", () => {
    fc.assert(
      fc.property(durations, (seconds) => {
        expect(mergeSketches(sketchOf(seconds), emptySketch)).toEqual(sketchOf(seconds));
        expect(mergeSketches(emptySketch, sketchOf(seconds))).toEqual(sketchOf(seconds));
      }),
    );
  });

  test("keeps the coarsest scale, though the coarse part was empty", () => {
    const coarse = { ...emptySketch, scale: 2 };
    expect(mergeSketches(sketchOf([1]), coarse).scale).toBe(2);
    expect(mergeSketches(coarse, sketchOf([1]))).toEqual(mergeSketches(sketchOf([1]), coarse));
  });

  test("loses no event, no microsecond and no extreme", () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        const whole = mergeSketches(sketchOf(a), sketchOf(b));
        const all = [...a, ...b];
        const filed = whole.counts.reduce((sum, count) => sum + count, whole.zeroCount);
        expect(whole.count).toBe(all.length);
        expect(filed).toBe(all.length);
        expect(whole.sumUs).toBe(all.reduce((sum, s) => sum + Math.round(s * 1e6), 0));
        expect(whole.min).toBe(Math.min(...all));
        expect(whole.max).toBe(Math.max(...all));
      }),
    );
  });
});

describe("a sketch", () => {
  test("is what a recorder says, whether it saw the values one by one or at once", () => {
    fc.assert(
      fc.property(durations, (seconds) => {
        expect(sketchOf(seconds)).toEqual(merged(seconds.map((one) => sketchOf([one]))));
      }),
    );
  });

  test("has 160 buckets at most, none of them idle at either end", () => {
    fc.assert(
      fc.property(durations, (seconds) => {
        const { counts } = sketchOf(seconds);
        expect(counts.length).toBeLessThanOrEqual(160);
        if (counts.length > 0) expect(counts[0]! * counts.at(-1)!).toBeGreaterThan(0);
      }),
    );
  });

  test.for([
    ["over five octaves", [1, 31], 5],
    ["over six octaves", [1, 60], 4],
    ["over twenty octaves", [0.001, 900], 3],
    ["from a microsecond to a century", [1.1e-6, 3e9], 1],
  ] as const)("%s it has the scale that fits", ([, seconds, scale]) => {
    expect(sketchOf(seconds).scale).toBe(scale);
  });
});

describe("a recorder", () => {
  test("begins afresh after a reset", () => {
    fc.assert(
      fc.property(durations, durations, (before, after) => {
        const taken = recorder();
        for (const seconds of before) taken.record(seconds);
        taken.reset();
        expect(taken.sketch()).toEqual(emptySketch);
        for (const seconds of after) taken.record(seconds);
        expect(taken.sketch()).toEqual(sketchOf(after));
      }),
    );
  });

  test("goes on after it was read, and leaves what it gave as it was", () => {
    const taken = recorder();
    taken.record(1);
    const first = taken.sketch();
    taken.record(2);
    expect(first).toEqual(sketchOf([1]));
    expect(taken.sketch()).toEqual(sketchOf([1, 2]));
  });

  test.for([
    ["a clock that was set back", -3],
    ["nothing at all", 0],
    ["negative zero", -0],
  ] as const)("counts %s as zero", ([, seconds]) => {
    expect(sketchOf([seconds])).toEqual(sketchOf([0]));
  });

  test("counts a microsecond as zero, so that it costs the others no resolution", () => {
    const sketch = sketchOf([1e-6, 1e-9, 1, 2]);
    expect(sketch).toMatchObject({ zeroCount: 2, scale: 5, min: 1e-9 });
  });

  test.for([Number.NaN, Number.POSITIVE_INFINITY, 1e10])(
    "throws out %s and counts nothing",
    (seconds) => {
      const taken = recorder();
      expect(() => taken.record(seconds)).toThrow("is no duration");
      expect(taken.sketch()).toEqual(emptySketch);
    },
  );
});
