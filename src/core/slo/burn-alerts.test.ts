import { describe, expect, test } from "vitest";
import { DAY_MS } from "../time/index.ts";
import type { WindowCounts } from "./burn-alerts.ts";
import { burnAlerts, burnRate, burnRules } from "./index.ts";

const days = (n: number) => ({ name: `${n}d`, fromMs: 0, toMs: n * DAY_MS });

test.for([
  [30, [14.4, 6, 3, 1]],
  [28, [13.44, 5.6, 2.8, 0.933]],
  [7, [3.36, 1.4, 0.7, 0.233]],
  [90, [43.2, 18, 9, 3]],
] as const)("the factors for %i days are the published ones", ([length, factors]) => {
  const found = burnRules(days(length)).map(({ factor }) => Number(factor.toFixed(3)));
  expect(found).toEqual(factors);
});

test("every short window is a twelfth of its long one", () => {
  for (const { longMinutes, shortMinutes } of burnRules(days(30)))
    expect(shortMinutes).toBe(longMinutes / 12);
});

test.for([
  [{ events: 0, bad: 0 }, null],
  [{ events: 1000, bad: 0 }, 0],
  [{ events: 1000, bad: 1 }, 1],
  [{ events: 10, bad: 10 }, 1000],
] as const)("a window of %o burns at its rate", ([window, rate]) => {
  const found = burnRate(window, 0.999);
  if (rate === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(rate, 9);
});

describe("an alert", () => {
  const target = 0.999;
  const firing = (counts: (minutes: number) => WindowCounts, minimumFailures?: number) =>
    burnAlerts(counts, minimumFailures ? { target, minimumFailures } : { target }, days(30))
      .filter(({ isFiring }) => isFiring)
      .map(({ rule }) => `${rule.severity} ${rule.longMinutes}`);

  test("is silent in good times, and where nothing happens", () => {
    expect(firing((minutes) => ({ events: minutes * 100, bad: 0 }))).toEqual([]);
    expect(firing(() => ({ events: 0, bad: 0 }))).toEqual([]);
  });

  test("pages while everything fails", () => {
    const all = (minutes: number) => ({ events: minutes, bad: minutes });
    expect(firing(all)).toEqual(["page 60", "page 360", "ticket 1440", "ticket 4320"]);
  });

  test("ends with the trouble, though the long window still remembers it", () => {
    const over = (minutes: number) =>
      minutes <= 30 ? { events: 3000, bad: 0 } : { events: 36_000, bad: 36_000 * 0.2 };
    expect(firing(over)).toEqual(["ticket 1440", "ticket 4320"]);
  });

  test("is a ticket for a slow leak", () => {
    const leak = (minutes: number) => ({ events: minutes * 1000, bad: minutes * 1.5 });
    expect(firing(leak)).toEqual(["ticket 4320"]);
  });

  test("wakes nobody for one failure at night, or two, but for three", () => {
    const night = (bad: number) => () => ({ events: 10, bad });
    expect(firing(night(1))).toEqual([]);
    expect(firing(night(2))).toEqual([]);
    expect(firing(night(3))).toHaveLength(4);
    expect(firing(night(3), 4)).toEqual([]);
  });

  test("says when its target is too low for it ever to fire", () => {
    const can = (target: number) =>
      burnAlerts(() => ({ events: 1, bad: 1 }), { target }, days(30)).map((a) => a.canFire);
    expect(can(0.9)).toEqual([false, true, true, true]);
    expect(can(0.93)).toEqual([false, true, true, true]);
    expect(can(0.931)).toEqual([true, true, true, true]);
    expect(can(0.5)).toEqual([false, false, false, true]);
  });
});
