import { expect, test } from "vitest";
import { mergeSlots, type Slot } from "../measurement/index.ts";
import { judgeEvents } from "./judge-events.ts";
import { slotOf } from "./testdata/scene.ts";

const median = { kind: "quantile", quantile: 0.5, limitMs: 1000 } as const;
const p95 = { kind: "quantile", quantile: 0.95, limitMs: 1000 } as const;
const merged = (...slots: Slot[]): Slot => slots.reduce(mergeSlots);

test.for([
  ["the quantile of all where nothing failed", [slotOf(100, 0, 200)], 200],
  ["that of the good ones where few failed", [slotOf(99, 0, 200), slotOf(1, 1, 60_000)], 200],
  [
    "the slowest of all where it falls among failures",
    [slotOf(1, 1, 60_000), slotOf(1, 1, 1)],
    60_000,
  ],
  ["no better for a quick failure", [slotOf(1, 0, 800), slotOf(9, 9, 1)], 800],
] as const)("the figure is %s", ([, slots, expectedMs]) => {
  const measured = judgeEvents(median, merged(...slots)).measured!;
  expect(Math.abs(measured / expectedMs - 1)).toBeLessThan(0.011);
});

test("events that were left open count both ways", () => {
  const limits = new Map([[1000, { within: 960, beyond: 0 }]]);
  const open = { ...slotOf(1000, 0), limits };
  const { verdict, kept, undecided, budget } = judgeEvents(p95, open);
  expect([undecided, kept!.most]).toEqual([{ events: 40, cause: "buckets" }, 1]);
  expect(budget).toMatchObject({ spent: 0, open: 40, mostShare: 0.8 });
  expect(verdict).toBe("insufficient");
  expect(kept!.share).toBe(0.96);
  expect(kept!.low).toBeLessThan(0.95);
  expect(kept!.high).toBe(1);
});

test("nothing is claimed where every event was left open", () => {
  const open = { ...slotOf(1000, 0), limits: new Map() };
  const kept = { share: 0, most: 1, low: 0, high: 1 };
  const all = {
    verdict: "insufficient",
    kept,
    events: 1000,
    undecided: { events: 1000, cause: "buckets" },
  };
  expect(judgeEvents(p95, open)).toMatchObject(all);
  const share = { kind: "share", target: 0.99, withinMs: 1000 } as const;
  expect(judgeEvents(share, open)).toMatchObject({
    ...all,
    measured: null,
    range: { low: 0, high: 1 },
  });
});
