import type { Contract } from "../../core/contract/index.ts";
import type { TestKind } from "../model/index.ts";
import { noLoad, noPeak } from "../workload/index.ts";
import type { TestOptions } from "./test-options.ts";

/** What a contract does not say and a test of it cannot do without. */
export interface PlanGap {
  readonly message: string;
  readonly hint: string;
}

interface GapContext {
  readonly options: Pick<TestOptions, "kind" | "startsMs" | "requestsPerSecond">;
  /** Whether the add-on is started for the test, and not taken as it is deployed. */
  readonly isStarted: boolean;
  readonly hasScenarios: boolean;
}

/** All that is missing, before anything is started. */
export function planGaps(
  contract: Contract,
  { options, isStarted, hasScenarios }: GapContext,
): readonly PlanGap[] {
  const { addon, operations } = contract;
  const { load, run } = operations;
  const isPlain = addon.host === "plain";
  const hasRate = load !== null || options.startsMs !== null || options.requestsPerSecond !== null;
  return [
    ...(isStarted && run === null ? [noRun] : []),
    ...(isStarted && !isPlain && addon.descriptor === null ? [noDescriptor] : []),
    ...(addon.descriptor === null && !hasScenarios && (isPlain || !isStarted) ? [nothingToDo] : []),
    ...(hasRate ? [] : [noLoad]),
    ...(options.kind === "spike" && load !== null && load.peak <= 1 ? [noPeak] : []),
    ...(options.startsMs !== null && makesArrivals(options.kind) ? [noReplay(options.kind)] : []),
  ];
}

const noRun: PlanGap = {
  message: "The contract does not say how the add-on is started.",
  hint: "Write it below operations: run: { command: node app.js, port: PORT, ready: /health }",
};

const noDescriptor: PlanGap = {
  message: "The contract names no descriptor to install.",
  hint: "Name it in the contract: addon.descriptor: /atlassian-connect.json",
};

const nothingToDo: PlanGap = {
  message: "Nothing tells what to send: there is no descriptor, and no scenario of your own.",
  hint: "Write scenarios as docs/load-tests.md shows, and name the file: --scenarios scenarios.yaml",
};

/** Whether what a test looks for is a rate, so that it cannot take arrivals as they were recorded. */
export const makesArrivals = (kind: TestKind): boolean => kind === "stress" || kind === "spike";

export const noReplay = (kind: TestKind): PlanGap => ({
  message: `A ${kind} test makes its own arrivals, so none can be replayed.`,
  hint: "Replay them in a load or a soak test.",
});
