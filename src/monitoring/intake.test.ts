import { describe, expect, test } from "vitest";
import { quantile, streamKey } from "../measurement/index.ts";
import { MINUTE_MS, minuteOf } from "../time/index.ts";
import { intake } from "./intake.ts";
import type { Explicit, HistogramPoint } from "./metrics.ts";
import {
  context,
  decoded,
  explicit,
  exponential,
  metric,
  NOW_MS,
  point,
  roadmaps,
  withAttributes,
} from "./testdata/points.ts";

const NOON = minuteOf(NOW_MS);

describe("a point becomes a slot", () => {
  test("of its tenant, release, region, indicator and minute", () => {
    const resource = new Map([
      ["service.version", "1.4.2"],
      ["cloud.region", "eu"],
    ]);
    const taken = intake(decoded([metric([point()], { resource })]), context());
    expect(taken).toMatchObject({ accepted: 1, rejected: 0 });
    expect(taken.slots).toMatchObject([
      {
        stream: {
          addon: "roadmaps",
          tenant: "tenant-1",
          indicator: "ui",
          source: "agent",
          release: "1.4.2",
          region: "eu",
        },
        minute: NOON,
        slot: { events: 4, bad: 0, good: { count: 4, sumUs: 4_700_000 }, failed: { count: 0 } },
      },
    ]);
  });

  test.for([
    [
      "explicit buckets, in seconds",
      explicit(),
      "s",
      { within: 1, beyond: 3 },
      { within: 3, beyond: 1 },
    ],
    [
      "explicit buckets, in milliseconds",
      explicit({ sum: 4700, min: 300, max: 3000, explicitBounds: [0, 250, 500, 1000, 2500] }),
      "ms",
      { within: 1, beyond: 3 },
      { within: 3, beyond: 1 },
    ],
    [
      "exponential buckets, in seconds",
      exponential(),
      "s",
      { within: 1, beyond: 3 },
      { within: 3, beyond: 1 },
    ],
    [
      "exponential buckets, in milliseconds",
      exponential({ sum: 3500, min: 0, max: 1900, positive: { offset: 9, bucketCounts: [2, 1] } }),
      "ms",
      { within: 1, beyond: 3 },
      // 1,000 ms lies within the bucket from 512 to 1,024 ms: those two stay undecided.
      { within: 1, beyond: 1 },
    ],
  ] as const)("with each limit decided: %s", ([, histogram, unit, within400, within1000]) => {
    const settled = histogram.kind === "explicit" ? explicitLimit(within400) : within400;
    const [placed] = intake(decoded([metric([point({ histogram })], { unit })]), context()).slots;
    expect(placed!.slot.limits).toEqual(
      new Map([
        [400, settled],
        [1000, within1000],
      ]),
    );
    expect(placed!.slot.events).toBe(4);
  });

  /** 400 ms lies within the bucket from 250 to 500 ms: the one request in it stays undecided. */
  const explicitLimit = ({ beyond }: { beyond: number }) => ({ within: 0, beyond });

  test("with percentiles in seconds, whatever the unit", () => {
    const histogram = exponential({
      sum: 3500,
      max: 1900,
      positive: { offset: 9, bucketCounts: [2, 1] },
    });
    const [placed] = intake(
      decoded([metric([point({ histogram })], { unit: "ms" })]),
      context(),
    ).slots;
    expect(quantile(placed!.slot.good, 0.5)).toBeCloseTo(1.024, 1);
  });

  test("of failures where the requests failed, all beyond every limit", () => {
    const failed = withAttributes({ "http.response.status_code": "500" });
    const [placed] = intake(decoded([metric([failed])]), context()).slots;
    expect(placed!.slot).toMatchObject({
      events: 4,
      bad: 4,
      failed: { count: 4 },
      good: { count: 0 },
    });
    expect(placed!.slot.limits.get(400)).toEqual({ within: 0, beyond: 4 });
  });

  test("of requests that nobody told the end of: neither good nor bad, and late for certain alone", () => {
    const open = point({ attributes: new Map([["http.route", "/roadmap"]]) });
    const [placed] = intake(decoded([metric([open])]), context()).slots;
    expect(placed!.slot).toMatchObject({ events: 4, bad: 0, undecided: 4, good: { count: 4 } });
    expect(placed!.slot.limits.get(1000)).toEqual({ within: 0, beyond: 1 });
  });

  test("beside others of the same stream and minute", () => {
    const other = withAttributes({ "http.response.status_code": "404" });
    const { slots, accepted } = intake(decoded([metric([point(), other])]), context());
    expect(accepted).toBe(2);
    expect(new Set(slots.map(({ stream, minute }) => `${streamKey(stream)} ${minute}`)).size).toBe(
      1,
    );
    expect(slots.map(({ slot }) => slot.events)).toEqual([4, 4]);
  });

  test.for([
    ["a moment after the minute began", NOON * MINUTE_MS + 1, NOON],
    ["exactly as the minute began", NOON * MINUTE_MS, NOON - 1],
    ["at the end of the minute", (NOON + 1) * MINUTE_MS, NOON],
  ] as const)("of the minute before its time: %s", ([, timeMs, minute]) => {
    const points = [point({ timeNs: timeMs * 1e6, startNs: 0 })];
    expect(intake(decoded([metric(points)]), context()).slots[0]!.minute).toBe(minute);
  });
});

describe("a point is accepted and adds nothing", () => {
  test.for([
    [
      "when it holds no requests",
      point({ histogram: explicit({ count: 0, sum: 0, bucketCounts: [0, 0, 0, 0, 0, 0] }) }),
    ],
    ["when it has no recorded value", point({ noRecordedValue: true, timeNs: 0 })],
    ["when bots asked", withAttributes({ "user_agent.synthetic.type": "bot" })],
    [
      "when it is about requests that no promise is about",
      withAttributes({ "http.route": "/health" }),
    ],
  ] as const)("%s", ([, one]) => {
    expect(intake(decoded([metric([one])]), context())).toMatchObject({
      slots: [],
      accepted: 1,
      rejected: 0,
    });
  });
});

describe("where several add-ons are watched", () => {
  const addons = new Map([
    ["roadmaps", roadmaps],
    ["planner", { ...roadmaps, key: "planner" }],
  ]);
  test.for([
    [
      "its resource names the add-on",
      { "plimsoll.addon": "planner", "service.name": "roadmaps" },
      "planner",
    ],
    ["its service has the add-on's key for a name", { "service.name": "planner" }, "planner"],
    ["neither is told", { "service.name": "worker" }, null],
  ] as const)("a point belongs to one when %s", ([, resource, addon]) => {
    const told = new Map(Object.entries(resource));
    const taken = intake(decoded([metric([point()], { resource: told })]), context({ addons }));
    expect(taken.slots.map(({ stream }) => stream.addon)).toEqual(addon ? [addon] : []);
    expect(taken.rejected).toBe(addon ? 0 : 1);
  });
});

describe("cumulative points", () => {
  const cumulative = (points: readonly HistogramPoint[]) =>
    metric(points, { temporality: "cumulative" });
  const more = (seconds: number, count: number) =>
    point({
      timeNs: (NOW_MS + seconds * 1000) * 1e6,
      histogram: explicit({ count, sum: count, bucketCounts: [0, 0, count, 0, 0, 0] }),
    });

  test("of one series, even within one request, count what came in between", () => {
    const taken = intake(decoded([cumulative([more(0, 4), more(10, 6), more(20, 9)])]), context());
    expect(taken.slots.map(({ slot }) => slot.events)).toEqual([4, 2, 3]);
    expect(taken.seen.size).toBe(1);
    const next = context({ lastOf: (series) => taken.seen.get(series) ?? null });
    expect(intake(decoded([cumulative([more(25, 10)])]), next).slots[0]!.slot.events).toBe(1);
  });

  test("that began before anybody watched are a base first", () => {
    const late = context({ knownSinceNs: NOW_MS * 1e6 });
    const taken = intake(decoded([cumulative([more(0, 4), more(10, 6)])]), late);
    expect(taken.slots.map(({ slot }) => slot.events)).toEqual([2]);
    expect(taken.accepted).toBe(2);
  });

  test("that come late change nothing, neither now nor for the next", () => {
    const taken = intake(
      decoded([cumulative([more(0, 4), more(20, 9), more(10, 6), more(25, 10)])]),
      context(),
    );
    expect(taken.slots.map(({ slot }) => slot.events)).toEqual([4, 5, 1]);
  });

  test("of different attributes are different series", () => {
    const other = withAttributes({ "http.response.status_code": "404" });
    expect(intake(decoded([cumulative([point(), other])]), context()).seen.size).toBe(2);
  });

  test("that are wrong are refused before they become anybody's base", () => {
    const taken = intake(
      decoded([cumulative([point({ histogram: explicit({ count: 5 }) })])]),
      context(),
    );
    expect(taken).toMatchObject({ rejected: 1, seen: new Map() });
  });
});

describe("both generations of the conventions are read", () => {
  const former = { name: "http.server.duration", unit: "ms" };
  const attributes = (status: string) =>
    new Map([
      ["plimsoll.tenant", "tenant-1"],
      ["http.method", "GET"],
      ["http.target", "/roadmap?jwt=secret"],
      ["http.status_code", status],
    ]);
  const inMs = explicit({
    sum: 4700,
    min: 300,
    max: 3000,
    explicitBounds: [0, 250, 500, 1000, 2500],
  });
  const then = (status = "200", changes: Partial<HistogramPoint> = {}) =>
    point({ attributes: attributes(status), histogram: inMs, ...changes });

  test("the former one: its name, its milliseconds, its attributes", () => {
    const { slots, notices } = intake(decoded([metric([then(), then("500")], former)]), context());
    expect(notices).toEqual([]);
    expect(slots).toMatchObject([
      { stream: { indicator: "ui", tenant: "tenant-1" }, slot: { events: 4, bad: 0 } },
      { stream: { indicator: "ui" }, slot: { events: 4, bad: 4, failed: { sumUs: 4_700_000 } } },
    ]);
  });

  test("the former attributes under the present name", () => {
    const failed = point({ attributes: attributes("500") });
    expect(intake(decoded([metric([failed])]), context()).slots).toMatchObject([
      { stream: { indicator: "ui" }, slot: { events: 4, bad: 4 } },
    ]);
  });

  test.for([["delta"], ["cumulative"]] as const)(
    "what a sender tells in both counts once, whichever comes first: %s",
    ([temporality]) => {
      const both = [
        metric([then()], { ...former, temporality }),
        metric([point()], { temporality }),
      ];
      const together = intake(decoded(both), context());
      expect(together.slots.map(({ slot }) => slot.good.sumUs)).toEqual([4_700_000]);
      expect(together).toMatchObject({ accepted: 2, rejected: 0 });
      expect(together.notices).toMatchObject([{ kind: "counted-elsewhere", count: 1 }]);

      const first = intake(decoded([both[0]!]), context());
      const second = intake(
        decoded([both[1]!]),
        context({ countedUntilNs: (sender) => first.counted.get(sender) ?? 0 }),
      );
      expect([first.slots.length, second.slots.length]).toEqual([1, 0]);
    },
  );

  test("a sender that has changed from one to the other is counted on", () => {
    const before = intake(decoded([metric([then()], former)]), context());
    const later = point({ startNs: NOW_MS * 1e6, timeNs: (NOW_MS + 9000) * 1e6 });
    const countedUntilNs = (sender: string) => before.counted.get(sender) ?? 0;
    expect(intake(decoded([metric([later])]), context({ countedUntilNs })).slots).toHaveLength(1);
  });

  test("another sender's former metric counts beside the present one", () => {
    const resource = new Map([["service.instance.id", "another"]]);
    const both = [metric([then()], { ...former, resource }), metric([point()])];
    expect(intake(decoded(both), context()).slots).toHaveLength(2);
  });
});

describe("a metric that is not read", () => {
  const resource = new Map([["service.name", "roadmaps-web"]]);
  const unread = (name: string, kind: "gauge" | "sum" | "summary" | "histogram", points: number) =>
    intake({ metrics: [], unread: [{ name, kind, points, resource }] }, context());

  test.for([["gauge"], ["sum"], ["summary"]] as const)(
    "is refused where it has the name of ours and is a %s",
    ([kind]) => {
      expect(unread("http.server.request.duration", kind, 7)).toMatchObject({
        accepted: 0,
        rejected: 7,
        notices: [
          {
            kind: "points-refused",
            service: "roadmaps-web",
            reason: expect.stringContaining(`http.server.request.duration comes as a ${kind}`),
            count: 7,
          },
        ],
      });
    },
  );

  test("is told by its name, and none of it refused", () => {
    expect(unread("process.cpu.time", "sum", 3)).toMatchObject({
      rejected: 0,
      notices: [
        { kind: "metric-not-read", reason: expect.stringContaining("process.cpu.time"), count: 1 },
      ],
    });
  });

  test("is told in one notice with all others of its sender", () => {
    const names = [..."gfedcba", "a"];
    const resource = new Map([["service.name", "web"]]);
    const metrics = names.map((name) => ({ name, kind: "sum", points: 1, resource }) as const);
    expect(intake({ metrics: [], unread: metrics }, context()).notices).toEqual([
      {
        kind: "metric-not-read",
        service: "web",
        reason: "a, b, c, d, e and 2 more are no metrics that Plimsoll reads",
        count: 7,
      },
    ]);
  });

  test("is told without the characters that would draw on a terminal", () => {
    const { notices } = unread(`a\u001b[2J\n${"b".repeat(500)}`, "sum", 1);
    expect(notices[0]!.reason).toMatch(/^a\uFFFD\[2J\uFFFDb+$/);
    expect(notices[0]!.reason.length).toBeLessThanOrEqual(300);
  });
});

describe("what is counted in part is told", () => {
  const cumulative = (histogram: Explicit, seconds: number, startNs = (NOW_MS - 10_000) * 1e6) =>
    metric([point({ histogram, startNs, timeNs: (NOW_MS + seconds * 1000) * 1e6 })], {
      temporality: "cumulative",
    });

  test("when the bounds change within a series: by number, with its limits open", () => {
    const wide = explicit({
      count: 9,
      sum: 9.7,
      explicitBounds: [0.25, 2.5],
      bucketCounts: [0, 8, 1],
    });
    const { slots, notices, rejected } = intake(
      decoded([cumulative(explicit(), 0), cumulative(wide, 5)]),
      context(),
    );
    expect(rejected).toBe(0);
    expect(slots.map(({ slot }) => slot.events)).toEqual([4, 5]);
    expect(slots[1]!.slot.limits.get(1000)).toEqual({ within: 0, beyond: 0 });
    expect(slots[1]!.slot.good.sumUs).toBe(5_000_000);
    expect(notices).toMatchObject([
      { kind: "counted-in-part", reason: expect.stringContaining("buckets changed"), count: 1 },
    ]);
  });

  test("when a series began before anybody watched", () => {
    const { slots, notices } = intake(decoded([cumulative(explicit(), 0, 1)]), context());
    expect(slots).toEqual([]);
    expect(notices).toMatchObject([
      { kind: "counted-in-part", reason: expect.stringContaining("began before"), count: 1 },
    ]);
  });
});
