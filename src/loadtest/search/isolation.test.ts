import { expect, test } from "vitest";
import { type Ending, phaseOf, runOf, streamOf, windowOf } from "../judging/testdata/scene.ts";
import { isolationOf, usualIsolation } from "./isolation.ts";

const burst = { startMs: 20_000, endMs: 30_000 };
const options = { ...usualIsolation, bursting: "largest" } as const;
type Endings = readonly (readonly [number, Ending])[];

/** What neighbours saw before and during the burst of a large tenant who fares badly. */
function findingOf(before: Endings, during: Endings, unfeltMs = 0) {
  const loud = streamOf([[500, 3000]], { tenants: "largest" });
  const unpromised = streamOf([[500, 4000]], { indicator: null });
  const windows = [
    windowOf(0, 20_000, streamOf(before)),
    windowOf(20_000, 10_000, streamOf(during, { tenants: "middle" }), loud, unpromised),
    windowOf(30_000, 10_000, streamOf([[1000, 4000]])),
  ];
  return isolationOf(runOf([phaseOf(windows)]), burst, { ...options, unfeltMs });
}

const calm: Endings = [[1000, 100]];

test.for([
  ["isolated where they are as quick as before", calm, [[500, 102]], "isolated"],
  ["isolated where they are quicker", calm, [[500, 50]], "isolated"],
  [
    "affected where they are slower",
    calm,
    [
      [400, 100],
      [100, 300],
    ],
    "affected",
  ],
  [
    "affected where they fail",
    calm,
    [
      [400, 100],
      [100, "status-500"],
    ],
    "affected",
  ],
  [
    "open where the tolerance is within the interval",
    [
      [500, 100],
      [500, 118],
    ],
    [
      [475, 119],
      [25, 160],
    ],
    "insufficient",
  ],
  ["open over a handful", calm, [[20, 100]], "insufficient"],
  [
    "open where they fail, and nobody knows how they fared before",
    [],
    [[500, "status-500"]],
    "insufficient",
  ],
  ["open without a before", [], [[500, 100]], "insufficient"],
] as const)("neighbours are %s", ([, before, during, verdict]) => {
  expect(findingOf(before, during).verdict).toBe(verdict);
});

test("neighbours do not feel what is less than they could notice", () => {
  expect(findingOf(calm, [[500, 300]], 150).verdict).toBe("affected");
  expect(findingOf(calm, [[500, 300]], 250).verdict).toBe("isolated");
});

test("the finding has both quantiles and the interval of their ratio", () => {
  const { before, during, ratio, quantile } = findingOf(calm, [[500, 300]]);
  expect(quantile).toBe(0.95);
  expect(before! / 100).toBeCloseTo(1, 1);
  expect(during! / 300).toBeCloseTo(1, 1);
  expect(ratio![0]).toBeCloseTo(3, 0);
  expect(ratio![1]).toBeGreaterThanOrEqual(ratio![0]);
  expect(findingOf(calm, [[20, 100]]).ratio).toBeNull();
});
