import { expect, test } from "vitest";
import { drawPlan, simulate } from "./index.ts";

const seeds = Array.from({ length: 40 }, (_, at) => at + 1);

test("six hours of forty worlds: every figure is what it must be", {
  timeout: 60_000,
}, async () => {
  for (const seed of seeds) {
    const { deviations, trace } = await simulate(drawPlan(seed, 6));
    expect(deviations, `seed ${seed}\n${trace.tail.join("\n")}`).toEqual([]);
  }
});

test("the same plan gives the same trace, another seed another", async () => {
  const digestOf = async (seed: number) => (await simulate(drawPlan(seed, 3))).trace.digest();
  expect(await digestOf(7)).toBe(await digestOf(7));
  expect(await digestOf(7)).not.toBe(await digestOf(8));
});
