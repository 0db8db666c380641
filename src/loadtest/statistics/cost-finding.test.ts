import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { type CostSample, stretchesOf } from "./cost.ts";
import { costFinding } from "./cost-finding.ts";
import { normalDraw } from "./draws.ts";
import { processorTime } from "./testdata/noise.ts";

/** A sample a second: `idle` a second and `cost` a request, at a rate that may change. */
function run(
  seed: number,
  { idle, cost, rate }: { idle: number; cost: number; rate: (at: number) => number },
  seconds = 60,
): readonly CostSample[] {
  const next = random(seed, "cost");
  const samples: CostSample[] = [{ atMs: 0, requests: 1000, used: 5000 }];
  for (let at = 1; at <= seconds; at++) {
    const last = samples.at(-1)!;
    const requests = Math.round(rate(at));
    const used = idle + cost * requests * (1 + 0.1 * normalDraw(next));
    samples.push({ atMs: at * 1000, requests: last.requests + requests, used: last.used + used });
  }
  return samples;
}

describe("the cost of a request", () => {
  test("is the slope on the requests where their rate changed, so that idle use is none of it", () => {
    const ramp = run(1, { idle: 100, cost: 5, rate: (at) => at * 2 });
    const found = costFinding("cpu", "ms", ramp, random(1))!;
    expect(found).toMatchObject({ kind: "cost", resource: "cpu", unit: "ms" });
    expect(found.perRequest / 5).toBeCloseTo(1, 1);
    expect(found.low).toBeLessThan(5);
    expect(found.high).toBeGreaterThan(5);
    expect(found.high - found.low).toBeLessThan(1.5);
  });

  test("has its share of the idle use where the rate was the same throughout", () => {
    const steady = run(2, { idle: 100, cost: 5, rate: () => 20 });
    expect(costFinding("cpu", "ms", steady, random(1))!.perRequest / 10).toBeCloseTo(1, 1);
  });

  test("lies in its interval about 95 times in 100, though the noise remembers", () => {
    const held = Array.from({ length: 100 }, (_, seed) => {
      const { low, high } = costFinding(
        "cpu",
        "ms",
        processorTime(random(seed), 120, 5),
        random(9),
      )!;
      return low < 5.15 && 5.15 < high;
    });
    expect(held.filter(Boolean).length).toBeGreaterThan(85);
  });

  test("cannot be told from a few samples, or without a request", () => {
    const steady = run(3, { idle: 1, cost: 5, rate: () => 20 });
    expect(costFinding("cpu", "ms", steady.slice(0, 10), random(1))).toBeNull();
    expect(costFinding("cpu", "ms", [], random(1))).toBeNull();
    const silent = run(4, { idle: 1, cost: 5, rate: () => 0 });
    expect(costFinding("cpu", "ms", silent, random(1))).toBeNull();
  });

  test("leaves out where a counter began anew, and joins the samples of a long run", () => {
    const restarted = [0, 10, 20, 5, 15].map((used, at) => ({ atMs: at, requests: at, used }));
    expect(stretchesOf(restarted).map(({ used }) => used)).toEqual([10, 10, 10]);
    const long = run(5, { idle: 0, cost: 5, rate: () => 20 }, 5000);
    expect(stretchesOf(long).length).toBe(500);
  });
});
