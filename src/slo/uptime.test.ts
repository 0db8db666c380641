import { describe, expect, test } from "vitest";
import { budgetOf, uptimeBudget, uptimeOf, uptimeVerdict } from "./uptime.ts";

/** Minutes by state: outside, excluded, unknown, down, up. */
const minutes = (excluded: number, unknown: number, down: number, up: number) =>
  uptimeOf([0, excluded, unknown, down, up]);

/** Cut to four decimals of a percent, as published. */
const percent = (share: number | null) => Math.floor(share! * 1e6) / 1e4;

describe("tenant-minutes/1", () => {
  test("is the worked example: 30 days, 240 minutes of window, 30 of other downtime", () => {
    const account = minutes(240, 0, 30, 43_200 - 270);
    expect(account.all).toBe(43_200);
    expect(account.share).toBeCloseTo(0.999302, 6);
    expect(account.windowsAsUp).toBeCloseTo(0.999306, 6);
    expect(account.windowsAsDown).toBe(0.99375);
    expect(percent(account.windowsAsDown)).toBe(99.375);
  });

  test("says nothing where nothing was seen, never 100 %", () => {
    for (const account of [minutes(0, 0, 0, 0), minutes(240, 1000, 0, 0), minutes(60, 0, 0, 0)]) {
      const { share, worst, best, windowsAsDown, windowsAsUp } = account;
      expect([share, worst, best, windowsAsDown, windowsAsUp]).toEqual(Array(5).fill(null));
      expect(uptimeVerdict(account, 0.999)).toBe("insufficient");
    }
  });

  test("counts unknown minutes neither way, and shows both", () => {
    const account = minutes(0, 100, 10, 890);
    expect(account.share).toBe(890 / 900);
    expect([account.worst, account.best]).toEqual([0.89, 0.99]);
  });
});

describe("the verdict", () => {
  test.for([
    ["met: every minute seen, exactly the target", [0, 0, 1, 999], "met"],
    ["met: it holds even were the gap down", [0, 1, 0, 999], "met"],
    ["insufficient: the gap could break it", [0, 2, 0, 998], "insufficient"],
    ["insufficient: the gap could save it", [0, 500, 2, 1498], "insufficient"],
    ["missed: even were the gap up", [0, 1, 2, 997], "missed"],
    ["missed: nothing but downtime", [0, 0, 5, 0], "missed"],
    ["insufficient: one good minute is no month", [0, 999, 0, 1], "insufficient"],
  ] as const)("%s", ([, [excluded, unknown, down, up], verdict]) => {
    expect(uptimeVerdict(minutes(excluded, unknown, down, up), 0.999)).toBe(verdict);
  });

  test("treats a target written as a percentage like the same share", () => {
    expect(uptimeVerdict(minutes(0, 0, 1, 999), 99.9 / 100)).toBe("met");
  });
});

describe("the budget", () => {
  test("of a 30-day month at 99.9 % is 43.2 minutes", () => {
    const budget = uptimeBudget(minutes(0, 0, 17, 43_183), 0.999, 0);
    expect(budget).toEqual({ unit: "minutes", allowed: 43.2, spent: 17, share: 17 / 43.2 });
  });

  test("of a month that is not over is that of the whole month", () => {
    expect(uptimeBudget(minutes(0, 0, 17, 983), 0.999, 42_200).allowed).toBe(43.2);
  });

  test("of nothing is overspent by the first failure, in a number that JSON can say", () => {
    expect(budgetOf("events", 0, 0).share).toBe(0);
    expect(JSON.parse(JSON.stringify(budgetOf("events", 0, 1))).share).toBeGreaterThan(1);
  });
});
