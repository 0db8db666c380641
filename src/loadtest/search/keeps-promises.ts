import type { Objective } from "../../core/contract/index.ts";
import { countsOf, reaches, targetOf } from "../../core/slo/index.ts";
import { evidenceOf, judgePromise } from "../judging/index.ts";
import type { TestPlan } from "../model/index.ts";
import { mostFailing } from "./most-failing.ts";
import { type RunWindow, streamsOf } from "./run-windows.ts";

/**
 * Whether a stretch as it stands, without an interval, is inside every promise about requests.
 * Nothing that ended while something was due is not.
 */
export function keepsPromises(plan: TestPlan, windows: readonly RunWindow[]): boolean {
  const { events, bad } = evidenceOf(streamsOf(windows));
  if (events === 0) return windows.every(({ planned, inFlight }) => planned + inFlight === 0);
  const isUp = reaches(1 - bad / events, 1 - mostFailing(plan.objectives));
  return isUp && plan.objectives.every((objective) => isKept(plan, objective, windows));
}

function isKept(
  { timeoutMs }: TestPlan,
  { indicator, promise }: Objective,
  windows: readonly RunWindow[],
): boolean {
  const streams = streamsOf(windows).filter(({ stream }) => stream.indicator === indicator);
  const evidence = evidenceOf(streams);
  if (evidence.events === 0) return true;
  switch (promise.kind) {
    case "quantile":
    case "share":
      return reaches(countsOf(promise, evidence).kept / evidence.events, targetOf(promise));
    case "average": {
      const { measured } = judgePromise(promise, evidence, timeoutMs);
      return measured !== null && measured <= promise.limitMs;
    }
    default:
      return true;
  }
}
