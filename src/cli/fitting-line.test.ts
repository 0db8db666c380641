import { expect, test } from "vitest";
import { fittingLine } from "./fitting-line.ts";

const parts = ["expected load", "4 s left", "p99 17.2 ms"];

test.for([
  [80, "expected load · 4 s left · p99 17.2 ms"],
  [39, "expected load · 4 s left · p99 17.2 ms"],
  [38, "expected load · 4 s left"],
  [20, "expected load"],
  [9, "expected"],
] as const)("%d columns hold %j", ([columns, line]) => {
  expect(fittingLine(parts, columns)).toBe(line);
});

test("without an end, all of them", () => {
  expect(fittingLine(parts)).toBe("expected load · 4 s left · p99 17.2 ms");
});
