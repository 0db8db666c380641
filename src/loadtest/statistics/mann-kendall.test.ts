import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { mannKendall } from "./mann-kendall.ts";
import { normalTails } from "./normal-tails.ts";
import type { Series } from "./series.ts";
import { autocorrelated, everySecond } from "./testdata/noise.ts";
import { firstOrderInflation, hamedRaoInflation, ranksOf } from "./trend-inflation.ts";

const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 60 });

describe("the tails of a normal distribution", () => {
  // scipy.stats.norm.sf, twice.
  test.for([
    [0, 1],
    [0.5, 0.6170750774519738],
    [1, 0.31731050786291415],
    [-1.96, 0.04999579029644087],
    [4, 6.334248366623973e-5],
    [6, 1.973175290075389e-9],
    [10, 1.523970604832094e-23],
  ] as const)("beyond %f hold %f", ([z, tails]) => {
    expect(normalTails(z) / tails).toBeCloseTo(1, 10);
  });
});

describe("Mann and Kendall's test", () => {
  test("gives the score, the variance with ties and the chance that the textbook gives", () => {
    const { score, variance, inflation, z, p } = mannKendall(
      everySecond([3, 5, 4, 4, 7, 6, 9, 8, 8, 12]),
    );
    expect(score).toBe(33);
    expect(variance / inflation).toBeCloseTo(123, 9);
    expect(inflation).toBe(1);
    expect(z).toBeCloseTo(2.8853428309357834, 9);
    expect(p).toBeCloseTo(0.003909876320511867, 9);
  });

  test("turns around with its series", () => {
    // Its line leaves ties that sums in another order would tear apart.
    const examples: [number[]][] = [[[0, 4, 0, -4, 0, -2, 6, -9, -11, 0, -8, 0, -12, -14]]];
    fc.assert(
      fc.property(values, (series) => {
        const [forth, back] = [series, series.toReversed()].map((s) => mannKendall(everySecond(s)));
        expect(back!.score).toBe(-forth!.score + 0);
        expect(back!.p).toBeCloseTo(forth!.p, 6);
      }),
      { examples },
    );
  });

  test("cares for order alone, not for size", () => {
    fc.assert(
      fc.property(values, (series) => {
        const stretched = series.map((value) => 3 * value + 7);
        expect(mannKendall(everySecond(stretched))).toEqual(mannKendall(everySecond(series)));
      }),
    );
  });

  test.for([[[]], [[1]], [[4, 4, 4, 4, 4, 4]]] as const)("sees no trend in %j", ([series]) => {
    expect(mannKendall(everySecond(series))).toMatchObject({ score: 0, z: 0, p: 1 });
  });

  test("takes a hundred thousand values by their windows", () => {
    const next = random(1);
    const long = Array.from({ length: 100_000 }, (_, at) => at / 100_000 + 5 * next());
    const { score, p } = mannKendall(everySecond(long));
    expect(score).toBeLessThan((500 * 499) / 2);
    expect(p).toBeLessThan(1e-6);
  });
});

describe("the inflation by autocorrelation", () => {
  const remembered = [
    50, 50, 53, 51, 46, 45, 42, 46, 56, 53, 50, 54, 57, 57, 51, 53, 58, 50, 50, 41, 39, 34, 40, 39,
    47, 52, 54, 41, 44, 49,
  ];

  test("is what the formula gives when reckoned with numpy and scipy", () => {
    expect(hamedRaoInflation(everySecond(remembered))).toBeCloseTo(2.0804405874499334, 9);
  });

  const rhos = [0, 0.5] as const;
  test.for(rhos)("is about (1 + ρ) ÷ (1 − ρ) for noise that remembers a share ρ of %f", (rho) => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const average = (inflation: (points: Series) => number) =>
      seeds.reduce(
        (sum, seed) => sum + inflation(everySecond(autocorrelated(random(seed), 300, rho))),
        0,
      ) / seeds.length;
    const expected = (1 + rho) / (1 - rho);
    // Hamed and Rao leave out the memory that is too weak to stand out.
    expect(average(hamedRaoInflation) / expected).toBeGreaterThan(0.55);
    expect(average(hamedRaoInflation) / expected).toBeLessThan(1.25);
    expect(average(firstOrderInflation) / expected).toBeGreaterThan(0.85);
    expect(average(firstOrderInflation) / expected).toBeLessThan(1.25);
  });

  test("is never below one", () => {
    const zigzag = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 1 : -1) + at / 1000);
    expect(hamedRaoInflation(everySecond(zigzag))).toBe(1);
    expect(firstOrderInflation(everySecond(zigzag))).toBe(1);
  });

  test("ranks equal values by their mean rank", () => {
    expect(ranksOf([10, 30, 20, 30, 10, 30])).toEqual([1.5, 5, 3, 5, 1.5, 5]);
  });
});
