import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { compareShares } from "./compare-shares.ts";
import { binomialDraw } from "./draws.ts";

const EVENTS = 1000;
const pairs = (base: readonly number[], candidate: readonly number[], events = EVENTS) =>
  base.map((bad, at) => ({ base: { events, bad }, candidate: { events, bad: candidate[at]! } }));
const same = (bad: number, count = 6) => Array<number>(count).fill(bad);

describe("failures of two versions", () => {
  test.for([
    ["none where neither fails", pairs(same(0), same(0)), "none"],
    ["none where both fail alike", pairs(same(50), same(50)), "none"],
    ["none where fewer fail", pairs(same(50), same(5)), "none"],
    ["a regression where each run fails more", pairs(same(0), same(20)), "regression"],
    ["open where one cluster made all of it", pairs(same(0), [120, 0, 0, 0, 0, 0]), "insufficient"],
    ["open over few requests", pairs(same(0), same(0), 20), "insufficient"],
    ["open over too few pairs", pairs(same(0, 4), same(500, 4)), "insufficient"],
    ["open over nothing", [], "insufficient"],
  ] as const)("are %s", ([, given, verdict]) => {
    expect(compareShares(given).verdict).toBe(verdict);
  });

  test("are told as shares, and their difference as an interval", () => {
    const { base, candidate, differenceInterval, needed } = compareShares(
      pairs(same(10), same(30)),
    );
    expect([base, candidate, needed]).toEqual([0.01, 0.03, null]);
    // Newcombe's method 10 of 60 and 180 of 6,000 each.
    expect(differenceInterval![0]).toBeCloseTo(0.015, 3);
    expect(differenceInterval![1]).toBeCloseTo(0.0251, 3);
  });

  test("say how many pairs more would settle them", () => {
    expect(compareShares(pairs(same(0), same(0), 50)).needed).toBe(4);
    expect(compareShares(pairs(same(0, 2), same(0, 2))).needed).toBe(3);
    expect(compareShares([]).needed).toBeNull();
  });

  test("that are the same are hardly ever called a regression", () => {
    const alarms = Array.from({ length: 300 }, (_, seed) => {
      const next = random(seed, "failures");
      const bad = () => Array.from({ length: 6 }, () => binomialDraw(next, EVENTS, 0.02));
      return compareShares(pairs(bad(), bad())).verdict;
    }).filter((verdict) => verdict === "regression");
    expect(alarms.length).toBeLessThan(0.03 * 300);
  });
});
