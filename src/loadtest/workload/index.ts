export { checkPlan, type PlanProblem } from "./check-plan.ts";

export type { DerivingChoices, LeftOut } from "./deriving.ts";
export { describePlan } from "./describe-plan.ts";
export {
  type ModelReading,
  modelOf,
  noLoad,
  noPeak,
  STRESS_START,
} from "./model-of.ts";
export {
  readScenarios,
  readScenarioText,
} from "./own-scenarios.ts";
export { isPath } from "./parse-request.ts";
export { isAboutRequests, LEAST_SOAK_MS, RECOVERY_MS, SOAK_STRETCHES } from "./plan-figures.ts";
export { planWorkload } from "./plan-workload.ts";
export { readTenants } from "./read-tenants.ts";
export type { ReadScenarios, WrittenScenarios } from "./scenario-schema.ts";
export { plainTenants, siteValues } from "./site-values.ts";
