import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { compareCosts } from "./compare-costs.ts";
import type { CostSample } from "./cost.ts";
import { normalDraw } from "./draws.ts";
import { processorTime } from "./testdata/noise.ts";

const COMPARISONS = 200;

/** Pairs of runs of 20 s; the machine's mood lasts for a pair, and every run is off by 3 % by itself. */
function pairsOf(seed: number, factor: number, pairs = 10) {
  const next = random(seed, "costs", factor);
  return Array.from({ length: pairs }, () => {
    const mood = Math.exp(0.2 * normalDraw(next));
    const run = (costMs: number) =>
      processorTime(next, 20, costMs * mood * Math.exp(0.03 * normalDraw(next)));
    return { base: run(5), candidate: run(5 * factor) };
  });
}

function verdicts(factor: number) {
  return Array.from({ length: COMPARISONS }, (_, seed) => {
    const pairs = pairsOf(seed, factor);
    return compareCosts([{ name: "cpu", pairs }], random(seed, "draws"))[0]!;
  });
}

describe("the cost of a request, between two versions", () => {
  test("that is the same is not called a regression", { timeout: 120_000 }, () => {
    const found = verdicts(1);
    const alarms = found.filter(({ verdict }) => verdict === "regression");
    expect(alarms.length / COMPARISONS).toBeLessThanOrEqual(0.01);
    const held = found.filter(
      ({ ratioInterval }) => ratioInterval![0] < 1 && 1 < ratioInterval![1],
    );
    expect(held.length / COMPARISONS).toBeGreaterThan(0.9);
  });

  test("that is 30 % higher is called one", { timeout: 120_000 }, () => {
    const caught = verdicts(1.3).filter(({ verdict }) => verdict === "regression");
    expect(caught.length / COMPARISONS).toBeGreaterThanOrEqual(0.99);
  });

  test("is told as ratio and difference, with intervals", () => {
    const steady = (cost: number): readonly CostSample[] =>
      Array.from({ length: 20 }, (_, at) => ({
        atMs: at * 1000,
        requests: 20 * at,
        used: 20 * at * cost,
      }));
    const pairs = Array(6).fill({ base: steady(4), candidate: steady(5) });
    const [found] = compareCosts([{ name: "cpu", pairs }], random(1));
    expect(found).toMatchObject({ name: "cpu", pairs: 6, verdict: "regression" });
    expect(found!.base).toBeCloseTo(4, 9);
    expect(found!.candidate).toBeCloseTo(5, 9);
    expect(found!.ratio).toBeCloseTo(1.25, 9);
    for (const bound of found!.ratioInterval!) expect(bound).toBeCloseTo(1.25, 9);
    for (const bound of found!.differenceInterval!) expect(bound).toBeCloseTo(1, 9);
  });

  test("is none when neither version uses anything, and a regression when only the new one does", () => {
    const using = (used: number) =>
      Array.from({ length: 20 }, (_, at) => ({ atMs: at * 1000, requests: at, used: at * used }));
    const verdict = (before: number, after: number) => {
      const pairs = Array(6).fill({ base: using(before), candidate: using(after) });
      return compareCosts([{ name: "calls", pairs }], random(1))[0]!.verdict;
    };
    expect(verdict(0, 0)).toBe("none");
    expect(verdict(0, 2)).toBe("regression");
    expect(verdict(2, 0)).toBe("none");
  });

  test("cannot be told from fewer than five pairs, from runs of a few samples, or from nothing", () => {
    const verdict = (pairs: ReturnType<typeof pairsOf>) =>
      compareCosts([{ name: "cpu", pairs }], random(1))[0]!;
    expect(verdict(pairsOf(1, 2, 4))).toMatchObject({
      verdict: "insufficient",
      pairs: 4,
      ratioInterval: null,
      differenceInterval: null,
    });
    const short = pairsOf(1, 2).map(({ base, candidate }) => ({
      base: base.slice(0, 5),
      candidate: candidate.slice(0, 5),
    }));
    expect(verdict(short)).toMatchObject({ verdict: "insufficient", pairs: 0, ratio: null });
    expect(verdict([]).base).toBeNull();
    expect(compareCosts([], random(1))).toEqual([]);
  });
});
