import {
  type BrokenRule,
  type Contract,
  type Severity,
  unpromisedPaths,
} from "../../core/contract/index.ts";
import { classifyRequests, type Descriptor } from "../../core/host/index.ts";
import type { TestPlan } from "../model/index.ts";
import type { PlanRule } from "./plan-rule.ts";
import { loadRules } from "./rules-of-load.ts";
import { stepRules } from "./rules-of-steps.ts";
import { timeRules } from "./rules-of-time.ts";

/** What is wrong with a plan; an `error` refuses it, a `warning` is shown. */
export interface PlanProblem extends BrokenRule {
  readonly severity: Severity;
}

/** Every rule that plans are held to. */
export const planRules: readonly PlanRule[] = [...stepRules, ...loadRules, ...timeRules];

/** Holds a plan against its contract and what the add-on declares; all that is wrong, errors first. */
export function checkPlan(
  plan: TestPlan,
  contract: Contract,
  descriptor: Descriptor | null,
): readonly PlanProblem[] {
  const classify = classifyRequests(descriptor, unpromisedPaths(contract));
  const facts = { plan, contract, descriptor, classify };
  return planRules
    .flatMap(({ id, severity, check }) =>
      [check(facts) ?? []].flat().map((finding) => ({ ...finding, rule: id, severity })),
    )
    .sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}
