import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlacedSlot, Stream } from "../measurement/index.ts";
import { memoryStore } from "../store/index.ts";
import { MINUTE_MS, minuteOf } from "../time/index.ts";
import type { AccountInput } from "./account-context.ts";
import { countedPart } from "./counted-part.ts";
import { allTenants, periodOf } from "./index.ts";
import type { Statement } from "./statement.ts";
import { objective, statement } from "./testdata/april-account.ts";
import { april, check, contractWith, each, minute, ms, placed } from "./testdata/scene.ts";

describe("what of a period counts", () => {
  const promised = { fromMs: 0, toMs: Number.POSITIVE_INFINITY, isPromised: true };
  test.for([
    ["all of it", promised, 0, "20 00:00", "01 00:00", "30 24:00", "running"],
    ["all of it, when it is over", promised, 0, "30 24:00", "01 00:00", "30 24:00", "over"],
    [
      "from the first whole minute of watching",
      promised,
      ms("03 10:00") + 1,
      "20 00:00",
      "03 10:01",
      "30 24:00",
      "running",
    ],
    [
      "from the very minute in which it began",
      promised,
      ms("03 10:00"),
      "20 00:00",
      "03 10:00",
      "30 24:00",
      "running",
    ],
    [
      "from when the promise is in force",
      { ...promised, fromMs: ms("15 00:00") },
      0,
      "20 00:00",
      "15 00:00",
      "30 24:00",
      "running",
    ],
    [
      "until the next version is",
      { ...promised, toMs: ms("15 00:00") },
      0,
      "20 00:00",
      "01 00:00",
      "15 00:00",
      "over",
    ],
    [
      "nothing, where watching never began",
      promised,
      null,
      "20 00:00",
      "30 24:00",
      "30 24:00",
      "running",
    ],
    [
      "what is measured before the promise",
      { fromMs: 0, toMs: ms("15 00:00"), isPromised: false },
      ms("03 10:00"),
      "20 00:00",
      "03 10:00",
      "15 00:00",
      "before-promise",
    ],
  ] as const)("%s", ([, time, sinceMs, now, from, to, phase]) => {
    const at = (moment: string) => (moment === "30 24:00" ? april.toMs : ms(moment));
    const counting = { period: april, isRolling: false, promised: time, sinceMs, nowMs: at(now) };
    expect(countedPart(counting)).toEqual({
      fromMs: at(from),
      toMs: at(to),
      phase,
    });
  });
});

describe("the first of periods that roll", () => {
  const lastWeek = periodOf({ kind: "rolling", days: 7 }, ms("20 12:00"));
  const counting = {
    period: lastWeek,
    isRolling: true,
    promised: { fromMs: 0, toMs: Number.POSITIVE_INFINITY, isPromised: true },
    nowMs: ms("20 12:00"),
  };

  test("lasts as long as every other", () => {
    const [fromMs, toMs] = [ms("19 10:00"), ms("26 10:00")];
    expect(countedPart({ ...counting, sinceMs: fromMs })).toEqual({
      fromMs,
      toMs,
      phase: "running",
    });
  });

  test("is not missed while the rest of it can still keep it", () => {
    const contract = contractWith({
      period: { kind: "rolling", days: 7 },
      uptime: { target: 0.999, downWhenFailing: 0.05 },
    });
    const change = {
      contract,
      period: lastWeek,
      watchingSinceMs: ms("20 11:00"),
      nowMs: counting.nowMs,
    };
    const down = (minutes: number) =>
      objective(
        statement(
          each(minute("20 11:00"), minute("20 12:00"), (at) =>
            check(at, 1, at < minute("20 11:00") + minutes ? 1 : 0),
          ),
          change,
        ),
        "uptime",
      );
    expect(down(10)).toMatchObject({ verdict: "insufficient", budget: { allowed: 10.08 } });
    expect(down(11).verdict).toBe("missed");
  });
});

const contract = contractWith({
  responseTime: { ui: { p95Ms: 1000 }, service: { p95Ms: 1000 } },
  lifecycle: {
    install: { target: 0.9, withinMs: null },
    webhook: { target: 0.9, withinMs: null },
    iframe: { target: 0.9, withinMs: 12_000 },
  },
});

const request = (indicator: Stream["indicator"], source: Stream["source"] = "agent") => ({
  make: (at: number) => placed(at, 1, 0, { indicator, source }),
});
const indicators = [
  { id: "uptime", make: (at: number) => check(at, 1) },
  { id: "ui.p95", ...request("ui") },
  { id: "service.p95", ...request("service") },
  { id: "install", ...request("install") },
  { id: "webhook", ...request("webhook") },
  { id: "iframe", ...request("iframe", "browser") },
];
/** One event of each kind in each minute of the first seven days. */
const week = indicators.flatMap(({ make }) => each(minute("01 00:00"), minute("08 00:00"), make));

describe("there is one beginning for all indicators", () => {
  const begins = (change: Partial<AccountInput>, account?: Statement) => {
    const said = account ?? statement(week, { contract, nowMs: ms("08 00:00"), ...change });
    return indicators
      .map(({ id }) => objective(said, id))
      .map(({ since, events }) => [since, events]);
  };
  const countedFrom = (moment: string) => {
    const iso = new Date(ms(moment)).toISOString();
    const events = minute("08 00:00") - minute(moment);
    return indicators.map(({ id }) => [iso, id === "uptime" ? 4 * events : events]);
  };

  test("the minute after watching began, though six days before it are known", () => {
    expect(begins({ watchingSinceMs: ms("07 10:20") + 30_000 })).toEqual(countedFrom("07 10:21"));
    expect(begins({ watchingSinceMs: ms("07 10:20") })).toEqual(countedFrom("07 10:20"));
  });

  test("the day from which the promise is in force, though it was watched before", () => {
    const later = { ...contract, sla: { ...contract.sla, effectiveFrom: "2027-04-05" } };
    expect(begins({ contract: later })).toEqual(countedFrom("05 00:00"));
  });

  test("for a tenant that came later, and for the whole, which holds nothing of before either", async () => {
    const { slots: store } = memoryStore();
    await store.add(week);
    const tenants: Statement[] = [];
    const input = { ...wholeWeek, watchingSinceMs: ms("01 00:00") };
    const whole = await allTenants(store, input, {
      tenantSinceMs: () => ms("07 10:20") + 1,
      onTenant: (one) => tenants.push(one),
    });
    expect(begins({}, tenants[0])).toEqual(countedFrom("07 10:21"));
    const [, ...events] = indicators.map(({ id }) => objective(whole, id).events);
    expect(new Set(events)).toEqual(new Set([minute("08 00:00") - minute("07 10:21")]));
    expect(whole.days.slice(0, 6).map(({ bad }) => bad)).toEqual(Array(6).fill(0));
  });
});

const wholeWeek: AccountInput = {
  contract,
  probes: [],
  period: april,
  watchingSinceMs: april.fromMs,
  exclusions: { windows: [], hostOutages: [] },
  nowMs: ms("08 00:00"),
};

test("nothing from before the beginning moves any figure, whatever it was", () => {
  const anySlot: fc.Arbitrary<PlacedSlot> = fc
    .record({
      kind: fc.constantFrom(...indicators),
      at: fc.integer({ min: minute("01 00:00"), max: minute("03 00:00") }),
    })
    .map(({ kind, at }) => kind.make(at));
  const anyMoment = fc.integer({ min: ms("01 00:00"), max: ms("03 00:00") });
  fc.assert(
    fc.property(fc.array(anySlot), anyMoment, anyMoment, (slots, sinceMs, effectiveMs) => {
      const fromMs = Math.ceil(effectiveMs / MINUTE_MS) * MINUTE_MS;
      const promised = { fromMs, toMs: Number.POSITIVE_INFINITY, isPromised: true };
      const change = { contract, promised, watchingSinceMs: sinceMs, nowMs: ms("08 00:00") };
      const begin = Math.max(Math.ceil(sinceMs / MINUTE_MS), minuteOf(fromMs));
      for (const tenant of ["acme", null])
        expect(statement(slots, { ...change, tenant })).toEqual(
          statement(
            slots.filter(({ minute: at }) => at >= begin),
            { ...change, tenant },
          ),
        );
    }),
    { numRuns: 25 },
  );
});

describe("before a promise is in force", () => {
  const later = { ...contract, sla: { ...contract.sla, effectiveFrom: "2027-05-01" } };
  const before = statement(
    each(minute("01 00:00"), minute("08 00:00"), (at) => placed(at, 5, 5, {}, 3000)),
    { contract: later, nowMs: ms("08 00:00"), tenant: null },
  );

  test("nothing is missed and nothing is kept, though all of it fails", () => {
    expect(before.counted).toEqual({
      fromMs: april.fromMs,
      toMs: april.toMs,
      phase: "before-promise",
    });
    for (const { verdict, budget, needed } of before.objectives)
      expect({ verdict, budget, needed }).toEqual({
        verdict: "insufficient",
        budget: null,
        needed: null,
      });
    expect(before.tenants).toBeNull();
  });

  test("what was measured is there to be shown", () => {
    expect(objective(before, "ui.p95")).toMatchObject({ measured: 3000, events: 50_400 });
    expect(before.uptime).toMatchObject({ down: 10_080, up: 0 });
  });

  test("the part of a period before it is no part of the account after it", () => {
    const midMonth = { ...contract, sla: { ...contract.sla, effectiveFrom: "2027-04-05" } };
    const slots = each(minute("04 12:00"), minute("05 12:00"), (at) =>
      placed(at, 5, at < minute("05 00:00") ? 5 : 0),
    );
    const after = statement(slots, { contract: midMonth, nowMs: ms("05 12:00") });
    expect(after.uptime).toMatchObject({ all: 720, down: 0, up: 720 });
    expect(after.days.slice(0, 4).map(({ down, unknown }) => down + unknown)).toEqual([0, 0, 0, 0]);
    const { allowed } = objective(after, "uptime").budget!;
    expect(allowed).toBeCloseTo(0.001 * 26 * 1440, 6);
  });
});
