export type {
  ActOrder,
  GuideOrder,
  LinkOrder,
  ListOrder,
  MadeLink,
  Place,
} from "./acting-ports.ts";
export { capabilities } from "./capabilities.ts";
export { commandManual } from "./command-manual.ts";
export { explainFailure } from "./explain-failure.ts";
export { paint } from "./paint.ts";
export type {
  CliDeps,
  CompareOrder,
  CompareOutcome,
  GivenContract,
  MockHostPlan,
  Records,
  Running,
  RunningUp,
  RunPlace,
  StartPlan,
  TestOrder,
  TestOutcome,
  TestTarget,
  TestWatch,
  UpPlan,
} from "./ports.ts";
export { readArguments } from "./read-arguments.ts";
export { run } from "./run.ts";
