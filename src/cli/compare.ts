import { join } from "node:path";
import type { ExitCode } from "../core/errors/index.ts";
import { comparisonText, type RunVerdict } from "../loadtest/index.ts";
import type { Call, Command } from "./command.ts";
import { tellPlanProblems, tellUnfit, warn } from "./plan-problems.ts";
import type { TestOrder } from "./ports.ts";
import { isFit, readContracts, tellProblems } from "./read-contracts.ts";
import { numberOf, rateOf } from "./read-options.ts";
import { planOptions, productOption } from "./test-options.ts";
import { askedTest, testOrder } from "./test-order.ts";
import { testProgress } from "./test-progress.ts";

const RUNS_FOLDER = "plimsoll-runs";
const MOST_PAIRS = 50;
const USUAL_RUN_MS = 30_000;

export const compare: Command = {
  about:
    "Runs two versions of an add-on in turn, each alone beside a mock host under the same load, " +
    "and says whether the second is slower or costs more: with intervals, and corrected for how " +
    "much was compared. Exit code 0: no worse; 1: worse; 3: more pairs are needed; 4: the rig.",
  operands: [
    { name: "BASE", about: "contract of the version that is known" },
    { name: "[CANDIDATE]", about: "contract of the new one (default: the same, with --run)" },
  ],
  options: [
    {
      flags: "--pairs N",
      about:
        "runs of each version; 5 at least say something (default: 5, and as many more as their scatter asks for, 20 at most)",
    },
    {
      flags: "--margin PERCENT",
      about: "by how much a figure may be worse without anybody minding",
      fallback: "10",
    },
    { flags: "--run COMMAND", about: "what starts the candidate, instead of its contract's" },
    { flags: "--base-run COMMAND", about: "the same for the base" },
    {
      flags: "--quota QUOTA",
      about: "the host's rate limits: tenant or global (its two tiers) or off",
      fallback: "tenant",
    },
    productOption,
    {
      flags: "--out DIR",
      about: "folder for record, report and every run (default: plimsoll-runs/ID)",
    },
    ...planOptions.filter(({ flags }) => flags !== "--plan-only"),
  ],
  examples: [
    {
      line: "plimsoll compare ../released/plimsoll.yaml plimsoll.yaml",
      about: "May this be released?",
    },
    {
      line: "plimsoll compare plimsoll.yaml --run ./start-new.sh --pairs 10 --duration 20s",
      about: "The same version, started in another way",
    },
  ],
  json: `{ "ok": false, "id": "2027-01-20T14-00-00Z-compare-4711", "interrupted": false, "verdict": "missed", "quantiles": [ { "name": "ui.p95", "pairs": 5, "base": 21.3, "candidate": 22.1, "ratio": 1.04, "scatter": 0.05, "ratioInterval": [ 0.98, 1.12 ], "differenceInterval": [ -0.4, 1.8 ], "p": 0.4, "verdict": "insufficient", "needed": 3 } ], "costs": [ { "name": "processor time", "unit": "ms", "pairs": 5, "base": 3.1, "candidate": 4.1, "ratio": 1.32, "scatter": 0.04, "ratioInterval": [ 1.24, 1.41 ], "differenceInterval": [ 0.7, 1.2 ], "p": 0.001, "verdict": "regression", "needed": null } ], "failures": { "pairs": 5, "base": 0, "candidate": 0.0002, "differenceInterval": [ -0.0001, 0.0006 ], "verdict": "none", "needed": null }, "needed": 3, "reasons": [], "files": [ "plimsoll-runs/2027-01-20T14-00-00Z-compare-4711/comparison.json" ] }
ratio is candidate ÷ base; percentiles are milliseconds, costs are per request, failures are shares.
scatter is the standard deviation of the pairs' log ratios; needed, how many more pairs would settle it.`,

  async perform(call: Call) {
    const [base, candidate = base] = call.operands as readonly [string, string?];
    const read = await readContracts([base!, candidate!], call.terminal);
    const [known, fresh] = read.filter(isFit);
    if (known === undefined || fresh === undefined)
      return tellProblems(call, read, "Nothing was compared.");
    const pairs =
      call.option("pairs") === undefined ? null : numberOf(call, "pairs", 1, MOST_PAIRS);
    const asked = await askedTest(call, "load", known.contract.addon);
    const orders = {
      base: asLoad(testOrder(asked, known), call.option("baseRun")),
      candidate: asLoad(testOrder(asked, fresh), call.option("run")),
    };
    const { compare, keepComparison, requirePlace } = await call.deps();
    const placeOf = (id: string) => call.option("out") ?? join(RUNS_FOLDER, id);
    await requirePlace({ folder: placeOf(""), dataFolder: null });
    const progress = testProgress(call);
    const outcome = await compare(
      { ...orders, pairs, margin: rateOf(call, "margin", 100)! / 100 },
      {
        signal: call.terminal.catchSignals(),
        ...progress,
        onWarnings: (warnings) => {
          progress.end();
          warn(call, warnings);
        },
      },
    ).finally(progress.end);
    if (outcome.kind === "refused") return tellPlanProblems(call, outcome.problems);
    if (outcome.kind === "unfit") return tellUnfit(call, outcome);
    const { record } = outcome;
    const { id, comparison, interrupted } = record;
    const files = await keepComparison(record, placeOf(id));
    const document = { ok: comparison.verdict === "met", id, interrupted, ...comparison, files };
    const report = call.paint.faint(`Report: ${files[1]}\n`);
    call.answer(document, `${comparisonText(record, call.paint)}${report}`);
    return exitCodes[comparison.verdict];
  },
};

/** Runs are many, so each is short. */
function asLoad(order: TestOrder, command: string | undefined): TestOrder {
  const { options, target } = order;
  const durationMs = options.durationMs ?? USUAL_RUN_MS;
  if (target.kind !== "mock") return order;
  return {
    ...order,
    options: { ...options, durationMs },
    target: { ...target, command: command ?? null },
  };
}

const exitCodes: Readonly<Record<RunVerdict, ExitCode>> = {
  met: 0,
  missed: 1,
  insufficient: 3,
  invalid: 4,
};
