export { judgeTest } from "./judge-test.ts";
export { performTest } from "./perform-test.ts";
export { costSamples, counters } from "./resource-findings.ts";
export type { Progress, Rig } from "./rig.ts";
