export {
  type ComparisonRecord,
  compareRuns,
  encodeComparison,
  pairsWanted,
  runFiles,
  runPairs,
  type Version,
} from "./comparing/index.ts";
export {
  emptyTally,
  type InjectorReport,
  tallyRecorder,
  type Watch,
} from "./injection/index.ts";
export { type LoadResult, type LoadVerdict, loadResult } from "./judging/index.ts";
export type {
  LoadPlan,
  LoadTenant,
  RunVerdict,
  Tally,
  Target,
  TestKind,
  TestPlan,
} from "./model/index.ts";
export { judgeTest, type Progress, performTest, type Rig } from "./performing/index.ts";
export {
  type LoadOptions,
  planGaps,
  planTest,
  readPlan,
  readProfile,
  readTarget,
  type TestOptions,
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
export { quantileMs } from "./statistics/index.ts";
export {
  allowTarget,
  type BudgetsSeen,
  budgetStop,
  type LiveSettings,
  markWorkload,
  readBudgets,
  type StartedTarget,
} from "./target/index.ts";
export {
  describePlan,
  isPath,
  type PlanProblem,
  plainTenants,
  type ReadScenarios,
  readScenarios,
  readScenarioText,
  readTenants,
} from "./workload/index.ts";
