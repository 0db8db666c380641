import { expect, test } from "vitest";
import { drawPlan, findPlanted, plantedFaults, simulate } from "./index.ts";

const seeds = Array.from({ length: 80 }, (_, at) => at + 1);

test("two hours of eighty worlds: every figure is what it must be", {
  timeout: 240_000,
}, async () => {
  for (const seed of seeds) {
    const { deviations, trace } = await simulate(drawPlan(seed, 2));
    expect(deviations, `seed ${seed}\n${trace.tail.join("\n")}`).toEqual([]);
  }
});

test("the same plan gives the same trace, another seed another", async () => {
  const digestOf = async (seed: number) => (await simulate(drawPlan(seed, 3))).trace.digest();
  expect(await digestOf(7)).toBe(await digestOf(7));
  expect(await digestOf(7)).not.toBe(await digestOf(8));
});

/** The others take more worlds: `npm run prove` looks for all of them. */
const soonSeen = plantedFaults.filter(({ name }) => /series|observer|cancelled|lease/.test(name));

test.for(soonSeen)("put back, it is seen: $name", { timeout: 240_000 }, async (fault) => {
  expect(await findPlanted(fault, { firstSeed: 1, seeds: 100, hours: 6 })).not.toBeNull();
});
