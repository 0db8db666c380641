export { explore, findPlanted, shrink } from "./explore.ts";
export {
  type Asked,
  type DoneEntry,
  excludedMinutes,
  maintenanceFaults,
} from "./maintenance-account.ts";
export { drawPlan } from "./plan.ts";
export { plantedFaults } from "./planted.ts";
export { type Outcome, simulate } from "./simulate.ts";
