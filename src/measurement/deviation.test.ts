import { expect, test } from "vitest";
import { deviation } from "./deviation.ts";
import { recorder } from "./recorder.ts";
import type { Sketch } from "./sketch.ts";

function sketchOf(...parts: readonly (readonly [count: number, seconds: number])[]): Sketch {
  const durations = recorder();
  for (const [count, seconds] of parts) for (let i = 0; i < count; i++) durations.record(seconds);
  return durations.sketch();
}

const exact = Math.sqrt((600 * 0.1 ** 2) / 999);

test("is never below that of the values, and near it", () => {
  const spread = sketchOf([300, 0.1], [400, 0.2], [300, 0.3]);
  expect(deviation(spread)).toBeGreaterThan(exact);
  expect(deviation(spread)).toBeLessThan(exact * 1.05);
});

test("is the same over several sketches as over one of all", () => {
  const parts = [sketchOf([300, 0.1]), sketchOf([400, 0.2], [100, 0.3]), sketchOf([200, 0.3])];
  expect(deviation(...parts)).toBeGreaterThan(exact * 0.999);
  expect(deviation(...parts)).toBeLessThan(exact * 1.05);
});
