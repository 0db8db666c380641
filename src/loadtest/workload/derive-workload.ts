import { type Contract, unpromisedPaths } from "../../core/contract/index.ts";
import { classifyRequests, type Descriptor } from "../../core/host/index.ts";
import type { Population, Scenario, Workload } from "../model/index.ts";
import { lifecycleScenarios } from "./derive-lifecycle.ts";
import { pageScenarios } from "./derive-pages.ts";
import { webhookScenarios } from "./derive-webhooks.ts";
import type { DerivingChoices, LeftOut } from "./deriving.ts";
import { productOf } from "./product-of.ts";
import { withUniqueNames } from "./unique-names.ts";

export interface DerivedWorkload {
  readonly workload: Workload;
  /** What is declared or promised and yet not sent, each with why. */
  readonly leftOut: readonly LeftOut[];
}

/** Of a hundred sessions: people who look at pages, events that the host reports, lifecycle. */
const shares = { pages: 75, webhooks: 23, lifecycle: 2 } as const;

/**
 * Who comes and what they do, from what the add-on declares and its contract expects. A kind of
 * traffic that the descriptor does not declare leaves its share to the others.
 */
export function deriveWorkload(
  contract: Contract,
  descriptor: Descriptor | null,
  choices: DerivingChoices = {},
): DerivedWorkload {
  const population = populationOf(contract);
  if (descriptor === null)
    return {
      workload: { population, scenarios: [] },
      leftOut: [{ what: "everything", why: "there is no descriptor that tells what is called" }],
    };
  const of = {
    descriptor,
    product: choices.product ?? productOf(descriptor),
    classify: classifyRequests(descriptor, unpromisedPaths(contract)),
    choices,
    promisesFrames: contract.sla.lifecycle.iframe !== undefined,
  };
  const kinds = [
    [shares.pages, pageScenarios(of)],
    [shares.webhooks, webhookScenarios(of)],
    [shares.lifecycle, lifecycleScenarios(of)],
  ] as const;
  const scenarios = withUniqueNames(
    kinds.flatMap(([share, kind]) => scaled(kind.scenarios, share)),
  );
  return {
    workload: { population, scenarios },
    leftOut: kinds.flatMap(([, { leftOut }]) => leftOut),
  };
}

function populationOf({ operations: { load } }: Contract): Population {
  return load === null
    ? { tenants: 1, skew: { kind: "even" } }
    : { tenants: load.tenants, skew: load.tenantSkew };
}

/** The same scenarios with weights that add up to the share. */
export function scaled(scenarios: readonly Scenario[], share: number): readonly Scenario[] {
  const sum = scenarios.reduce((total, { weight }) => total + weight, 0);
  return scenarios.map((scenario) => ({
    ...scenario,
    weight: Number(((scenario.weight / sum) * share).toPrecision(4)),
  }));
}
