export { type PlanBasis, type Planning, planTest, type TestWish } from "./plan-test.ts";
