export { blameOf, blameText } from "./blame.ts";
export { type Evidence, evidenceOf } from "./evidence.ts";
export { judgePromise, type RequestPromise } from "./judge-objective.ts";
export { judgeRun, type RunJudgement } from "./judge-run.ts";
export { measuredTime } from "./measured-time.ts";
export { quantileFigure } from "./response-at.ts";
