import type { TestPlan } from "../model/index.ts";
import { STRESS_START } from "../workload/index.ts";

/** Sessions a second that a plan holds when its warm-up is over. */
export function firstRateOf({ model, warmUpMs }: TestPlan): number {
  if (model.kind !== "open") return 0;
  const [climb, held = climb] = model.stages;
  return (warmUpMs > 0 ? held : climb)?.from ?? 0;
}

/** Sessions a second that the contract expects: a stress test begins below them. */
export const expectedRateOf = (plan: TestPlan): number =>
  plan.kind === "stress" ? firstRateOf(plan) / STRESS_START : firstRateOf(plan);
