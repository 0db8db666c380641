export { blameOf, blameText } from "./blame.ts";
export { evidenceOf } from "./evidence.ts";
export { judgePromise } from "./judge-objective.ts";
export { judgeRun, type RunJudgement } from "./judge-run.ts";
