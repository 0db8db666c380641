import { describe, expect, test } from "vitest";
import { quantile, streamKey } from "../../core/measurement/index.ts";
import { MINUTE_MS, minuteOf } from "../../core/time/index.ts";
import { type Points, UnreadablePoint } from "./metrics.ts";
import {
  explicit,
  exponential,
  metric,
  NOW_MS,
  point,
  roadmaps,
  takeIn,
  withAttributes,
} from "./testdata/points.ts";

const NOON = minuteOf(NOW_MS);

describe("a point becomes a slot", () => {
  test("of its tenant, release, region, indicator and minute", () => {
    const resource = new Map([
      ["service.version", "1.4.2"],
      ["cloud.region", "eu"],
    ]);
    const taken = takeIn([metric([point()], { resource })]);
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
    const [placed] = takeIn([metric([point({ histogram })], { unit })]).slots;
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
    const [placed] = takeIn([metric([point({ histogram })], { unit: "ms" })]).slots;
    expect(quantile(placed!.slot.good, 0.5)).toBeCloseTo(1.024, 1);
  });

  test("of failures where the requests failed, all beyond every limit", () => {
    const failed = withAttributes({ "http.response.status_code": "500" });
    const [placed] = takeIn([metric([failed])]).slots;
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
    const [placed] = takeIn([metric([open])]).slots;
    expect(placed!.slot).toMatchObject({ events: 4, bad: 0, undecided: 4, good: { count: 4 } });
    expect(placed!.slot.limits.get(1000)).toEqual({ within: 0, beyond: 1 });
  });

  test("beside others of the same stream and minute", () => {
    const other = withAttributes({ "http.response.status_code": "404" });
    const { slots, accepted } = takeIn([metric([point(), other])]);
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
    expect(takeIn([metric(points)]).slots[0]!.minute).toBe(minute);
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
    expect(takeIn([metric([one])])).toMatchObject({
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
    const taken = takeIn([metric([point()], { resource: told })], { addons });
    expect(taken.slots.map(({ stream }) => stream.addon)).toEqual(addon ? [addon] : []);
    expect(taken.rejected).toBe(addon ? 0 : 1);
  });
});

describe("a point that cannot be read", () => {
  test("is refused alone", () => {
    const unreadable: Points = {
      length: 2,
      at(index) {
        if (index === 0) throw new UnreadablePoint("count must be a number");
        return point();
      },
      *[Symbol.iterator]() {},
    };
    expect(takeIn([metric([], { points: unreadable })])).toMatchObject({
      slots: [{}],
      accepted: 1,
      rejected: 1,
      notices: [{ reason: "it cannot be read: count must be a number" }],
    });
  });
});

describe("a request that is named by no route and no path", () => {
  const named = (attributes: Record<string, string>) => {
    const all = new Map([...point().attributes, ...Object.entries(attributes)]);
    all.delete("http.route");
    return takeIn([metric([point({ attributes: all })])]);
  };

  test("counts as a service call, and that is said", () => {
    const { slots, notices } = named({});
    expect(slots).toMatchObject([{ stream: { indicator: "service" } }]);
    expect(notices).toMatchObject([
      { kind: "counted-in-part", reason: expect.stringContaining("neither http.route nor a path") },
    ]);
  });

  test.for([
    ["its path is told, in the former names", { "http.target": "/roadmap?a=1" }],
    ["no route can match", { "http.response.status_code": "404" }],
  ] as const)("is told alone: not where %s", ([, attributes]) => {
    expect(named(attributes)).toMatchObject({ slots: [{}], notices: [] });
  });
});
