import { join } from "node:path";
import type { ExitCode } from "../core/errors/index.ts";
import { type RunVerdict, type TestKind, textReport } from "../loadtest/index.ts";
import type { Call } from "./command.ts";
import { asError } from "./faults.ts";
import { tellPlanProblems, tellUnfit, warn } from "./plan-problems.ts";
import type { RunPlace, TestOutcome } from "./ports.ts";
import { isFit, readContracts, tellProblems } from "./read-contracts.ts";
import { askedTest, SEE, testOrder } from "./test-order.ts";
import { testProgress } from "./test-progress.ts";

const DEFAULT_CONTRACT = "plimsoll.yaml";
const DEFAULT_FOLDER = "plimsoll-runs";

/** Performs one of the four tests for a contract and says what came of it. */
export async function performContractTest(call: Call, kind: TestKind): Promise<ExitCode> {
  const [file = DEFAULT_CONTRACT] = call.operands;
  const [read] = await readContracts([file], call.terminal);
  const isRead = isFit(read!);
  const asked = await askedTest(call, kind, isRead ? read.contract.addon : null);
  if (!isRead) {
    const isAlone = asked.kind === "read";
    // Options that are wrong are told beside the contract's problems, and answer for both.
    const exit = tellProblems(
      isAlone ? call : { ...call, answer() {} },
      [read!],
      "Nothing was tested.",
    );
    if (isAlone) return exit;
    throw asError("usage", asked.faults, SEE);
  }
  const order = testOrder(asked, read);
  const { test, requirePlace } = await call.deps();
  if (!order.isPlanOnly) await requirePlace(placeOf(call));
  const progress = testProgress(call);
  const outcome = await test(order, {
    signal: call.terminal.catchSignals(),
    ...progress,
    onWarnings: (warnings) => {
      progress.end();
      warn(call, warnings);
    },
  }).finally(progress.end);
  return tell(call, outcome);
}

async function tell(call: Call, outcome: TestOutcome): Promise<ExitCode> {
  switch (outcome.kind) {
    case "planned":
      warn(call, outcome.warnings);
      call.answer(
        { ok: true, plan: outcome.plan, warnings: outcome.warnings },
        lines(outcome.lines),
      );
      return 0;
    case "refused":
      return tellPlanProblems(call, outcome.problems);
    case "unfit":
      return tellUnfit(call, outcome);
    case "performed":
      return tellPerformed(call, outcome);
  }
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

async function tellPerformed(
  call: Call,
  { record, warnings }: Extract<TestOutcome, { kind: "performed" }>,
): Promise<ExitCode> {
  const { paint, answer } = call;
  const { keepRun } = await call.deps();
  const files = await keepRun(record, placeOf(call, record.run.id));
  const { verdict, outcomes, findings, reasons } = record.judgement;
  const { id, planHash, release, interrupted } = record.run;
  const document = {
    ...{ ok: verdict === "met", verdict, id, planHash, release, interrupted },
    ...{ outcomes, findings, reasons, warnings, files },
  };
  answer(document, `${textReport(record, paint)}${paint.faint(`Report: ${files[1]}\n`)}`);
  return exitCodes[verdict];
}

/** Where a run is kept; a folder of its own in the usual place once it has a name. */
function placeOf({ option, terminal }: Call, id = ""): RunPlace {
  const hasLedger = option("data") !== undefined || Boolean(terminal.env.PLIMSOLL_STORE);
  return {
    folder: option("out") ?? join(DEFAULT_FOLDER, id),
    dataFolder: hasLedger ? (option("data") ?? "") : null,
  };
}

const exitCodes: Readonly<Record<RunVerdict, ExitCode>> = {
  met: 0,
  missed: 1,
  insufficient: 3,
  invalid: 4,
};
