import { type Contract, type Load, objectives } from "../../core/contract/index.ts";
import type { Descriptor, HostProduct } from "../../core/host/index.ts";
import type { TestKind, TestPlan } from "../model/index.ts";
import {
  checkPlan,
  type DerivingChoices,
  type LeftOut,
  type ModelReading,
  modelOf,
  type PlanProblem,
  planWorkload,
  type ReadScenarios,
} from "../workload/index.ts";
import { makesArrivals, noReplay } from "./plan-gaps.ts";
import type { TestOptions } from "./test-options.ts";

/** What a plan is made from beside the options. */
export interface PlanInput {
  readonly contract: Contract;
  /** Hash of the contract's text. */
  readonly contractHash: string;
  readonly target: TestPlan["target"];
  /** As the target tells it; null where it has none. */
  readonly descriptor: Descriptor | null;
  /** Of one's own; null: none. */
  readonly scenarios: ReadScenarios | null;
  /** Whose pages and events; null: the product that most of the descriptor is for. */
  readonly product: HostProduct | null;
}

export type Planning =
  | {
      readonly kind: "plan";
      readonly plan: TestPlan;
      /** What the add-on declares and the plan yet does not send. */
      readonly leftOut: readonly LeftOut[];
      readonly warnings: readonly PlanProblem[];
    }
  | { readonly kind: "impossible"; readonly message: string; readonly hint: string }
  /** The contract, or the arithmetic, contradicts the plan. */
  | { readonly kind: "refused"; readonly problems: readonly PlanProblem[] };

/** Derives a test from contract and descriptor: who comes, what they do, how often, judged by what. */
export function planTest(options: TestOptions, input: PlanInput): Planning {
  const contract = withOptions(input.contract, options);
  const { descriptor, scenarios } = input;
  const derived = planWorkload(contract, descriptor, scenarios, derivingOf(options, input));
  const { workload, leftOut } = derived;
  const { kind, seed, workers, connections, timeoutMs, spacing, durationMs, warmUpMs } = options;
  const choices = {
    ...(durationMs === null ? {} : { durationMs }),
    ...(warmUpMs === null ? {} : { warmUpMs }),
    ...(spacing === null ? {} : { spacing }),
  };
  const reading =
    options.startsMs === null
      ? modelOf(contract.operations.load, kind, workload, choices)
      : replayOf(kind, options.startsMs, warmUpMs);
  if (reading.kind === "problem") return { ...reading, kind: "impossible" };
  const { model, warmUpMs: climbMs, durationMs: wholeMs } = reading;
  const plan: TestPlan = {
    ...{ kind, addon: contract.addon.key, contract: input.contractHash, target: input.target },
    ...{ workload, model, warmUpMs: climbMs, durationMs: wholeMs },
    ...{ connections, workers, timeoutMs, seed },
    ...(kind === "stress" ? { search: searchOf(options, wholeMs) } : {}),
    objectives: objectives(contract),
  };
  const problems = checkPlan(plan, input.contract, descriptor);
  const isRefused = problems.some(({ severity }) => severity === "error");
  return isRefused
    ? { kind: "refused", problems }
    : { kind: "plan", plan, leftOut, warnings: problems };
}

/** As long as so many loads take, of which most searches need a third. */
const MOST_LOADS = 60;
const USUAL_PRECISION = 0.05;

const searchOf = (
  { mostDurationMs, precision }: TestOptions,
  loadMs: number,
): NonNullable<TestPlan["search"]> => ({
  precision: precision ?? USUAL_PRECISION,
  mostMs: mostDurationMs ?? MOST_LOADS * loadMs,
});

function derivingOf(
  { withInstalls, beaconPath }: TestOptions,
  { target, product }: PlanInput,
): DerivingChoices {
  return {
    withInstalls,
    isHostOurs: target.kind === "mock",
    ...(product === null ? {} : { product }),
    ...(beaconPath === null ? {} : { beaconPath }),
  };
}

/** Sessions as they were recorded. */
function replayOf(
  kind: TestKind,
  startsMs: readonly number[],
  warmUpMs: number | null,
): ModelReading {
  if (makesArrivals(kind)) return { kind: "problem", ...noReplay(kind) };
  const durationMs = Math.ceil(startsMs.at(-1)!) + 1;
  const model = { kind: "replay", startsMs } as const;
  return { kind: "model", model, durationMs, warmUpMs: warmUpMs ?? Math.floor(durationMs / 10) };
}

function withOptions(contract: Contract, { tenants, requestsPerSecond }: TestOptions): Contract {
  const load = contract.operations.load ?? loadOfOne(requestsPerSecond);
  if (load === null) return contract;
  const chosen = {
    ...load,
    tenants: tenants ?? load.tenants,
    requestsPerSecond: requestsPerSecond ?? load.requestsPerSecond,
  };
  return { ...contract, operations: { ...contract.operations, load: chosen } };
}

/** What a contract that expects no load is asked for. */
const loadOfOne = (requestsPerSecond: number | null): Load | null =>
  requestsPerSecond === null
    ? null
    : { tenants: 1, requestsPerSecond, peak: 1, tenantSkew: { kind: "even" } };
