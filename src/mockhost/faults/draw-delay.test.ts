import { expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { drawDelayMs, LONGEST_DELAY_MS } from "./draw-delay.ts";
import type { Delay } from "./fault.ts";

const draws = (delay: Delay, count = 40_000) => {
  const next = random(1, "delays");
  return Array.from({ length: count }, () => drawDelayMs(delay, next)).sort((a, b) => a - b);
};
const at = (sorted: readonly number[], quantile: number) =>
  sorted[Math.floor(quantile * sorted.length)]!;

test("a fixed delay is always the same", () => {
  expect(new Set(draws({ shape: "fixed", ms: 120 }, 100))).toEqual(new Set([120]));
});

test("a uniform delay covers its range evenly", () => {
  const sorted = draws({ shape: "uniform", fromMs: 1_000, toMs: 2_000 });
  expect(sorted[0]).toBeGreaterThanOrEqual(1_000);
  expect(sorted.at(-1)).toBeLessThanOrEqual(2_000);
  expect(at(sorted, 0.25) / 1_250).toBeCloseTo(1, 1);
});

test("a lognormal delay has the median and the 99th percentile that it is named by", () => {
  const sorted = draws({ shape: "lognormal", medianMs: 1_000, p99Ms: 20_000 });
  expect(at(sorted, 0.5) / 1_000).toBeCloseTo(1, 1);
  expect(at(sorted, 0.99) / 20_000).toBeCloseTo(1, 0);
  expect(at(sorted, 0.99)).toBeGreaterThan(17_000);
});

test("a Pareto delay has its least value and its tail", () => {
  const sorted = draws({ shape: "pareto", leastMs: 1_000, exponent: 2 });
  expect(sorted[0]).toBe(1_000);
  expect(at(sorted, 0.75) / 2_000).toBeCloseTo(1, 1);
});

test("no tail is heavier than ten minutes", () => {
  expect(draws({ shape: "pareto", leastMs: 1_000, exponent: 0.1 }).at(-1)).toBe(LONGEST_DELAY_MS);
});
