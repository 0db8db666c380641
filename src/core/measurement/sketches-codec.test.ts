import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PlimsollError } from "../errors/index.ts";
import { rangeOf } from "./bucket-range.ts";
import { ByteWriter } from "./byte-writer.ts";
import { seal } from "./sealed-bytes.ts";
import type { Sketch } from "./sketch.ts";
import { decodeSketches, encodeSketches, writeSketches } from "./sketches-codec.ts";
import { coarseSketch, durations, sketchOf } from "./testdata/arbitraries.ts";

const sketches = fc.array(durations.map(sketchOf), { maxLength: 7 });

describe("sketches as bytes", () => {
  test("whatever was measured comes back as it was", () => {
    fc.assert(
      fc.property(sketches, (taken) => {
        expect(decodeSketches(encodeSketches(taken))).toEqual(taken);
      }),
    );
  });

  test("what senders told by coarser buckets comes back as it was", () => {
    fc.assert(
      fc.property(fc.array(coarseSketch, { maxLength: 3 }), (taken) => {
        expect(decodeSketches(encodeSketches(taken))).toEqual(taken);
      }),
    );
  });

  test("one of a few durations over the whole range takes a few bytes more than its extremes", () => {
    expect(encodeSketches([sketchOf([1e-5, 0.2, 0.2, 1000])]).length).toBeLessThan(45);
  });

  test("a changed bit is noticed", () => {
    fc.assert(
      fc.property(sketches, fc.nat(), fc.integer({ min: 0, max: 7 }), (taken, at, bit) => {
        const bytes = encodeSketches(taken);
        bytes[at % bytes.length]! ^= 1 << bit;
        expect(() => decodeSketches(bytes)).toThrow(PlimsollError);
      }),
    );
  });

  test("random bytes, even sealed, are refused or are sketches; never a crash", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          for (const { count, counts } of decodeSketches(seal(bytes)))
            expect(counts.reduce((sum, one) => sum + one, 0)).toBe(count);
        } catch (error) {
          expect(error).toBeInstanceOf(PlimsollError);
        }
      }),
    );
  });

  const good = sketchOf([0.1, 0.2]);
  test.for<[string, Partial<Sketch>]>([
    ["counts that do not add up", { count: 3 }],
    ["a bucket beyond every duration", { ranges: [rangeOf(0, 0), rangeOf(1059, 1059)] }],
    ["a range that begins below zero", { ranges: [rangeOf(0, 0), rangeOf(-640, 1)] }],
    ["a least value above the largest", { min: 3, max: 2 }],
    ["a largest value that is no number", { max: Number.NaN }],
    ["a negative least value", { min: -1 }],
  ])("%s is refused", ([, wrong]) => {
    const out = new ByteWriter();
    out.varint(1);
    writeSketches(out, [{ ...good, ...wrong }], () => 0);
    expect(() => decodeSketches(seal(out.finish()))).toThrow(PlimsollError);
  });
});
