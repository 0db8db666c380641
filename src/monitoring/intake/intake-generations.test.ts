import { describe, expect, test } from "vitest";
import type { HistogramPoint } from "./metrics.ts";
import { explicit, metric, NOW_MS, point, remembering, takeIn } from "./testdata/points.ts";

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
    const { slots, notices } = takeIn([metric([then(), then("500")], former)]);
    expect(notices).toEqual([]);
    expect(slots).toMatchObject([
      { stream: { indicator: "ui", tenant: "tenant-1" }, slot: { events: 4, bad: 0 } },
      { stream: { indicator: "ui" }, slot: { events: 4, bad: 4, failed: { sumUs: 4_700_000 } } },
    ]);
  });

  test("the former attributes under the present name", () => {
    const failed = point({ attributes: attributes("500") });
    expect(takeIn([metric([failed])]).slots).toMatchObject([
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
      const together = takeIn(both);
      expect(together.slots.map(({ slot }) => slot.good.sumUs)).toEqual([4_700_000]);
      expect(together).toMatchObject({ accepted: 2, rejected: 0 });
      expect(together.notices).toMatchObject([{ kind: "counted-elsewhere", count: 1 }]);

      const { take } = remembering();
      const [first, second] = both.map((one) => take([one]));
      expect([first!.slots.length, second!.slots.length]).toEqual([1, 0]);
    },
  );

  test("a sender that has changed from one to the other is counted on", () => {
    const { take } = remembering();
    take([metric([then()], former)]);
    const later = point({ startNs: NOW_MS * 1e6, timeNs: (NOW_MS + 9000) * 1e6 });
    expect(take([metric([later])]).slots).toHaveLength(1);
  });

  test("another sender's former metric counts beside the present one", () => {
    const resource = new Map([["service.instance.id", "another"]]);
    const both = [metric([then()], { ...former, resource }), metric([point()])];
    expect(takeIn(both).slots).toHaveLength(2);
  });
});

describe("a metric that is not read", () => {
  const resource = new Map([["service.name", "roadmaps-web"]]);
  const unread = (name: string, kind: "gauge" | "sum" | "summary" | "histogram", points: number) =>
    takeIn([], { unread: [{ name, kind, points, resource }] });

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
    expect(takeIn([], { unread: metrics }).notices).toEqual([
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
