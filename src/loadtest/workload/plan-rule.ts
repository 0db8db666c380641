import type { BrokenRule, Contract, Severity } from "../../core/contract/index.ts";
import type { ClassifyRequest, Descriptor } from "../../core/host/index.ts";
import type { TestPlan } from "../model/index.ts";

/** A plan beside what it must agree with. */
interface PlanFacts {
  readonly plan: TestPlan;
  readonly contract: Contract;
  readonly descriptor: Descriptor | null;
  readonly classify: ClassifyRequest;
}

/**
 * What a plan must not say although every part of it is well formed. `error` where the contract
 * contradicts it or nothing could come of it; `warning` where the test is worth less than it seems.
 */
export interface PlanRule {
  readonly id: string;
  readonly severity: Severity;
  /** What the rule asks for, as one sentence; docs/load-tests.md lists it. */
  readonly asks: string;
  readonly source: string;
  check(facts: PlanFacts): PlanFinding | readonly PlanFinding[] | null;
}

/** Something in a plan, at its path in the plan. */
export type PlanFinding = Omit<BrokenRule, "rule">;

/** Where rules and their figures come from. */
export const source = {
  contract: "the contract's operations.load",
  host: "the contract's addon.host",
  arithmetic: "arithmetic on the figures of the plan",
  wilson:
    "Wilson's bound, by which it is judged: n events without a miss prove q where n ≥ z²·q ÷ (1 − q), z = 1.96",
  little: "Little's law: under way at once = rate × time each takes",
  openLoop: "Schroeder, Wierman, Harchol-Balter, NSDI 2006: open versus closed",
  trend: "Mann–Kendall: trends need some thirty samples, one a minute",
  descriptor: "the descriptor, as production requests are classified by it",
  secrets: "addresses are logged by whoever passes them on",
} as const;
