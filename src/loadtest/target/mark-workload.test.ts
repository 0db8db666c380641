import { expect, test } from "vitest";
import { markWorkload } from "./mark-workload.ts";
import { live } from "./testdata/plans.ts";

test("every request says of which run it is, beside what it said before", () => {
  const { workload } = live({});
  const steps = markWorkload(workload, "run-7").scenarios.flatMap((scenario) => scenario.steps);
  expect(steps).toHaveLength(5);
  for (const { headers } of steps)
    expect(headers).toEqual([
      ["accept", "text/html"],
      ["plimsoll-run", "run-7"],
    ]);
});
