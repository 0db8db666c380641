export { type Exploration, explore, shrink } from "./explore.ts";
export { drawPlan, FAULTS, type Fault, type WorldPlan } from "./plan.ts";
export { type Outcome, simulate } from "./simulate.ts";
export { SOMETIMES, type Sometimes } from "./trace.ts";
