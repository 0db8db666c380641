import { type Contract, unpromisedPaths } from "../../core/contract/index.ts";
import { classifyRequests, type Descriptor, type HostProduct } from "../../core/host/index.ts";
import { lifecycleScenarios } from "./derive-lifecycle.ts";
import { pageScenarios } from "./derive-pages.ts";
import { webhookScenarios } from "./derive-webhooks.ts";
import { productOf } from "./product-of.ts";
import { withUniqueNames } from "./unique-names.ts";
import type { Population, Scenario, Step, Workload } from "./workload.ts";

/** What a descriptor alone does not decide. */
export interface DerivingChoices {
  /** Whose pages and events; without it, the product that most of the modules are for. */
  readonly product?: HostProduct;
  /** Whether sites are also installed anew. */
  readonly withInstalls?: boolean;
  /** Whether the sites' host is the pretend one, whose own key signs installs. */
  readonly isHostOurs?: boolean;
  /** Path below the add-on's address to which its pages report that their frame came up. */
  readonly beaconPath?: string;
  /** What every page asks its own server for once it is there. */
  readonly pageCalls?: readonly Step[];
}

export interface DerivedWorkload {
  readonly workload: Workload;
  /** What is declared or promised and yet not sent, each with why. */
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

/** One kind of traffic, with weights that are relative to its own sum. */
export interface Derived {
  readonly scenarios: readonly Scenario[];
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
