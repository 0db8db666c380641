import { describe, expect, test } from "vitest";
import type { PlacedSlot } from "../../core/measurement/index.ts";
import { MINUTE_MS } from "../../core/time/index.ts";
import { intake, type Part } from "./intake.ts";
import type { DurationMetric, Explicit, HistogramPoint } from "./metrics.ts";
import {
  context,
  explicit,
  metric,
  NOW_MS,
  point,
  remembering,
  roadmaps,
  takeIn,
  withAttributes,
} from "./testdata/points.ts";
import { WaitingRequest } from "./waiting-request.ts";

describe("cumulative points", () => {
  const cumulative = (points: readonly HistogramPoint[], changes: Partial<DurationMetric> = {}) =>
    metric(points, { temporality: "cumulative", ...changes });
  const more = (seconds: number, count: number, changes: Partial<HistogramPoint> = {}) =>
    point({
      timeNs: (NOW_MS + seconds * 1000) * 1e6,
      histogram: explicit({ count, sum: count, bucketCounts: [0, 0, 0, count, 0, 0] }),
      ...changes,
    });
  const events = ({ slots }: { slots: readonly PlacedSlot[] }) =>
    slots.map(({ slot }) => slot.events);

  test("of one series, even within one request, count what came in between", () => {
    const { take } = remembering();
    const taken = take([cumulative([more(0, 4), more(10, 6), more(20, 9)])]);
    expect(events(taken)).toEqual([4, 2, 3]);
    expect(events(take([cumulative([more(25, 10)])]))).toEqual([1]);
  });

  test("that began before anybody watched are a base first", () => {
    const startNs = (NOW_MS - 2 * MINUTE_MS) * 1e6;
    const taken = takeIn([cumulative([more(0, 4, { startNs }), more(10, 6, { startNs })])]);
    expect(events(taken)).toEqual([2]);
    expect(taken.accepted).toBe(2);
    expect(taken.notices).toMatchObject([
      { kind: "counted-in-part", reason: expect.stringContaining("began before"), count: 1 },
    ]);
  });

  test("that may have been forgotten are a base first", () => {
    const startNs = (NOW_MS - 10_000) * 1e6;
    expect(events(takeIn([cumulative([more(0, 4)])], { forgottenUntilNs: startNs }))).toEqual([]);
    const before = startNs - 1000;
    expect(events(takeIn([cumulative([more(0, 4)])], { forgottenUntilNs: before }))).toEqual([4]);
  });

  test("whose memory is damaged are a base first", () => {
    const { take, series } = remembering();
    take([cumulative([more(0, 4)])]);
    for (const [key, state] of series)
      if (state.state.length > 0) series.set(key, { ...state, state: Uint8Array.of(1, 2, 3) });
    expect(events(take([cumulative([more(10, 6)])]))).toEqual([]);
    expect(events(take([cumulative([more(20, 9)])]))).toEqual([3]);
  });

  test("that come late change nothing, neither now nor for the next", () => {
    const taken = takeIn([cumulative([more(0, 4), more(20, 9), more(10, 6), more(25, 10)])]);
    expect(events(taken)).toEqual([4, 5, 1]);
  });

  test.for<[string, Partial<DurationMetric>, Partial<HistogramPoint>]>([
    ["attributes", {}, withAttributes({ "http.response.status_code": "404" })],
    ["scopes", { scope: '["http","2"]' }, {}],
    ["resources", { resource: new Map([["service.instance.id", "b"]]) }, {}],
    ["starts", {}, { startNs: (NOW_MS - 9000) * 1e6 }],
  ])("of different %s are different series", ([, changes, changed]) => {
    const { take } = remembering();
    take([cumulative([point()])]);
    const { timeNs, histogram } = point();
    expect(
      events(take([cumulative([{ ...point(), ...changed, timeNs, histogram }], changes)])),
    ).toEqual([4]);
  });

  test("of which nobody promises anything are remembered, for the day when somebody does", () => {
    const { take } = remembering();
    const health = (seconds: number, count: number) =>
      cumulative([
        more(seconds, count, {
          attributes: withAttributes({ "http.route": "/health" }).attributes,
        }),
      ]);
    expect(events(take([health(0, 4)]))).toEqual([]);
    const promised = new Map([["roadmaps", { ...roadmaps, classify: () => "ui" as const }]]);
    expect(events(take([health(10, 6)], { addons: promised }))).toEqual([2]);
  });

  test("that are wrong are refused, and are nobody's base", () => {
    const { take, series } = remembering();
    const wrong = point({ histogram: explicit({ count: 5 }) });
    expect(take([cumulative([wrong])])).toMatchObject({ rejected: 1 });
    expect(series.size).toBe(0);
    take([cumulative([more(0, 4)])]);
    const later = more(10, 9, {
      histogram: explicit({ count: 9, bucketCounts: [0, 0, 4, 0, 0, 0] }),
    });
    expect(take([cumulative([later])])).toMatchObject({ rejected: 1 });
    expect(events(take([cumulative([more(20, 9)])]))).toEqual([5]);
  });

  describe("that no single sender could have sent are refused, with what to do", () => {
    const told = {
      rejected: 1,
      notices: [{ reason: expect.stringContaining("service.instance.id") }],
    };

    test("a count that went down since the same start", () => {
      const { take } = remembering();
      expect(events(take([cumulative([more(0, 1000)])]))).toEqual([1000]);
      expect(take([cumulative([more(5, 50)])])).toMatchObject({ slots: [], ...told });
      expect(events(take([cumulative([more(10, 1100)])]))).toEqual([100]);
      expect(take([cumulative([more(15, 60)])])).toMatchObject({ slots: [], ...told });
    });

    test("an older point that counts more", () => {
      const { take } = remembering();
      take([cumulative([more(10, 50)])]);
      expect(take([cumulative([more(5, 1000)])])).toMatchObject({ slots: [], ...told });
    });

    test("one that tells neither its start nor whose it is", () => {
      const untold = cumulative([more(0, 4, { startNs: 0 })]);
      expect(takeIn([untold])).toMatchObject({ slots: [], ...told });
    });

    test("but not one that tells whose it is: it began anew when its counts went down", () => {
      const { take } = remembering();
      const resource = new Map([["service.instance.id", "a"]]);
      const of = (seconds: number, count: number) =>
        take([cumulative([more(seconds, count, { startNs: 0 })], { resource })]);
      expect(events(of(0, 4))).toEqual([]);
      expect(events(of(10, 9))).toEqual([5]);
      expect(events(of(20, 3))).toEqual([3]);
    });
  });

  test("of more series than are remembered are refused, and say so", () => {
    const { take } = remembering({ mostSeries: 3 });
    const of = (n: number) => cumulative([withAttributes({ "plimsoll.tenant": `tenant-${n}` })]);
    const taken = take([of(1), of(2), of(3), of(4)]);
    expect(events(taken)).toEqual([4, 4, 4]);
    expect(taken).toMatchObject({
      rejected: 1,
      notices: [{ reason: expect.stringContaining("--most-series"), count: 1 }],
    });
    expect(take([of(5)])).toMatchObject({ rejected: 1 });
    expect(take([metric([point()])])).toMatchObject({ rejected: 0 });
  });
});

describe("a request that is sent again", () => {
  test.for([["delta"], ["cumulative"]] as const)("adds nothing: %s", ([temporality]) => {
    const { take } = remembering();
    const sent = [metric([point(), point({ timeNs: 1 })], { temporality })];
    const first = take(sent, { id: "a" });
    expect(first).toMatchObject({ slots: [{}], accepted: 1, rejected: 1 });
    const again = take(sent, { id: "a" });
    expect(again).toMatchObject({ slots: [], accepted: 1, rejected: 1, notices: first.notices });
  });

  test("adds only what was not taken in before, where it broke off", () => {
    const request = (id: string) =>
      new WaitingRequest(id, {
        kind: "decoded",
        metrics: [metric([1, 2, 3, 4].map((n) => withAttributes({ "plimsoll.tenant": `${n}` })))],
        numbers: [],
        unread: [],
      });
    const known = { series: new Map(), seriesKept: 0, forgottenUntilNs: 0 };
    const points = request("a").next(4);
    const tenants = (parts: Part[], requests: ReadonlyMap<string, number>) =>
      intake(parts, { ...known, requests }, context()).change.slots.map(
        ({ stream }) => stream.tenant,
      );
    const first = [{ request: "a", from: 0, points: points.slice(0, 3) }];
    expect(tenants(first, new Map())).toEqual(["1", "2", "3"]);
    const whole = [{ request: "a", from: 0, points }];
    expect(tenants(whole, new Map([["a", 3]]))).toEqual(["4"]);
    expect(tenants([...whole, ...whole], new Map())).toEqual(["1", "2", "3", "4"]);
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
    const { slots, notices, rejected } = takeIn([cumulative(explicit(), 0), cumulative(wide, 5)]);
    expect(rejected).toBe(0);
    expect(slots.map(({ slot }) => slot.events)).toEqual([4, 5]);
    expect(slots[1]!.slot.limits.get(1000)).toEqual({ within: 0, beyond: 0 });
    expect(slots[1]!.slot.good.sumUs).toBe(5_000_000);
    expect(notices).toMatchObject([
      { kind: "counted-in-part", reason: expect.stringContaining("buckets changed"), count: 1 },
    ]);
  });

  test("when a series began before anybody watched", () => {
    const { slots, notices } = takeIn([cumulative(explicit(), 0, 1)]);
    expect(slots).toEqual([]);
    expect(notices).toMatchObject([
      { kind: "counted-in-part", reason: expect.stringContaining("began before"), count: 1 },
    ]);
  });
});
