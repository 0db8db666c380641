import fc from "fast-check";
import { expect, test } from "vitest";
import type { Histogram, HistogramPoint } from "./metrics.ts";
import { decodeState, encodeState, sumOfBounds } from "./series-state.ts";

const counts = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 2 ** 40 })), { maxLength: 30 });
const figures = {
  count: fc.maxSafeNat(),
  sum: fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })),
  min: fc.constant(null),
  max: fc.constant(null),
};
const histogram: fc.Arbitrary<Histogram> = fc.oneof(
  fc.record({
    kind: fc.constant("explicit" as const),
    ...figures,
    explicitBounds: fc.array(fc.double({ noNaN: true }), { maxLength: 20 }),
    bucketCounts: counts,
  }),
  fc.record({
    kind: fc.constant("exponential" as const),
    ...figures,
    scale: fc.integer({ min: -10, max: 20 }),
    zeroCount: fc.nat(),
    zeroThreshold: fc.double({ min: 0, max: 1, noNaN: true }),
    positive: fc.record({ offset: fc.integer(), bucketCounts: counts }),
  }),
);
const pointOf = (histogram: Histogram): HistogramPoint => ({
  attributes: new Map(),
  startNs: 1,
  timeNs: 1.8e18,
  noRecordedValue: false,
  histogram,
});

test("what a point said is remembered as far as the next is told from it", () => {
  fc.assert(
    fc.property(histogram, fc.constantFrom("s", "ms"), (said, unit) => {
      const { count, sum } = said;
      const buckets =
        said.kind === "explicit"
          ? {
              kind: "explicit",
              boundsSum: sumOfBounds(said.explicitBounds),
              bucketCounts: said.bucketCounts,
            }
          : {
              kind: "exponential",
              scale: said.scale,
              zeroCount: said.zeroCount,
              zeroThreshold: said.zeroThreshold,
              positive: said.positive,
            };
      const state = encodeState(pointOf(said), unit);
      expect(decodeState(state)).toEqual({ timeNs: 1.8e18, unit, count, sum, buckets });
    }),
  );
});

test("a memory in which a byte has changed is none", () => {
  fc.assert(
    fc.property(histogram, fc.nat(), fc.integer({ min: 1, max: 255 }), (said, at, flip) => {
      const { lastNs, state } = encodeState(pointOf(said), "s");
      const changed = Uint8Array.from(state);
      changed[at % changed.length]! ^= flip;
      expect(decodeState({ lastNs, state: changed })).toBeNull();
    }),
  );
});
