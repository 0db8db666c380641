import { expect, test } from "vitest";
import { verdictOfAverage } from "./average-verdict.ts";

const times = { events: 1000, good: 990, mean: 100, deviation: 50, failures: { low: 0, high: 0 } };

test.for([
  ["met where it holds even if the untimed failures were slow", 9900, 120, "met"],
  ["insufficient where the untimed failures decide", 9900, 105, "insufficient"],
  ["missed where it breaks even if they took no time", 9900, 90, "missed"],
] as const)("%s", ([, high, limit, verdict]) => {
  expect(verdictOfAverage({ ...times, failures: { low: 0, high } }, limit).verdict).toBe(verdict);
});

test("more events cannot settle what hangs on untimed failures", () => {
  const { needed, low, high } = verdictOfAverage(
    { ...times, failures: { low: 0, high: 9900 } },
    105,
  );
  expect(needed).toBeNull();
  expect(low).toBeLessThan(100);
  expect(high).toBeGreaterThan(110);
});
