import { describe, expect, test } from "vitest";
import { objective, start, statement, window } from "./testdata/april-account.ts";
import { contractWith, minute, placed, untold } from "./testdata/scene.ts";

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

describe("requests that nobody told the end of", () => {
  const slots = [placed(start, 1000), untold(start + 1, 100, 0, 100)];

  test("neither keep a promise nor break it: the share is a range", () => {
    const account = statement(slots);
    const { kept, verdict } = objective(account, "ui.p95");
    expect(kept!.low).toBeLessThan(1000 / 1100);
    expect(kept!.high).toBe(1);
    expect(verdict).toBe("insufficient");
    expect(account.days[0]!.objectives!["ui.p95"]).toEqual({ events: 1100, kept: 1000, broken: 0 });
  });

  test("cannot be charged to an average, nor left out of it", () => {
    const average = (ui: { averageMs: number }) => {
      const contract = contractWith({ responseTime: { ui } });
      return objective(statement(slots, { contract }), "ui.average").verdict;
    };
    expect(average({ averageMs: 111 })).toBe("met");
    expect(average({ averageMs: 109 })).toBe("insufficient");
    expect(average({ averageMs: 99 })).toBe("missed");
  });

  test("keep no promise of a share for certain", () => {
    const { slot, ...place } = untold(start, 100, 0, 100);
    const webhooks = { ...place, stream: { ...place.stream, indicator: "webhook" as const }, slot };
    expect(objective(statement([webhooks]), "webhook")).toMatchObject({
      measured: null,
      verdict: "insufficient",
    });
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
