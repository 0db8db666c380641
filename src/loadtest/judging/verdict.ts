import type { Outcome, Run, RunVerdict } from "../model/index.ts";
import { rigReasonsOf } from "./rig-reasons.ts";

/**
 * `invalid` beats all; then a promise missed, to all or to one class of tenants; then one that is
 * not settled over all tenants, or a run cut short. Nothing judged is never `met`.
 */
export function verdictOf(run: Run, outcomes: readonly Outcome[]): RunVerdict {
  if (rigReasonsOf(run).length > 0) return "invalid";
  if (outcomes.some(({ verdict }) => verdict === "missed")) return "missed";
  const overAll = outcomes.filter(({ tenants }) => tenants === null);
  const isSettled = overAll.length > 0 && overAll.every(({ verdict }) => verdict === "met");
  return isSettled && !run.interrupted ? "met" : "insufficient";
}
