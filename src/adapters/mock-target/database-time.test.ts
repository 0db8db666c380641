import { describe, expect, test } from "vitest";
import type { DurationMetric } from "../../monitoring/index.ts";
import { databaseTime } from "./database-time.ts";

/** Points of one metric: how long the operations took in all, and which series each belongs to. */
const metric = (
  temporality: DurationMetric["temporality"],
  sums: readonly (readonly [sum: number | null, series?: string])[],
  unit = "s",
): DurationMetric => ({
  name: "db.client.operation.duration",
  scope: "",
  resource: new Map([["service.name", "roadmaps"]]),
  unit,
  temporality,
  points: sums.map(([sum, series = "SELECT"]) => ({
    attributes: new Map([["db.operation.name", series]]),
    startNs: 0,
    timeNs: 1,
    noRecordedValue: false,
    histogram: {
      kind: "explicit",
      count: 1,
      sum,
      min: null,
      max: null,
      explicitBounds: [],
      bucketCounts: [1],
    },
  })),
});

const totalOf = (...requests: readonly DurationMetric[]) => {
  const database = databaseTime();
  for (const request of requests) database.add([request]);
  return database.totalMs;
};

describe("the time that database operations took", () => {
  test.for<[string, readonly DurationMetric[], number | null]>([
    ["is not known while none is told", [], null],
    ["is not known from a metric without points", [metric("delta", [])], null],
    ["is the sum of deltas", [metric("delta", [[0.5], [0.25]]), metric("delta", [[1]])], 1750],
    ["may be told in milliseconds", [metric("delta", [[5]], "ms")], 5],
    ["grows as a cumulative sum does", [1, 1, 3].map((s) => metric("cumulative", [[s]])), 3000],
    [
      "is kept apart by series",
      [1, 2].map((s) => metric("cumulative", [[s], [s * 10, "INSERT"]])),
      22_000,
    ],
    ["goes on when the sender began anew", [5, 1, 2].map((s) => metric("cumulative", [[s]])), 7000],
    ["is nothing where a point names no sum", [metric("delta", [[null]])], 0],
  ])("%s", ([, requests, total]) => expect(totalOf(...requests)).toBe(total));

  test("is not told by a point that says it has nothing to report", () => {
    const { points, ...rest } = metric("delta", [[1]]);
    const nothing = { ...rest, points: [...points].map((p) => ({ ...p, noRecordedValue: true })) };
    expect(totalOf(nothing)).toBeNull();
  });
});
