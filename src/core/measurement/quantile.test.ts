import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countAtOrBelow, knownAtRank, quantile, rankOf } from "./quantile.ts";
import { emptySketch, mergeSketches } from "./sketch.ts";
import { ascending, duration, durations, sketchOf } from "./testdata/arbitraries.ts";

/** Seconds from 10 µs to 1,000 s, each octave as likely as the others. */
const wide = fc
  .double({ min: Math.log2(1e-5), max: Math.log2(1000), noNaN: true })
  .map((power) => 2 ** power);
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("a quantile", () => {
  test("errs by 1.1 % at most, whatever else was measured, merged in any order", () => {
    fc.assert(
      fc.property(
        fc.array(wide, { minLength: 1, maxLength: 60 }),
        fc.nat(7),
        share,
        (seconds, parts, q) => {
          const sketches = Array.from({ length: parts + 1 }, (_, part) =>
            sketchOf(seconds.filter((_, i) => i % (parts + 1) === part)),
          );
          const sketch = sketches.reduce(mergeSketches, emptySketch);
          const rank = rankOf(q, seconds.length);
          const exact = ascending(seconds)[rank - 1]!;
          expect(Math.abs(quantile(sketch, q) / exact - 1)).toBeLessThan(0.011);
          const { low, high } = knownAtRank(sketch, rank);
          expect([low <= exact, high >= exact, high / low < 1.022]).toEqual([true, true, true]);
        },
      ),
    );
  });

  test("never leaves the range of the values, and never falls as q rises", () => {
    fc.assert(
      fc.property(durations, share, share, (seconds, q, r) => {
        fc.pre(seconds.length > 0);
        const sketch = sketchOf(seconds);
        expect(quantile(sketch, q)).toBeGreaterThanOrEqual(Math.min(...seconds));
        expect(quantile(sketch, q)).toBeLessThanOrEqual(Math.max(...seconds));
        expect(quantile(sketch, Math.min(q, r))).toBeLessThanOrEqual(
          quantile(sketch, Math.max(q, r)),
        );
      }),
    );
  });

  test("of a single value, and the highest of many, is exact", () => {
    expect(quantile(sketchOf([0.123]), 0.5)).toBe(0.123);
    expect(quantile(sketchOf([0.1, 0.2, 0.777]), 1)).toBe(0.777);
  });

  test("of nothing is no number", () => {
    expect(quantile(emptySketch, 0.5)).toBeNaN();
  });

  test.for([
    { q: 0, n: 10, rank: 1 },
    { q: 0.5, n: 10, rank: 5 },
    { q: 0.07, n: 100, rank: 7 },
    { q: 0.29, n: 100, rank: 29 },
    { q: 0.95, n: 1_000_000_000, rank: 950_000_000 },
    { q: 0.9501, n: 100, rank: 96 },
    { q: 1, n: 10, rank: 10 },
  ])("$q of $n values is number $rank", ({ q, n, rank }) => {
    expect(rankOf(q, n)).toBe(rank);
  });
});

describe("values at or below a limit", () => {
  test("are never claimed where they are not certain", () => {
    fc.assert(
      fc.property(durations, duration, (seconds, limit) => {
        const { within, beyond } = countAtOrBelow(sketchOf(seconds), limit);
        expect(within).toBeLessThanOrEqual(seconds.filter((s) => s <= limit).length);
        expect(beyond).toBeLessThanOrEqual(seconds.filter((s) => s > limit).length);
      }),
    );
  });

  test.for([
    ["all of them, when the largest does", [0.1, 0.3999], 0.4, 2, 0],
    ["none of them, when the smallest does not", [0.4001, 0.41], 0.4, 0, 2],
    ["all but those in the limit's own bucket", [0.1, 0.399, 0.401, 0.9], 0.4, 1, 1],
    ["all, when the limit is the bound of a bucket", [0.1, 0.499, 0.5, 0.501], 0.5, 3, 1],
    ["all that count as zero", [0, 0, 2], 1, 2, 1],
    ["none of those that count as zero, where the limit is zero too", [1e-9, 1e-7, 2], 1e-8, 0, 1],
  ] as const)("%s", ([, seconds, limit, within, beyond]) => {
    expect(countAtOrBelow(sketchOf(seconds), limit)).toEqual({ within, beyond });
  });
});
