import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recorder } from "./recorder.ts";
import { emptySketch, mergeSketches, type Sketch } from "./sketch.ts";
import { ascending, coarseSketch, durations, sketchOf } from "./testdata/arbitraries.ts";

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

  test("leaves what coarser senders told as it is, in any grouping and order", () => {
    fc.assert(
      fc.property(coarseSketch, coarseSketch, durations, (x, y, seconds) => {
        const z = sketchOf(seconds);
        const whole = mergeSketches(mergeSketches(x, y), z);
        expect(mergeSketches(z, mergeSketches(y, x))).toEqual(whole);
        const sum = recorder();
        for (const one of [y, z, x]) sum.add(one);
        expect(sum.sketch()).toEqual(whole);
        for (const part of [x, y, z])
          expect(whole.ranges).toEqual(expect.arrayContaining([...part.ranges]));
      }),
    );
  });

  test("loses no event, no microsecond and no extreme", () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        const whole = mergeSketches(sketchOf(a), sketchOf(b));
        const all = [...a, ...b];
        const filed = whole.counts.reduce((sum, count) => sum + count, 0);
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

  test("has only buckets in use, in ascending order", () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        const { ranges, counts } = mergeSketches(sketchOf(a), sketchOf(b));
        expect(counts.every((count) => count > 0)).toBe(true);
        expect(ranges).toEqual(ascending([...new Set(ranges)]));
      }),
    );
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

  test("adds up sketches as merging them does, and durations with them", () => {
    fc.assert(
      fc.property(fc.array(durations, { maxLength: 4 }), durations, (parts, own) => {
        const sum = recorder();
        for (const part of parts) sum.add(sketchOf(part));
        for (const seconds of own) sum.record(seconds);
        expect(sum.sketch()).toEqual(sketchOf([...parts.flat(), ...own]));
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

  test("counts a microsecond as zero", () => {
    const sketch = sketchOf([1e-6, 1e-9, 1, 2]);
    expect(sketch).toMatchObject({ counts: [2, 1, 1], min: 1e-9 });
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
