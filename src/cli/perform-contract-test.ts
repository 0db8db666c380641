import type { ExitCode } from "../errors/index.ts";
import { type PlanProblem, type RunVerdict, type TestKind, textReport } from "../loadtest/index.ts";
import type { Call } from "./command.ts";
import type { TestOutcome } from "./ports.ts";
import { problemsSum, problemsText } from "./problem-text.ts";
import { isFit, readContracts, tellProblems } from "./read-contracts.ts";
import { testOrder } from "./test-order.ts";
import { testProgress } from "./test-progress.ts";

const DEFAULT_CONTRACT = "plimsoll.yaml";
const DEFAULT_FOLDER = "plimsoll-runs";

/** Performs one of the four tests for a contract and says what came of it. */
export async function performContractTest(call: Call, kind: TestKind): Promise<ExitCode> {
  const [file = DEFAULT_CONTRACT] = call.operands;
  const [read] = await readContracts([file], call.terminal);
  if (!isFit(read!)) return tellProblems(call, [read!], "Nothing was tested.");
  const order = testOrder(call, kind, read);
  const { test } = await call.deps();
  const progress = testProgress(call);
  const outcome = await test(order, {
    signal: call.terminal.takeSignals(),
    onWarnings: (warnings) => warn(call, warnings),
    ...progress,
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
      warn(call, outcome.problems);
      call.answer({ ok: false, problems: outcome.problems }, "");
      return 2;
    case "unfit":
      return tellUnfit(call, outcome);
    case "performed":
      return tellPerformed(call, outcome);
  }
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

function warn({ terminal, paint }: Call, problems: readonly PlanProblem[]): void {
  for (const { severity, message, hint, rule } of problems) {
    const word = severity === "error" ? paint.red("error") : paint.amber("warning");
    terminal.err(`${word}: ${message} ${paint.faint(`[${rule}]`)}\n  = ${hint}\n`);
  }
}

function tellUnfit(call: Call, unfit: Extract<TestOutcome, { kind: "unfit" }>): ExitCode {
  const { terminal, paint, answer } = call;
  const text = problemsText(unfit.problems, unfit, { columns: terminal.columns, paint });
  terminal.err(
    `${text}\n${paint.bold(`${problemsSum(unfit.problems, unfit.file)} Nothing was tested.`)}\n`,
  );
  answer({ ok: false, problems: unfit.problems.map((one) => ({ file: unfit.file, ...one })) }, "");
  return 1;
}

async function tellPerformed(
  call: Call,
  { record, warnings }: Extract<TestOutcome, { kind: "performed" }>,
): Promise<ExitCode> {
  const { terminal, paint, option, answer } = call;
  const { keepRun } = await call.deps();
  const folder = option("out") ?? `${DEFAULT_FOLDER}/${record.run.id}`;
  const hasLedger = option("data") !== undefined || Boolean(terminal.env.PLIMSOLL_STORE);
  const dataFolder = hasLedger ? (option("data") ?? "") : null;
  const files = await keepRun(record, { folder, dataFolder });
  const { verdict, outcomes, findings, reasons } = record.judgement;
  const { id, planHash, release, interrupted } = record.run;
  const document = {
    ...{ ok: verdict === "met", verdict, id, planHash, release, interrupted },
    ...{ outcomes, findings, reasons, warnings, files },
  };
  answer(document, `${textReport(record, paint)}${paint.faint(`${files[1]}\n`)}`);
  return exitCodes[verdict];
}

const exitCodes: Readonly<Record<RunVerdict, ExitCode>> = {
  met: 0,
  missed: 1,
  insufficient: 3,
  invalid: 4,
};
