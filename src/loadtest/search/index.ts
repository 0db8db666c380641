export { type Bearing, bearingOf } from "./bearing.ts";
export {
  type Capacity,
  capacityOf,
  kneeVerdict,
  type ProcessorCost,
  replicasFor,
} from "./capacity.ts";
export { type DwellBounds, dwellMs } from "./dwell.ts";
export type { ResourceLimits } from "./exhausted-resources.ts";
export { isolationOf, usualIsolation } from "./isolation.ts";
export { type KneeStep, type KneeWish, usualKneeSearch } from "./knee.ts";
export type { HeldLoad } from "./knee-edges.ts";
export { kneeStep } from "./knee-search.ts";
export { type Burst, recoveryOf } from "./recovery.ts";
export { type RestMoment, restedAfterMs } from "./rest.ts";
export { soakSchedule, soakShortfall } from "./soak-schedule.ts";
