import { type Contract, unpromisedPaths } from "../../core/contract/index.ts";
import { classifyRequests, type Descriptor } from "../../core/host/index.ts";
import type { Scenario, Step } from "../model/index.ts";
import { type DerivedWorkload, deriveWorkload, scaled } from "./derive-workload.ts";
import type { DerivingChoices, LeftOut } from "./deriving.ts";
import { ownStep } from "./own-step.ts";
import type { ReadScenarios, ReadStep } from "./scenario-schema.ts";
import { withUniqueNames } from "./unique-names.ts";

/**
 * The derived workload with one's own scenarios beside or instead of it. A step of one's own is
 * called by its scenario and its name; its indicator, where it names none, is what the descriptor
 * says of its path.
 */
export function planWorkload(
  contract: Contract,
  descriptor: Descriptor | null,
  own: ReadScenarios | null,
  choices: DerivingChoices = {},
): DerivedWorkload {
  if (own === null) return deriveWorkload(contract, descriptor, choices);
  const classify = classifyRequests(descriptor, unpromisedPaths(contract));
  const source = { descriptor, classify };
  const pageless: LeftOut[] = [];
  const stepsOf = (written: readonly ReadStep[], prefix: string): readonly Step[] =>
    written.flatMap((one) => {
      const step = ownStep(source, one, prefix);
      if (step === null)
        pageless.push({ what: `page ${one.page}`, why: "the descriptor does not have it" });
      return step ?? [];
    });
  const pageCalls = [...(choices.pageCalls ?? []), ...stepsOf(own.pageCalls, "")];
  const derived = deriveWorkload(contract, descriptor, { ...choices, pageCalls });
  const scenarios = own.scenarios.map(({ name, weight, steps }) => ({
    name,
    weight,
    steps: stepsOf(steps, `${name}: `),
  }));
  const isAlone = own.mode === "replace";
  const all = isAlone ? scenarios : join(derived.workload.scenarios, scenarios, own.share);
  return {
    workload: { ...derived.workload, scenarios: withUniqueNames(all) },
    leftOut: [...(isAlone ? [] : derived.leftOut), ...pageless],
  };
}

/** Own scenarios divide their share of the sessions among themselves, derived ones the rest. */
function join(
  derived: readonly Scenario[],
  own: readonly Scenario[],
  share: number,
): readonly Scenario[] {
  if (derived.length === 0 || own.length === 0) return [...derived, ...own];
  return [...scaled(derived, 100 * (1 - share)), ...scaled(own, 100 * share)];
}
