export { type Fault, faultOfCode, faults } from "./fault.ts";
export { JoinedIntervals } from "./joined-intervals.ts";
export { openSource } from "./open-source.ts";
export type { Injector, InjectorReport, Watch } from "./ports.ts";
export type { ReceivedAnswer } from "./read-answer.ts";
export type { RequestSource, SessionLoad, ShardLoad } from "./request-source.ts";
export { RequestStats } from "./request-stats.ts";
export { type HostKey, workloadTemplate } from "./request-template.ts";
export type { ScheduledRequest } from "./scheduled-request.ts";

export { emptyTally, mergeTallies, tallyRecorder } from "./tally.ts";
