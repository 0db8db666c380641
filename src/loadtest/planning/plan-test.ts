import { type Contract, type Load, objectives } from "../../core/contract/index.ts";
import type { Descriptor, HostProduct } from "../../core/host/index.ts";
import type { TestKind, TestPlan } from "../run.ts";
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

/** What somebody asks of a test; what is left out, contract and kind decide. */
export interface TestWish {
  readonly kind: TestKind;
  readonly seed: number;
  readonly workers: number;
  readonly connections: number;
  readonly timeoutMs: number;
  readonly spacing: "even" | "poisson" | null;
  readonly durationMs: number | null;
  readonly warmUpMs: number | null;
  /** How long a stress test takes at most, and how far apart the ends of its answer may be, as a share. */
  readonly mostDurationMs: number | null;
  readonly precision: number | null;
  /** In place of what the contract's `operations.load` expects. */
  readonly tenants: number | null;
  readonly requestsPerSecond: number | null;
  /** When sessions begin, as they once did, in place of a rate; milliseconds, in order. */
  readonly startsMs: readonly number[] | null;
  /** Whether the host also installs the add-on anew on sites that have it. */
  readonly withInstalls: boolean;
  /** Where pages report that their frame came up; null: nowhere. */
  readonly beaconPath: string | null;
}

/** What a plan is made from beside the wish. */
export interface PlanBasis {
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
export function planTest(wish: TestWish, basis: PlanBasis): Planning {
  const contract = asWished(basis.contract, wish);
  const { descriptor, scenarios } = basis;
  const derived = planWorkload(contract, descriptor, scenarios, derivingOf(wish, basis));
  const { workload, leftOut } = derived;
  const { kind, seed, workers, connections, timeoutMs, spacing, durationMs, warmUpMs } = wish;
  const choices = {
    ...(durationMs === null ? {} : { durationMs }),
    ...(warmUpMs === null ? {} : { warmUpMs }),
    ...(spacing === null ? {} : { spacing }),
  };
  const reading =
    wish.startsMs === null
      ? modelOf(contract.operations.load, kind, workload, choices)
      : replayOf(kind, wish.startsMs, warmUpMs);
  if (reading.kind === "problem") return { ...reading, kind: "impossible" };
  const { model, warmUpMs: climbMs, durationMs: wholeMs } = reading;
  const plan: TestPlan = {
    ...{ kind, addon: contract.addon.key, contract: basis.contractHash, target: basis.target },
    ...{ workload, model, warmUpMs: climbMs, durationMs: wholeMs },
    ...{ connections, workers, timeoutMs, seed },
    ...(kind === "stress" ? { search: searchOf(wish, wholeMs) } : {}),
    objectives: objectives(contract),
  };
  const problems = checkPlan(plan, basis.contract, descriptor);
  const isRefused = problems.some(({ severity }) => severity === "error");
  return isRefused
    ? { kind: "refused", problems }
    : { kind: "plan", plan, leftOut, warnings: problems };
}

/** As long as so many loads take, of which most searches need a third. */
const MOST_LOADS = 60;
const USUAL_PRECISION = 0.05;

const searchOf = (
  { mostDurationMs, precision }: TestWish,
  loadMs: number,
): NonNullable<TestPlan["search"]> => ({
  precision: precision ?? USUAL_PRECISION,
  mostMs: mostDurationMs ?? MOST_LOADS * loadMs,
});

function derivingOf(
  { withInstalls, beaconPath }: TestWish,
  { target, product }: PlanBasis,
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

function asWished(contract: Contract, { tenants, requestsPerSecond }: TestWish): Contract {
  const load = contract.operations.load ?? loadOfOne(requestsPerSecond);
  if (load === null) return contract;
  const wished = {
    ...load,
    tenants: tenants ?? load.tenants,
    requestsPerSecond: requestsPerSecond ?? load.requestsPerSecond,
  };
  return { ...contract, operations: { ...contract.operations, load: wished } };
}

/** What a contract that expects no load is asked for. */
const loadOfOne = (requestsPerSecond: number | null): Load | null =>
  requestsPerSecond === null
    ? null
    : { tenants: 1, requestsPerSecond, peak: 1, tenantSkew: { kind: "even" } };
