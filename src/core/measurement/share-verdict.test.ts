import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventsNeeded, verdictOfShare } from "./share-verdict.ts";

describe("the verdict on a share", () => {
  test.for([
    ["1,000 of 1,000 good proves 99.62 %", 1000, 0, 1000, 0.9961, "met"],
    ["… and no more than that", 1000, 0, 1000, 0.9963, "insufficient"],
    ["half of a thousand is no 99 %", 500, 0, 1000, 0.99, "missed"],
    ["no events prove nothing", 0, 0, 0, 0.5, "insufficient"],
    ["what is undecided may be bad", 990, 10, 1000, 0.985, "insufficient"],
    ["what is undecided may be good", 900, 100, 1000, 0.99, "insufficient"],
    ["it is missed though all that is undecided were good", 500, 100, 1000, 0.99, "missed"],
    ["one bad event of one is no miss", 0, 0, 1, 0.99, "insufficient"],
    ["two of two are", 0, 0, 2, 0.99, "missed"],
    ["one bad event of a hundred is no miss either", 99, 0, 100, 0.9995, "insufficient"],
  ] as const)("%s", ([, good, undecided, n, target, verdict]) => {
    expect(verdictOfShare(good, undecided, n, target).verdict).toBe(verdict);
  });

  test("states the share and an interval that takes the undecided both ways", () => {
    const { share, most, interval } = verdictOfShare(1000, 0, 1000, 0.999);
    expect([share, most]).toEqual([1, 1]);
    expect(interval.low).toBeCloseTo(0.9962, 4);
    const open = verdictOfShare(900, 100, 1000, 0.95);
    expect([open.share, open.most]).toEqual([0.9, 1]);
    expect(open.interval.low).toBeLessThan(0.9);
    expect(open.interval.high).toBe(1);
  });
});

describe("how many more events are needed", () => {
  test.for([
    { share: 1, target: 0.9, events: 35 },
    { share: 1, target: 0.95, events: 73 },
    { share: 1, target: 0.999, events: 3838 },
    { share: 0.9995, target: 0.999, events: 15_351 },
    { share: 0.95, target: 0.95, events: null },
  ])("at a share of $share, $events settle a target of $target", ({ share, target, events }) => {
    expect(eventsNeeded(share, target)).toBe(events);
  });

  test.for([
    ["so many as are missing", 1000, 0, 1000, 0.999, 2838],
    ["all of them while there is none", 0, 0, 0, 0.999, 3838],
    ["no number settles what is undecided", 990, 10, 1000, 0.995, null],
    ["none, where it is settled", 1000, 0, 1000, 0.9, null],
  ] as const)("%s", ([, good, undecided, n, target, needed]) => {
    expect(verdictOfShare(good, undecided, n, target).needed).toBe(needed);
  });

  test("settles the verdict, once they have come at the same share", () => {
    const n = fc.integer({ min: 1, max: 10_000 });
    const target = fc.double({ min: 0.5, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(n, fc.nat(), target, (events, any, promised) => {
        const good = any % (events + 1);
        const { needed } = verdictOfShare(good, 0, events, promised);
        fc.pre(needed !== null && needed < 1e9);
        const later = 1.001 * (events + needed!);
        const { verdict } = verdictOfShare((good / events) * later, 0, later, promised);
        expect(verdict).toBe(good / events > promised ? "met" : "missed");
      }),
    );
  });
});
