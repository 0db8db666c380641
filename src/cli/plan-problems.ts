import type { ExitCode } from "../core/errors/index.ts";
import type { PlanProblem } from "../loadtest/index.ts";
import type { Call } from "./command.ts";
import type { TestOutcome } from "./ports.ts";
import { problemsSum, problemsText } from "./problem-text.ts";

/** Says on standard error what the plan's rules found. */
export function warn({ terminal, paint }: Call, problems: readonly PlanProblem[]): void {
  for (const { severity, message, hint, rule } of problems) {
    const word = severity === "error" ? paint.red("error") : paint.amber("warning");
    terminal.err(`${word}: ${message} ${paint.faint(`[${rule}]`)}\n  = ${hint}\n`);
  }
}

/** A plan that contract or arithmetic contradict is not carried out. */
export function tellPlanProblems(call: Call, problems: readonly PlanProblem[]): ExitCode {
  warn(call, problems);
  call.answer({ ok: false, problems }, "");
  return 2;
}

/** Scenarios of one's own that cannot be used, at their lines. */
export function tellUnfit(
  { terminal, paint, answer }: Call,
  unfit: Extract<TestOutcome, { kind: "unfit" }>,
): ExitCode {
  const { problems, file } = unfit;
  const text = problemsText(problems, unfit, { columns: terminal.columns, paint });
  terminal.err(`${text}\n${paint.bold(`${problemsSum(problems, file)} Nothing was tested.`)}\n`);
  answer({ ok: false, problems: problems.map((one) => ({ file, ...one })) }, "");
  return 1;
}
