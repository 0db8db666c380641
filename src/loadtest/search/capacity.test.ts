import { expect, test } from "vitest";
import type { KneeFinding } from "../model/index.ts";
import { capacityOf, kneeVerdict, replicasFor } from "./capacity.ts";

const knee = (low: number | null, high: number | null): KneeFinding => ({
  kind: "knee",
  low,
  high,
  firstToBreak: null,
  confirmations: 3,
});

/** Four requests of 5 ms (4 to 6): a session takes 16 ms at least, of two cores. */
const processor = {
  cost: { kind: "cost", resource: "cpu", unit: "ms", perRequest: 5, low: 4, high: 6 },
  requestsPerSession: 4,
  coresPerReplica: 2,
} as const;

test("a load that held only once is no capacity yet", () => {
  expect(capacityOf({ ...knee(100, 105), confirmations: 0 }, 1)).toBeNull();
});

test.for([
  ["the knee of one replica", knee(100, 105), 1, null, { low: 100, high: 105 }],
  ["a part of the knee of several", knee(100, 105), 2, null, { low: 50, high: 52.5 }],
  [
    "without an upper end where every load held",
    knee(100, null),
    1,
    null,
    { low: 100, high: null },
  ],
  [
    "bounded by its processors where every load held",
    knee(100, null),
    1,
    processor,
    { low: 100, high: 125 },
  ],
  ["bounded by whichever is lower", knee(100, 105), 1, processor, { low: 100, high: 105 }],
  [
    "as seen, where it did more than its processors should",
    knee(200, 210),
    1,
    processor,
    { low: 200, high: 210 },
  ],
  ["unknown where no load held", knee(null, 50), 1, processor, null],
] as const)("a replica's capacity is %s", ([, found, replicas, cost, capacity]) => {
  expect(capacityOf(found, replicas, cost)).toEqual(capacity);
});

test("as many replicas as bear the rate with room to spare, one at least", () => {
  expect([0, 70, 71, 140, 700].map((rate) => replicasFor(rate, { low: 100, high: null }))).toEqual([
    1, 1, 2, 2, 10,
  ]);
});

test.for([
  ["met where it holds it", knee(150, 157), 150, "met"],
  ["missed where it broke at it", knee(140, 150), 150, "missed"],
  ["open where it lies between the ends", knee(145, 152), 150, "insufficient"],
  ["met where nothing broke", knee(200, null), 150, "met"],
  ["missed where nothing held", knee(null, 10), 150, "missed"],
] as const)("an expected rate is %s", ([, found, expected, verdict]) => {
  expect(kneeVerdict(found, expected)).toBe(verdict);
});
