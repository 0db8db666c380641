import { describe, expect, test } from "vitest";
import type { PlacedSlot } from "../measurement/index.ts";
import { blocksOf } from "../store/index.ts";
import { accountFor } from "./index.ts";
import type { AccountInput } from "./reckoning.ts";
import type { Statement } from "./statement.ts";
import { check, contractWith, each, minute, ms, placed, wholeApril } from "./testdata/scene.ts";

function statement(
  slots: readonly PlacedSlot[],
  change: Partial<AccountInput & { tenant: string | null }> = {},
): Statement {
  const account = accountFor({ ...wholeApril, tenant: "acme", ...change });
  for (const block of blocksOf(slots)) account.add(block);
  return account.finish();
}

const objective = (of: Statement, id: string) => of.objectives.find((one) => one.id === id)!;
const firstHour = { nowMs: ms("01 01:00") };
const [start, hour] = [minute("01 00:00"), minute("01 01:00")];
const window = {
  announcedAtMs: ms("01 00:00"),
  startMs: ms("10 02:00"),
  endMs: ms("10 06:00"),
  actualEndMs: null,
  cancelled: false,
};

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
      formula: "tenant-minutes/1",
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

describe("a minute", () => {
  const state = (slots: PlacedSlot[]) => {
    const { uptime } = statement(slots, { nowMs: ms("01 00:01") });
    return (["down", "up", "unknown"] as const).find((key) => uptime![key] === 1);
  };

  test.for([
    ["unknown where nothing was seen", [], "unknown"],
    ["up where the tenant's requests succeed", [placed(start, 10)], "up"],
    ["up at exactly the promised share of failures", [placed(start, 100, 5)], "up"],
    ["down above it", [placed(start, 100, 6)], "down"],
    ["down where its only request fails", [placed(start, 1, 1)], "down"],
    ["judged by the checks where it made no request", [check(start, 2, 2)], "down"],
    ["judged by its requests where it made some", [check(start, 2, 2), placed(start, 9)], "up"],
    [
      "judged over all kinds of requests together",
      [placed(start, 90), placed(start, 10, 10, { indicator: "webhook" })],
      "down",
    ],
    [
      "judged by the edge where the edge saw it",
      [placed(start, 100), placed(start, 10, 10, { source: "edge" })],
      "down",
    ],
    [
      "judged by the agent where only the agent did",
      [placed(start, 9, 9), placed(start + 1, 9, 0, { source: "edge" })],
      "down",
    ],
    [
      "not judged by performance tests",
      [placed(start, 9, 9, { source: "run" }), check(start, 1)],
      "up",
    ],
    [
      "not judged by frame loads in a browser",
      [placed(start, 9, 9, { indicator: "iframe", source: "browser" })],
      "unknown",
    ],
    [
      "not judged by another tenant's requests",
      [placed(start, 9, 9, { tenant: "other" })],
      "unknown",
    ],
    ["not judged by another add-on's", [placed(start, 9, 9, { addon: "other" })], "unknown"],
    ["unknown where a slot holds no event", [placed(start, 0)], "unknown"],
  ] as const)("is %s", ([, slots, expected]) => {
    expect(state([...slots])).toBe(expected);
  });

  test("is judged by the checks of the release the tenant is on", () => {
    const slots = [
      ...each(start, hour, (at) => check(at, 1, at >= start + 30 ? 1 : 0, "1.0")),
      ...each(start, hour, (at) => check(at, 1, at < start + 30 ? 1 : 0, "2.0")),
      placed(start + 10, 1, 0, { release: "1.0" }),
      placed(start + 40, 1, 0, { release: "2.0" }),
    ];
    // On 1.0 until minute 40, so down from 30 to 39; on 2.0 from then on.
    expect(statement(slots, firstHour).uptime).toMatchObject({ down: 10, up: 50 });
    const onlyOld = slots.filter(({ stream }) => stream.tenant === "" || stream.release === "1.0");
    expect(statement(onlyOld, firstHour).uptime).toMatchObject({ down: 30, up: 30 });
  });

  test("stays unknown where only another release was checked", () => {
    const slots = [
      placed(start, 1, 0, { release: "1.0" }),
      ...each(start, hour, (at) => check(at, 1, 0, "2.0")),
    ];
    expect(statement(slots, firstHour).uptime).toMatchObject({ up: 1, unknown: 59 });
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
      verdict: "met",
      since: "2027-04-01T00:11:00.000Z",
    });
    expect(account.days[1]).toMatchObject({ up: 0, down: 0, unknown: 0, excluded: 0 });
  });

  test("counts single events at once: the minute under way, and the one watching began in", () => {
    const watchingSinceMs = ms("01 00:00") + 30_000;
    const nowMs = ms("01 00:01") + 30_000;
    const events = [placed(start, 1), placed(start + 1, 2), placed(start + 2, 4)];
    const account = statement(events, { watchingSinceMs, nowMs });
    expect(objective(account, "ui.p95").events).toBe(3);
    expect(account.uptime!.all).toBe(0);
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

describe("response times", () => {
  test("1,000 of 1,000 within the limit prove only 99.62 %", () => {
    const account = objective(statement([placed(start, 1000)]), "ui.p95");
    expect(account).toMatchObject({ verdict: "met", events: 1000, unit: "ms" });
    expect(account.kept!.share).toBe(1);
    expect(Math.floor(account.kept!.low * 1e4) / 1e4).toBe(0.9961);
    expect(account.kept!.low).toBeCloseTo(0.9962, 4);
    expect(account.measured).toBeCloseTo(100, 0);
  });

  test("are not proven by a few, and say how many more it takes", () => {
    const account = objective(statement([placed(start, 20)]), "ui.p95");
    expect(account.verdict).toBe("insufficient");
    expect(account.needed).toBeGreaterThan(30);
    const settled = placed(start, 20 + account.needed!);
    expect(objective(statement([settled]), "ui.p95").verdict).toBe("met");
  });

  test("are missed where too many are late or fail", () => {
    const late = [placed(start, 900), placed(start + 1, 100, 0, {}, 3000)];
    const failed = [placed(start, 900), placed(start + 1, 100, 100, {}, 1)];
    for (const slots of [late, failed])
      expect(objective(statement(slots), "ui.p95")).toMatchObject({
        verdict: "missed",
        budget: { unit: "events", allowed: 50, spent: 100, share: 2 },
      });
  });

  test("leave out minutes of announced maintenance", () => {
    const slots = [
      placed(minute("10 01:59"), 500),
      placed(minute("10 02:00"), 500, 500),
      placed(minute("10 06:00"), 500),
    ];
    const account = statement(slots, { exclusions: { windows: [window], hostOutages: [] } });
    expect(objective(account, "ui.p95")).toMatchObject({ verdict: "met", events: 1000 });
    expect(account.days[9]!.objectives!["ui.p95"]).toEqual({ events: 1000, kept: 1000, broken: 0 });
  });

  test("count no request twice where edge and agent both tell of it", () => {
    const slots = [
      placed(start, 500, 0, { source: "edge" }),
      placed(start, 500),
      placed(start + 1, 500),
    ];
    expect(objective(statement(slots), "ui.p95").events).toBe(1000);
  });

  test("begin where the first event was", () => {
    const slots = [placed(start, 0), placed(start + 3, 5), placed(minute("02 00:00"), 5)];
    expect(objective(statement(slots), "ui.p95").since).toBe("2027-04-01T00:03:00.000Z");
  });

  test("that were not held against the present limit decide nothing", () => {
    const responseTime = { ui: { p95Ms: 500 } };
    const account = statement([placed(start, 1000, 10)], {
      contract: contractWith({ responseTime }),
    });
    expect(objective(account, "ui.p95")).toMatchObject({ verdict: "insufficient", events: 1000 });
    expect(account.days[0]!.objectives!["ui.p95"]).toEqual({ events: 1000, kept: 0, broken: 10 });
  });
});

describe("lifecycle promises", () => {
  test("are shares of events", () => {
    const slots = [placed(start, 10_000, 200, { indicator: "webhook" })];
    expect(objective(statement(slots), "webhook")).toMatchObject({
      measured: 0.98,
      unit: "share",
      verdict: "missed",
      budget: { allowed: 100, spent: 200 },
    });
  });

  test("about frames are told by the browser, within their time", () => {
    const frame = { indicator: "iframe", source: "browser" } as const;
    const slots = [placed(start, 990, 0, frame, 2000), placed(start + 1, 10, 0, frame, 15_000)];
    expect(objective(statement(slots), "iframe")).toMatchObject({ measured: 0.99, verdict: "met" });
  });
});

test("recovery is insufficient while no drill is on record", () => {
  expect(objective(statement([placed(start, 10)]), "rto")).toMatchObject({
    measured: null,
    verdict: "insufficient",
    formula: "recovery-record/1",
  });
});

describe("the add-on as a whole", () => {
  const whole = (slots: PlacedSlot[], change: Partial<AccountInput> = {}) =>
    statement(slots, { nowMs: ms("01 00:10"), ...change, tenant: null });

  test("is judged minute by minute over all tenants' events", () => {
    const slots = [
      ...each(start, start + 10, (at) => placed(at, 95)),
      ...each(start, start + 5, (at) => placed(at, 5, 5, { tenant: "small" })),
      placed(start + 5, 10, 10, { tenant: "small" }),
    ];
    expect(whole(slots).uptime).toMatchObject({ up: 9, down: 1 });
    expect(objective(whole(slots), "ui.p95").events).toBe(985);
  });

  test("tells how the tenants fared one by one, the worst first", () => {
    const slots = [
      ...each(start, start + 10, (at) => placed(at, 1)),
      ...each(start, start + 10, (at) => placed(at, 1, 1, { tenant: "down" })),
      ...each(start, start + 4, (at) => placed(at, 1, 0, { tenant: "quiet" })),
    ];
    expect(whole(slots).tenants).toEqual({
      measured: 3,
      met: 1,
      missed: 1,
      insufficient: 1,
      worst: [
        { tenant: "down", uptime: 0, down: 10 },
        { tenant: "acme", uptime: 1, down: 0 },
        { tenant: "quiet", uptime: 1, down: 0 },
      ],
    });
  });

  test("counts requests that name no tenant, the agent's only where the edge saw nobody", () => {
    const nobody = { tenant: "" };
    const slots = [
      placed(start, 10, 0, { source: "edge" }),
      placed(start, 10, 10, nobody),
      placed(start + 1, 10, 10, nobody),
      placed(start + 2, 10, 10, { ...nobody, source: "edge" }),
    ];
    expect(whole(slots).uptime).toMatchObject({ up: 1, down: 2, unknown: 7 });
    expect(objective(whole(slots), "ui.p95").events).toBe(30);
    expect(whole(slots).tenants!.measured).toBe(1);
  });

  test("is judged by all checks where nobody made a request", () => {
    const slots = each(start, start + 10, (at) => check(at, 1, at === start ? 1 : 0, "1.0"));
    expect(whole(slots).uptime).toMatchObject({ down: 1, up: 9 });
  });
});
