export {
  type ComparisonRecord,
  compareRuns,
  encodeComparison,
  pairsWanted,
  runFiles,
  runPairs,
  type Version,
  type VersionComparison,
} from "./comparing/index.ts";
export {
  emptyTally,
  type Injector,
  type InjectorReport,
  type LoadPlan,
  type LoadResult,
  type LoadVerdict,
  type LoadWish,
  loadResult,
  quantileMs,
  readPlan,
  readTarget,
  type Tally,
  type Target,
  tallyRecorder,
  type Watch,
} from "./injection/index.ts";
export { judgePerformed, type Progress, performTest, type Rig } from "./performing/index.ts";
export {
  type PlanBasis,
  planGaps,
  planTest,
  readProfile,
  type TestWish,
} from "./planning/index.ts";
export { decodeRun, encodeRun, planHash, type RunRecord, runEntry } from "./record/index.ts";
export {
  comparisonReport,
  comparisonText,
  errorRows,
  htmlReport,
  junitXml,
  otlpMetrics,
  prometheusText,
  resentLine,
  textReport,
} from "./report/index.ts";
export type { RunVerdict, TestKind, TestPlan } from "./run.ts";
export {
  allowTarget,
  type BudgetsSeen,
  budgetStop,
  carefulSettings,
  type LiveSettings,
  markWorkload,
  readBudgets,
  type StartedTarget,
} from "./target/index.ts";
export {
  describePlan,
  isPath,
  type LoadTenant,
  type PlanProblem,
  plainTenants,
  type ReadScenarios,
  readScenarios,
  readScenarioText,
  readTenants,
} from "./workload/index.ts";
