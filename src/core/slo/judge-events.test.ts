import { describe, expect, test } from "vitest";
import {
  mergeSlots,
  type SketchRead,
  type Slot,
  sketchFromExplicit,
  sketchFromExponential,
} from "../measurement/index.ts";
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

describe("why events are undecided", () => {
  const promise = { kind: "quantile", quantile: 0.95, limitMs: 900 } as const;
  const limits = new Map([[900, { within: 0, beyond: 0 }]]);
  const read = (sketch: SketchRead): Slot => {
    if (sketch.kind === "refused") throw new Error(sketch.reason);
    return { ...slotOf(10, 0), good: sketch.sketch, limits };
  };
  const [count, sum, min, max] = [10, 9, null, null];
  const explicit = (explicitBounds: number[], bucketCounts: number[]) =>
    read(sketchFromExplicit({ count, sum, min, max, explicitBounds, bucketCounts }));
  const exponential = (scale: number, offset: number) => {
    const positive = { offset, bucketCounts: [10] };
    return read(sketchFromExponential({ count, sum, min, max, scale, zeroCount: 0, positive }));
  };

  test.for<readonly [string, Slot, string]>([
    ["a wide bucket around the limit", explicit([0.5, 2.5], [0, 10, 0]), "buckets"],
    ["a narrow one", explicit([0.85, 0.95], [0, 10, 0]), "resolution"],
    ["no bucket at all", explicit([], [10]), "buckets"],
    ["an exponential one of scale 3", exponential(3, -2), "resolution"],
    ["an exponential one of scale 0", exponential(0, -1), "buckets"],
    ["no status", { ...explicit([0.5, 2.5], [0, 10, 0]), undecided: 6 }, "status"],
    ["no status of a few", { ...explicit([0.5, 2.5], [0, 10, 0]), undecided: 4 }, "buckets"],
  ])("%s", ([, slot, cause]) => {
    expect(judgeEvents(promise, slot).undecided).toEqual({ events: 10, cause });
  });
});
