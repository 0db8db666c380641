export { type Arrivals, arrivals, type Shard } from "./arrivals.ts";
export {
  countOf,
  type Distribution,
  distributionRecorder,
  emptyDistribution,
  mergeDistributions,
  quantileMs,
  type Summary,
  summarise,
} from "./distribution.ts";
export { type Fault, faultOfCode, faults, type Party } from "./fault.ts";
export { type LoadResult, type LoadVerdict, loadResult } from "./load-result.ts";
export type { LoadPlan, Model, Target } from "./plan.ts";
export type { Injector, InjectorReport, Watch } from "./ports.ts";
export { type LoadWish, type PlanReading, readPlan } from "./read-plan.ts";
export { isThisMachine } from "./read-target.ts";
export { requestText } from "./request-bytes.ts";
export { ResponseParser } from "./response-parser.ts";
export { type RigHealth, rigHealth } from "./rig-health.ts";
export { areaOf, type Stage, totalMs } from "./stage.ts";
export {
  emptyTally,
  mergeTallies,
  type Starts,
  type Tally,
  type TallyRecorder,
  tallyRecorder,
} from "./tally.ts";
