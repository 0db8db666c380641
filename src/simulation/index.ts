export { type Exploration, explore, findPlanted, shrink } from "./explore.ts";
export { drawPlan, FAULTS, type Fault, type WorldPlan } from "./plan.ts";
export { type PlantedFault, plantedFaults } from "./planted.ts";
export { type Outcome, simulate } from "./simulate.ts";
export { SOMETIMES, type Sometimes } from "./trace.ts";
