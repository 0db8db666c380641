export { planGaps } from "./plan-gaps.ts";
export { planTest } from "./plan-test.ts";
export { type LoadOptions, readPlan } from "./read-load-plan.ts";
export { readProfile } from "./read-profile.ts";
export { isThisMachine, readTarget } from "./read-target.ts";
export type { TestOptions } from "./test-options.ts";
