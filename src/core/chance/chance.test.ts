import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exponentialGap, integer, pick, random, zipf } from "./index.ts";

const many = <T>(n: number, draw: () => T) => Array.from({ length: n }, draw);

describe("chance", () => {
  test("the same seed and names tell the same story", () => {
    expect(many(5, random(7, "a", 1))).toEqual(many(5, random(7, "a", 1)));
  });

  test.for([
    [7, ["a", 2]],
    [7, ["b", 1]],
    [8, ["a", 1]],
  ] as const)("seed %i with names %j tells another", ([seed, names]) => {
    expect(many(5, random(seed, ...names))).not.toEqual(many(5, random(7, "a", 1)));
  });

  test("whole numbers and picks cover their range evenly", () => {
    const next = random(1);
    const counts = [0, 0, 0, 0];
    for (const n of many(40_000, () => integer(next, 4))) counts[n]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    expect(new Set(many(100, () => pick(next, ["x", "y"])))).toEqual(new Set(["x", "y"]));
  });

  test("Poisson gaps have the mean of their rate", () => {
    const next = random(2);
    const gaps = many(50_000, () => exponentialGap(next, 4));
    expect(gaps.reduce((a, b) => a + b) / gaps.length).toBeCloseTo(0.25, 2);
  });

  test("Zipf ranks fall off as their exponent says", () => {
    const next = random(3);
    const draw = zipf(1000, 1.1);
    const ranks = many(200_000, () => draw(next()));
    const of = (rank: number) => ranks.filter((r) => r === rank).length;
    expect(of(0) / of(9)).toBeCloseTo(10 ** 1.1, -1);
    expect(Math.max(...new Set(ranks))).toBeGreaterThan(900);
  });

  test("a Zipf rank is the first whose weight, with those before it, exceeds the chance's share", () => {
    const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 4, noNaN: true }),
        chances,
        (n, exponent, chance) => {
          const cumulative: number[] = [];
          for (let k = 0; k < n; k++)
            cumulative.push((cumulative.at(-1) ?? 0) + (k + 1) ** -exponent);
          const target = chance * cumulative.at(-1)!;
          const first = cumulative.findIndex((weight) => weight > target);
          expect(zipf(n, exponent)(chance)).toBe(first < 0 ? n - 1 : first);
        },
      ),
    );
  });

  test("Zipf with exponent 0 is even", () => {
    const next = random(4);
    const ranks = many(40_000, () => zipf(4, 0)(next()));
    expect(Math.abs(ranks.filter((r) => r === 3).length - 10_000)).toBeLessThan(400);
  });
});
