export {
  type KeepAlive,
  type LoadPlan,
  type Model,
  type RequestForm,
  requestsPerConnection,
  type Spacing,
  type Target,
  type Work,
} from "./load-plan.ts";
export type {
  CostFinding,
  DriftFinding,
  Finding,
  IsolationFinding,
  KneeFinding,
  LeakFinding,
  Outcome,
  RecoveryFinding,
  RunVerdict,
} from "./outcome.ts";
export type { Baseline, Party, Phase, ResourceSample, RigHealth, Run } from "./run.ts";
export { areaOf, climb, type Stage, totalMs } from "./stage.ts";
export type { LoadInterval, LoadStream, StreamTally, Tally } from "./tally.ts";
export type { TestKind, TestPlan } from "./test-plan.ts";
export {
  type Check,
  type Extraction,
  type LoadTenant,
  type Population,
  type Proof,
  type Scenario,
  type Step,
  type TenantClass,
  tenantClasses,
  type Workload,
} from "./workload.ts";
