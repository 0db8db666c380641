import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { compareQuantiles } from "./compare-quantiles.ts";
import { normalDraw } from "./draws.ts";
import { durations } from "./testdata/noise.ts";

const COMPARISONS = 200;
const promised = [0.5, 0.95];

/** Ten pairs of runs of 400 requests; every run is off by 3 % by itself, every pair by 20 %. */
function compare(seed: number, factor: number, pairs = 10, requests = 400) {
  const next = random(seed, "quantiles", factor);
  const runs = Array.from({ length: pairs }, () => {
    const mood = Math.exp(0.2 * normalDraw(next));
    const run = (medianMs: number) =>
      durations(next, requests, medianMs * mood * Math.exp(0.03 * normalDraw(next)));
    return { base: run(20), candidate: run(20 * factor) };
  });
  const objectives = promised.map((quantile) => ({ name: `p${quantile}`, quantile, pairs: runs }));
  return compareQuantiles(objectives, random(seed, "draws"));
}

const many = (factor: number) =>
  Array.from({ length: COMPARISONS }, (_, seed) => compare(seed, factor));
const isRegression = ({ verdict }: { verdict: string }) => verdict === "regression";

describe("promised quantiles, between two versions", () => {
  test("that are the same raise no alarm, at any of them", { timeout: 120_000 }, () => {
    const found = many(1);
    const alarms = found.filter((comparisons) => comparisons.some(isRegression));
    expect(alarms.length / COMPARISONS).toBeLessThanOrEqual(0.01);
    const held = found
      .flat()
      .filter(({ ratioInterval }) => ratioInterval![0] < 1 && 1 < ratioInterval![1]);
    expect(held.length / found.flat().length).toBeGreaterThan(0.92);
  });

  test("that are 30 % higher are found out, every one", { timeout: 120_000 }, () => {
    const caught = many(1.3).flat().filter(isRegression);
    expect(caught.length / COMPARISONS / promised.length).toBeGreaterThanOrEqual(0.99);
  });

  test("are told with their geometric means, ratio and intervals", () => {
    const [median] = compare(1, 1.3);
    expect(median).toMatchObject({ name: "p0.5", pairs: 10 });
    expect(median!.ratio).toBeCloseTo(median!.candidate! / median!.base!, 9);
    const [low, high] = median!.ratioInterval!;
    expect(low).toBeLessThan(median!.ratio!);
    expect(high).toBeGreaterThan(median!.ratio!);
    expect(median!.differenceInterval![0]).toBeGreaterThan(0);
  });

  test("are the same story told twice with the same chance", () => {
    expect(compare(3, 1.1)).toEqual(compare(3, 1.1));
  });

  test("that are a quarter lower are no worse", () => {
    expect(compare(4, 0.75).map(({ verdict }) => verdict)).toEqual(["none", "none"]);
  });

  test("cannot be told from four pairs, nor from runs too small to bound them", () => {
    for (const { verdict } of compare(5, 2, 4)) expect(verdict).toBe("insufficient");
    const small = compare(6, 3, 10, 50).map(({ verdict }) => verdict);
    expect(small).toEqual(["regression", "insufficient"]);
  });
});
