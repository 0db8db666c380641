import { judgeRun } from "../judging/index.ts";
import type { Finding, Run, RunVerdict } from "../model/index.ts";
import type { RunRecord } from "../record/index.ts";
import { kneeVerdict, soakShortfall } from "../search/index.ts";
import { expectedRateOf } from "./rates.ts";
import type { TestResult } from "./test-result.ts";

/** The verdict of a test: of its promises and of what it was to find. */
export function judgeTest({ run, findings, end, reasons }: TestResult): RunRecord {
  const judged = judgeRun(judgedPart(run));
  const shortfall = run.plan.kind === "soak" ? soakShortfall(run) : null;
  const verdict = worst([
    judged.verdict,
    end === "found" ? "met" : end,
    ...findings.map((finding) => verdictOf(finding, run)),
    shortfall === null ? "met" : "insufficient",
  ]);
  const all = [...judged.reasons, ...(shortfall === null ? [] : [shortfall]), ...reasons];
  return { run, judgement: { ...judged, verdict, findings, reasons: [...new Set(all)] } };
}

/** A stress test goes where nothing is promised: its promises are judged up to what is expected. */
function judgedPart(run: Run): Run {
  if (run.plan.kind !== "stress") return run;
  const expected = expectedRateOf(run.plan);
  const isPromised = (offered: number | null) => offered !== null && offered <= expected;
  return { ...run, phases: run.phases.filter(({ offered }) => isPromised(offered)) };
}

function verdictOf(finding: Finding, { plan }: Run): RunVerdict {
  switch (finding.kind) {
    case "knee":
      return kneeVerdict(finding, expectedRateOf(plan));
    case "leak":
    case "drift":
    case "isolation":
    case "recovery":
      return verdicts[finding.verdict];
    case "cost":
      return "met";
  }
}

const verdicts = {
  leak: "missed",
  drift: "missed",
  affected: "missed",
  "not-recovered": "missed",
  none: "met",
  isolated: "met",
  recovered: "met",
  insufficient: "insufficient",
} as const satisfies Record<string, RunVerdict>;

/** The first of these that there is. */
const order: readonly RunVerdict[] = ["invalid", "missed", "insufficient", "met"];

const worst = (verdicts: readonly RunVerdict[]): RunVerdict =>
  order.find((verdict) => verdicts.includes(verdict)) ?? "insufficient";
