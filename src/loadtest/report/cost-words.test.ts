import { expect, test } from "vitest";
import { costIntervalWords, costWords } from "./cost-words.ts";

test.for([
  [4.214, "ms", "4.21 ms"],
  [0.000931, "calls", "< 0.001"],
  [0.35, "calls", "0.35"],
  [0, "ms", "0 ms"],
  [640, "bytes", "640 bytes"],
  [12_345, "bytes", "12.3 kB"],
] as const)("%d %s a request reads %s", ([value, unit, words]) => {
  expect(costWords(value, unit)).toBe(words);
});

test("an interval whose ends read alike is said once", () => {
  const cost = { kind: "cost", resource: "time in the host", unit: "ms", perRequest: 0 } as const;
  expect(costIntervalWords({ ...cost, low: 0.0001, high: 0.0004 })).toBe("< 0.001 ms");
  expect(costIntervalWords({ ...cost, low: 4.05, high: 4.37 })).toBe("4.05 ms to 4.37 ms");
});
