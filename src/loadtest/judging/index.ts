export { blameOf, blameText } from "./blame.ts";
export { type BudgetWatch, budgetWatch } from "./budget-watch.ts";
export { type Evidence, evidenceOf } from "./evidence.ts";
export { judgePromise } from "./judge-objective.ts";
export { judgeRun, type RunJudgement } from "./judge-run.ts";
export { limitsMsOf, tightestLimitMs, timedPromises } from "./limits.ts";
export { measuredTime } from "./measured-time.ts";
export { type QuantileFigure, quantileFigure } from "./response-at.ts";
export { rigReasonsOf } from "./rig-reasons.ts";
