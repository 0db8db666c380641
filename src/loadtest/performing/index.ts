export { judgePerformed } from "./judge-performed.ts";
export { performTest } from "./perform-test.ts";
export type { Performed, Task } from "./performed.ts";
export { costSamples, counters } from "./resource-findings.ts";
export type { Progress, Rig } from "./rig.ts";
