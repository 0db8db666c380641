import { expect, test } from "vitest";
import type { Finding } from "../model/index.ts";
import { sampleRecord } from "../record/testdata/sample-run.ts";
import { headline } from "./headline.ts";

const open: Finding = {
  ...{ kind: "isolation", verdict: "insufficient", quantile: 0.95 },
  ...{ before: null, during: null, ratio: null },
};

/** A run that comes to nothing definite, in which every promise over all tenants was kept. */
function undecided(findings: readonly Finding[]) {
  const { run, judgement } = sampleRecord("spike");
  const outcomes = judgement.outcomes.map((outcome) => ({
    ...outcome,
    verdict: outcome.tenants === null ? ("met" as const) : ("insufficient" as const),
  }));
  return { run, judgement: { ...judgement, verdict: "insufficient" as const, outcomes, findings } };
}

test("what a finding left open is told before a class of tenants that decides nothing", () => {
  expect(headline(undecided([open]))).toMatch(/^Not enough to judge: whether neighbours felt/);
  expect(headline(undecided([]))).not.toContain("neighbours");
});
