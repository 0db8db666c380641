import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PlimsollError } from "../errors/index.ts";
import { ByteWriter } from "./byte-writer.ts";
import { seal } from "./sealed-bytes.ts";
import { emptySketch, type Sketch } from "./sketch.ts";
import { decodeSketches, encodeSketches, writeSketch } from "./sketch-codec.ts";
import { durations, sketchOf } from "./testdata/arbitraries.ts";

const sketches = fc.array(durations.map(sketchOf), { maxLength: 7 });

describe("sketches as bytes", () => {
  test("whatever was measured comes back as it was", () => {
    fc.assert(
      fc.property(sketches, (taken) => {
        expect(decodeSketches(encodeSketches(taken))).toEqual(taken);
      }),
    );
  });

  test("an empty sketch keeps its resolution", () => {
    const coarse = { ...emptySketch, scale: 2 };
    expect(decodeSketches(encodeSketches([coarse, emptySketch]))).toEqual([coarse, emptySketch]);
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
          for (const { count, counts, zeroCount } of decodeSketches(seal(bytes)))
            expect(counts.reduce((sum, one) => sum + one, zeroCount)).toBe(count);
        } catch (error) {
          expect(error).toBeInstanceOf(PlimsollError);
        }
      }),
    );
  });

  const good = sketchOf([0.1, 0.2]);
  test.for<[string, Partial<Sketch>]>([
    ["a scale that no sketch has", { scale: 6 }],
    ["a scale below every sketch's", { scale: -11 }],
    ["counts that do not add up", { count: 3 }],
    ["a bucket beyond every duration", { offset: 2 ** 40 }],
    ["more buckets than a sketch has", { counts: new Array(161).fill(0).with(0, 2) }],
    ["a least value above the largest", { min: 3, max: 2 }],
    ["a largest value that is no number", { max: Number.NaN }],
    ["a negative least value", { min: -1 }],
  ])("%s is refused", ([, wrong]) => {
    const out = new ByteWriter();
    out.varint(1);
    writeSketch(out, { ...good, ...wrong });
    expect(() => decodeSketches(seal(out.finish()))).toThrow(PlimsollError);
  });
});
