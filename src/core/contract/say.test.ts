import { expect, test } from "vitest";
import { sayAbout, sayCount, sayDuration, sayShare } from "./say.ts";

test.for([
  [0, "0 ms"],
  [400, "400 ms"],
  [1200, "1.2 s"],
  [60_000, "1 min"],
  [2_592_000, "43 min 12 s"],
  [5_400_000, "1 h 30 min"],
  [86_400_000, "24 h"],
  [172_800_000, "48 h"],
  [230_400_000, "2 days 16 h"],
  [2_592_000_000, "30 days"],
] as const)("%d ms is %s", ([ms, words]) => {
  expect(sayDuration(ms)).toBe(words);
});

test("computed lengths are rounded to what a reader needs", () => {
  expect([259_200.4, 25_920.2, 0.4].map(sayAbout)).toEqual(["4 min 19 s", "25.92 s", "0 ms"]);
});

test("shares are percentages without false digits", () => {
  expect([0.999, 0.95, 0.9999, 1, 0.07].map(sayShare)).toEqual([
    "99.9 %",
    "95 %",
    "99.99 %",
    "100 %",
    "7 %",
  ]);
});

test("counts are whole and grouped", () => {
  expect([7, 999.6, 1_234_567].map(sayCount)).toEqual(["7", "1,000", "1,234,567"]);
});
