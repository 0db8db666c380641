export {
  type ProcessEnd,
  type ProcessPlan,
  type RunningProcess,
  startProcess,
} from "./start-process.ts";
