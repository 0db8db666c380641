import { expect, test } from "vitest";
import { mergeSlots, type Slot } from "../measurement/index.ts";
import { judgeAverage } from "./judge-average.ts";
import { slotOf } from "./testdata/scene.ts";

const merged = (...slots: Slot[]): Slot => slots.reduce(mergeSlots);
const halfAndHalf = (n: number) => merged(slotOf(n / 2, 0, 100), slotOf(n / 2, 0, 300));

test.for([
  ["the mean where nothing failed", [slotOf(50, 0, 100), slotOf(50, 0, 300)], 200],
  ["raised by what a time-out took", [slotOf(99, 0, 100), slotOf(1, 1, 9900)], 200],
  ["not lowered by quick failures", [slotOf(50, 0, 100), slotOf(50, 50, 0)], 100],
] as const)("the average is %s", ([, slots, expectedMs]) => {
  expect(judgeAverage(300, merged(...slots)).measured).toBeCloseTo(expectedMs, 6);
});

test.for([
  ["met where the interval lies below the limit", halfAndHalf(1000), 220, "met"],
  ["missed where it lies above", halfAndHalf(1000), 180, "missed"],
  ["insufficient where it holds the limit", halfAndHalf(1000), 205, "insufficient"],
  ["insufficient over a handful", halfAndHalf(28), 1000, "insufficient"],
  ["insufficient over nothing", slotOf(0, 0), 1000, "insufficient"],
  ["insufficient over a few failures", slotOf(5, 5), 1000, "insufficient"],
  ["missed where everything failed", slotOf(30, 30), 1000, "missed"],
  [
    "missed where time-outs alone break it",
    merged(slotOf(10, 0), slotOf(20, 20, 30_000)),
    300,
    "missed",
  ],
] as const)("the verdict is %s", ([, slot, limitMs, verdict]) => {
  expect(judgeAverage(limitMs, slot).verdict).toBe(verdict);
});

test("says how many more requests would settle it", () => {
  expect(judgeAverage(300, slotOf(0, 0)).needed).toBe(30);
  expect(judgeAverage(205, slotOf(10, 0)).needed).toBe(20);
  const { needed } = judgeAverage(210, halfAndHalf(200));
  expect(judgeAverage(210, halfAndHalf(2 * Math.ceil((200 + needed!) / 2))).verdict).toBe("met");
  const still = 2 * Math.floor((200 + needed! * 0.9) / 2);
  expect(judgeAverage(210, halfAndHalf(still)).verdict).toBe("insufficient");
});
