import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Verdict } from "./statement.ts";
import {
  budgetOf,
  minutesNeeded,
  minutesToProve,
  uptimeBudget,
  uptimeOf,
  uptimeVerdict,
} from "./uptime.ts";

/** Minutes by state: outside, excluded, unknown, down, up. */
const minutes = (excluded: number, unknown: number, down: number, up: number) =>
  uptimeOf([0, excluded, unknown, down, up]);

/** Cut to four decimals of a percent, as published. */
const percent = (share: number | null) => Math.floor(share! * 1e6) / 1e4;

describe("tenant-minutes/3", () => {
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
      expect(uptimeVerdict(account, 0.999, 0)).toBe("insufficient");
    }
  });

  test("counts unknown minutes neither way, and shows both", () => {
    const account = minutes(0, 100, 10, 890);
    expect(account.share).toBe(890 / 900);
    expect([account.worst, account.best]).toEqual([0.89, 0.99]);
  });
});

/** Minutes excluded, unknown, down, up, and those still to come. */
type Minutes = readonly [number, number, number, number, number];

describe("the verdict on 99.9 %", () => {
  test.for<readonly [string, Minutes, Verdict]>([
    ["met: every minute seen, exactly the target", [0, 0, 2, 1998, 0], "met"],
    ["met: it holds even were the gap down", [0, 2, 0, 1998, 0], "met"],
    ["met: as many minutes as one bad one would break", [0, 0, 0, 1000, 0], "met"],
    ["insufficient: one fewer", [0, 0, 0, 999, 0], "insufficient"],
    ["insufficient: one good minute is no month", [0, 0, 0, 1, 44_639], "insufficient"],
    ["insufficient: the gap could break it", [0, 3, 0, 1998, 0], "insufficient"],
    ["insufficient: the gap could save it", [0, 1500, 3, 1498, 0], "insufficient"],
    ["missed: even were the gap up", [0, 1, 2, 997, 0], "missed"],
    ["missed: nothing but downtime", [0, 0, 5, 0, 0], "missed"],
    ["insufficient: a single bad minute", [0, 0, 1, 9, 0], "insufficient"],
    ["met so far, while a month runs", [0, 0, 2, 1998, 42_640], "met"],
    ["insufficient: the month can still keep it", [0, 0, 44, 56, 44_540], "insufficient"],
    ["missed, whatever the rest of the month brings", [0, 0, 45, 55, 44_540], "missed"],
    ["insufficient: nothing but windows", [240, 0, 0, 0, 44_400], "insufficient"],
  ])("%s", ([, [excluded, unknown, down, up, ahead], verdict]) => {
    expect(uptimeVerdict(minutes(excluded, unknown, down, up), 0.999, ahead)).toBe(verdict);
  });

  test("treats a target written as a percentage like the same share", () => {
    expect(uptimeVerdict(minutes(0, 0, 2, 1998), 99.9 / 100, 0)).toBe("met");
  });
});

describe("how many more minutes must be up", () => {
  test.for<readonly [string, Minutes, number | null]>([
    ["all of the least number", [0, 0, 0, 0, 44_640], 1000],
    ["those that the least number lacks", [0, 0, 0, 57, 44_583], 943],
    ["those that outweigh a gap", [0, 3, 0, 57, 44_580], 2940],
    ["those that outweigh downtime", [0, 0, 2, 1198, 43_440], 800],
    ["no number, where too few are left", [0, 500, 0, 43_000, 1140], null],
    ["no number, where nothing is ahead", [0, 0, 0, 999, 0], null],
  ])("%s", ([, [excluded, unknown, down, up, ahead], needed]) => {
    expect(minutesNeeded(minutes(excluded, unknown, down, up), 0.999, ahead)).toBe(needed);
  });

  test("as one bad minute would break", () => {
    const targets = [0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999];
    expect(targets.map(minutesToProve)).toEqual([10, 20, 100, 200, 1000, 2000, 10_000, 100_000]);
  });
});

const anyMinutes = fc.tuple(...Array.from({ length: 5 }, () => fc.nat(3000))) as fc.Arbitrary<
  [number, number, number, number, number]
>;
const anyTarget = fc.constantFrom(0.9, 0.99, 0.995, 0.999, 0.9995);

describe("whatever the minutes were", () => {
  test("the minutes that are said to be needed settle it, and one fewer does not", () => {
    fc.assert(
      fc.property(anyMinutes, anyTarget, ([excluded, unknown, down, up, ahead], target) => {
        const account = minutes(excluded, unknown, down, up);
        fc.pre(uptimeVerdict(account, target, ahead) !== "met");
        const needed = minutesNeeded(account, target, ahead);
        const withMore = (more: number) =>
          uptimeVerdict(minutes(excluded, unknown, down, up + more), target, ahead - more);
        if (needed === null) expect(withMore(ahead)).not.toBe("met");
        else expect([withMore(needed), withMore(needed - 1) === "met"]).toEqual(["met", false]);
      }),
    );
  });

  test("what is missed stays missed, and what is met needs no luck", () => {
    fc.assert(
      fc.property(anyMinutes, anyTarget, fc.nat(), ([, unknown, down, up, ahead], target, any) => {
        const verdict = uptimeVerdict(minutes(0, unknown, down, up), target, ahead);
        const [luck, rest] = [any % (unknown + 1), any % (ahead + 1)];
        const later = minutes(0, unknown - luck, down, up + luck + rest);
        if (verdict === "missed") expect(uptimeVerdict(later, target, ahead - rest)).toBe("missed");
        const worse = minutes(0, 0, down + unknown, up);
        if (verdict === "met") expect(uptimeVerdict(worse, target, ahead)).toBe("met");
      }),
    );
  });
});

describe("the budget", () => {
  test("of a 30-day month at 99.9 % is 43.2 minutes", () => {
    const budget = uptimeBudget(minutes(0, 0, 17, 43_183), 0.999, 0);
    expect(budget).toMatchObject({ unit: "minutes", allowed: 43.2, spent: 17, share: 17 / 43.2 });
  });

  test("may be spent further than is known, by minutes that are unknown", () => {
    const { open, mostShare } = uptimeBudget(minutes(0, 30, 17, 43_153), 0.999, 0);
    expect([open, mostShare]).toEqual([30, 47 / 43.2]);
  });

  test("of a month that is not over is that of the whole month", () => {
    expect(uptimeBudget(minutes(0, 0, 17, 983), 0.999, 42_200).allowed).toBe(43.2);
  });

  test("of nothing is overspent by the first failure, in a number that JSON can say", () => {
    expect(budgetOf("events", 0, 0, 0).share).toBe(0);
    expect(JSON.parse(JSON.stringify(budgetOf("events", 0, 1, 0))).share).toBeGreaterThan(1);
  });
});
