import { describe, expect, test } from "vitest";
import { firstHour, hour, objective, start, statement, window } from "./testdata/april-account.ts";
import { april, check, each, minute, ms, placed } from "./testdata/scene.ts";

describe("the account of a month", () => {
  const checks = each(minute("01 00:00"), minute("30 23:59") + 1, (at) =>
    check(at, 2, at < minute("05 00:30") && at >= minute("05 00:00") ? 2 : 0),
  );
  const exclusions = { windows: [window], hostOutages: [] };
  const april30 = statement(checks, { exclusions });

  test("is the worked example: 240 minutes of window, 30 of other downtime", () => {
    expect(april30.uptime).toMatchObject({ all: 43_200, excluded: 240, down: 30, unknown: 0 });
    expect(april30.uptime!.share).toBeCloseTo(0.999302, 6);
    expect(april30.uptime!.windowsAsUp).toBeCloseTo(0.999306, 6);
    expect(april30.uptime!.windowsAsDown).toBe(0.99375);
    expect(objective(april30, "uptime")).toMatchObject({
      verdict: "met",
      promised: expect.stringContaining("99.9"),
      events: 2 * (43_200 - 240),
      since: "2027-04-01T00:00:00.000Z",
      formula: "tenant-minutes/3",
    });
  });

  test("has one row for each day, and the rows are the account", () => {
    expect(april30.days).toHaveLength(30);
    expect(april30.days[4]).toMatchObject({ day: "2027-04-05", down: 30, up: 1410, bad: 60 });
    expect(april30.days[9]).toMatchObject({ day: "2027-04-10", excluded: 240, up: 1200 });
  });

  test("counts a window announced too late as what it was", () => {
    const late = { ...window, announcedAtMs: ms("08 02:01") };
    const down = checks.map((one) =>
      one.minute >= minute("10 02:00") && one.minute < minute("10 06:00")
        ? check(one.minute, 2, 2)
        : one,
    );
    const account = statement(down, { exclusions: { windows: [late], hostOutages: [] } });
    expect(account.uptime).toMatchObject({ excluded: 0, down: 270 });
    expect(objective(account, "uptime").verdict).toBe("missed");
  });
});

describe("a month that is not over", () => {
  const slots = each(start, hour, (at) => check(at, 1));

  test("holds no minute that lies ahead, and none before watching began", () => {
    const watchingSinceMs = ms("01 00:10") + 1;
    const account = statement(slots, { nowMs: ms("01 01:00") + 59_999, watchingSinceMs });
    expect(account.uptime).toMatchObject({ all: 49, up: 49, share: 1 });
    expect(account.since).toBe("2027-04-01T00:10:00.001Z");
    expect(objective(account, "uptime")).toMatchObject({
      verdict: "insufficient",
      needed: 951,
      since: "2027-04-01T00:11:00.000Z",
    });
    expect(account.counted).toEqual({
      fromMs: ms("01 00:11"),
      toMs: april.toMs,
      phase: "running",
    });
    expect(account.days[1]).toMatchObject({ up: 0, down: 0, unknown: 0, excluded: 0 });
  });

  test("counts single events at once, those of the minute under way", () => {
    const events = [placed(start, 1), placed(start + 1, 2), placed(start + 2, 4)];
    const account = statement(events, { nowMs: ms("01 00:01") + 30_000 });
    expect(objective(account, "ui.p95").events).toBe(3);
    expect(account.uptime!.all).toBe(1);
  });

  test("leaves out events of maintenance that goes on at this moment", () => {
    const events = [placed(minute("10 02:30"), 5, 5)];
    const exclusions = { windows: [window], hostOutages: [] };
    const account = statement(events, { exclusions, nowMs: ms("10 02:30") + 1 });
    expect(objective(account, "ui.p95").events).toBe(0);
  });

  test("has the budget of all the minutes that will be watched", () => {
    const { budget } = objective(statement(slots, firstHour), "uptime");
    expect(budget).toMatchObject({ unit: "minutes", allowed: 43.2, spent: 0 });
  });

  test("is nothing at all where watching never began", () => {
    const account = statement(slots, { ...firstHour, watchingSinceMs: null });
    expect(account.since).toBeNull();
    expect(account.uptime).toMatchObject({ all: 0, share: null });
    expect(account.objectives.map(({ verdict }) => verdict)).not.toContain("met");
  });
});

describe("without data", () => {
  test("every promise is insufficient, and no figure is printed", () => {
    for (const { verdict, measured, kept, events, since } of statement([]).objectives) {
      expect({ verdict, measured, kept }).toEqual({
        verdict: "insufficient",
        measured: null,
        kept: null,
      });
      expect([events, since]).toEqual([0, null]);
    }
  });
});

test("recovery is insufficient while no drill is on record", () => {
  expect(objective(statement([placed(start, 10)]), "rto")).toMatchObject({
    measured: null,
    verdict: "insufficient",
    formula: "recovery-record/1",
  });
});
