export { decodeRun } from "./decode-run.ts";
export { encodeRun } from "./encode-run.ts";
export { planHash } from "./plan-hash.ts";
export { publicPlan } from "./public-plan.ts";
export { runEntry } from "./run-entry.ts";
export type { RunRecord } from "./run-record.ts";
