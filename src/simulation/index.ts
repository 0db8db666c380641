export { explore, findPlanted, shrink } from "./explore.ts";
export { drawPlan } from "./plan.ts";
export { plantedFaults } from "./planted.ts";
export { type Outcome, simulate } from "./simulate.ts";
