import type { Outcome } from "../model/index.ts";
import type { RunRecord } from "../record/index.ts";
import { findingWords } from "./finding-words.ts";
import { objectiveOf } from "./headline.ts";
import { lengthMs } from "./loads.ts";
import { intervalWords, neededWords, outcomeSentence, tenantsWords } from "./outcome-words.ts";
import { xml } from "./xml.ts";

/** One row of a JUnit file. */
interface TestCase {
  readonly name: string;
  readonly result: "passed" | "failure" | "error" | "skipped";
  readonly type: string;
  readonly message: string;
}

/**
 * The run as continuous integration reads it: a test case for each promise and class of tenants, one
 * for each finding that can be bad, one for the rig. A promise without enough events is an error,
 * for it is not shown to be kept; a single class without enough is skipped. Where the rig was the
 * limit it alone fails and the rest is skipped.
 */
export function junitXml(record: RunRecord): string {
  const { run, judgement } = record;
  const cases = [rigCase(record), ...promiseCases(record), ...findingCases(record)];
  const counted = (result: TestCase["result"]) =>
    cases.filter((one) => one.result === result).length;
  const seconds = (lengthMs(run) / 1000).toFixed(3);
  const suite = `${run.plan.addon}.${run.plan.kind}`;
  const sums = `tests="${cases.length}" failures="${counted("failure")}" errors="${counted("error")}"`;
  const properties = {
    run: run.id,
    planHash: run.planHash,
    contract: run.plan.contract,
    seed: String(run.plan.seed),
    release: run.release ?? "",
    target: run.plan.target.baseUrl,
    verdict: judgement.verdict,
    interrupted: String(run.interrupted),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="plimsoll" ${sums} time="${seconds}">`,
    `<testsuite name="${xml(suite)}" ${sums} skipped="${counted("skipped")}" time="${seconds}" timestamp="${new Date(run.startedMs).toISOString()}">`,
    "<properties>",
    ...Object.entries(properties).map(
      ([name, value]) => `<property name="${name}" value="${xml(value)}"/>`,
    ),
    "</properties>",
    ...cases.map((one) => caseXml(one, suite)),
    "</testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function caseXml({ name, result, type, message }: TestCase, suite: string): string {
  const head = `<testcase classname="${xml(suite)}" name="${xml(name)}" time="0"`;
  if (result === "passed") return `${head}/>`;
  const kind = result === "skipped" ? "" : ` type="${type}"`;
  return `${head}><${result} message="${xml(message)}"${kind}/></testcase>`;
}

function rigCase({ run, judgement }: RunRecord): TestCase {
  const reasons = [...new Set(run.phases.flatMap(({ rig }) => rig.reasons))];
  const isInvalid = judgement.verdict === "invalid";
  const message = reasons.join(" ") || "The rig was the limit.";
  return { name: "rig", result: isInvalid ? "error" : "passed", type: "invalid", message };
}

const promiseCases = ({ run, judgement }: RunRecord): readonly TestCase[] =>
  judgement.outcomes.map((outcome) => {
    const objective = objectiveOf(run.plan.objectives, outcome);
    const said = objective
      ? `${outcomeSentence(outcome, objective)} (95 % interval ${intervalWords(outcome, objective)})`
      : outcome.promised;
    return {
      name: `${outcome.objective}: ${outcome.promised} (${tenantsWords(outcome.tenants).toLowerCase()})`,
      type: outcome.verdict,
      ...(judgement.verdict === "invalid"
        ? WITHHELD
        : {
            result: resultOf(outcome),
            message: [`${said}.`, neededWords(outcome) ?? ""].join(" ").trim(),
          }),
    };
  });

const WITHHELD = { result: "skipped", message: "Withheld: the rig was the limit." } as const;

function resultOf({ verdict, tenants }: Outcome): TestCase["result"] {
  if (verdict === "met") return "passed";
  if (verdict === "missed") return "failure";
  return tenants === null ? "error" : "skipped";
}

const FOUND = { met: "passed", missed: "failure", insufficient: "skipped" } as const;

const findingCases = ({ judgement }: RunRecord): readonly TestCase[] =>
  judgement.findings.flatMap((finding) => {
    const { title, sentence, verdict } = findingWords(finding);
    if (verdict === null) return [];
    const judged = { result: FOUND[verdict.is], message: sentence };
    return {
      name: title,
      type: finding.kind,
      ...(judgement.verdict === "invalid" ? WITHHELD : judged),
    };
  });
