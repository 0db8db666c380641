export type { LoadTenant } from "../workload/workload.ts";
export type { StartedTarget, StartTarget, TargetPlan, TargetSample } from "./ports.ts";
