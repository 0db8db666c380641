export { planGaps } from "./plan-gaps.ts";
export { type PlanBasis, type Planning, planTest, type TestWish } from "./plan-test.ts";
export { type ProfileReading, readProfile } from "./read-profile.ts";
