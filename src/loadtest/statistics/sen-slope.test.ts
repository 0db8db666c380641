import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { median } from "./median.ts";
import { pairSlopes } from "./pair-slopes.ts";
import { rankBounds, senSlope } from "./sen-slope.ts";
import { MS_PER_HOUR, type Series } from "./series.ts";
import { autocorrelated, everySecond } from "./testdata/noise.ts";

const hours = (points: readonly (readonly [number, number])[]): Series =>
  points.map(([at, value]) => ({ atMs: at * MS_PER_HOUR, value }));

describe("Sen's slope", () => {
  test("and its bounds are those of scipy.stats.theilslopes, for uneven times too", () => {
    const times = [0, 1, 2, 4, 5, 7, 8, 11, 12, 15];
    const values = [3, 5, 4, 4, 7, 6, 9, 8, 8, 12];
    const slopes = pairSlopes(hours(times.map((at, k) => [at, values[k]!])));
    const [low, high] = rankBounds(slopes, 123);
    expect(median(slopes)).toBeCloseTo(0.5, 9);
    expect(low).toBeCloseTo(0.2727272727272727, 9);
    expect(high).toBeCloseTo(0.7272727272727273, 9);
  });

  test("of a line is the line's, whatever the spacing", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: -50, max: 50 }), (steps, slope) => {
        let at = 0;
        const line = hours(steps.map((step) => [(at += step), 5 + slope * at]));
        const found = senSlope(line);
        for (const one of [found.perHour, found.low, found.high]) expect(one).toBeCloseTo(slope, 6);
      }),
    );
  });

  test("is not led astray by a quarter of wild values", () => {
    const wild = Array.from({ length: 60 }, (_, at) => (at % 4 === 1 ? 1e9 : 2 * at));
    expect(senSlope(everySecond(wild)).perHour / 7200).toBeCloseTo(1, 1);
  });

  test("has bounds that hold the true slope 95 times in 100, though neighbours are alike", () => {
    const held = Array.from({ length: 400 }, (_, seed) => {
      const values = autocorrelated(random(seed, "bounds"), 120).map((off, at) => at / 10 + off);
      const { low, high } = senSlope(everySecond(values));
      return low <= 360 && 360 <= high;
    });
    expect(held.filter(Boolean).length / held.length).toBeGreaterThan(0.92);
  });

  test.for([
    [[]],
    [[[1, 5]]],
    [
      [
        [1, 5],
        [1, 9],
      ],
    ],
  ] as const)("is nothing for %j", ([points]) => {
    expect(senSlope(hours(points))).toEqual({ perHour: 0, low: 0, high: 0 });
  });
});
