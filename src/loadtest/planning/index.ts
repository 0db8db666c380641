export { planGaps } from "./plan-gaps.ts";
export { type PlanInput, type Planning, planTest } from "./plan-test.ts";
export { type ProfileReading, readProfile } from "./read-profile.ts";
export type { TestOptions } from "./test-options.ts";
