import { limitMsOf, type Objective } from "../../core/contract/index.ts";
import { areaOf, type Model, type Stage, type TestPlan } from "../model/index.ts";
import { weighedSteps } from "./steps-of.ts";

/** For how long promises must be kept again, after a burst, before they count as kept. */
export const RECOVERY_MS = 10_000;
/** After a burst that much must follow: windows are a second long, and need not begin as it ends. */
export const LEAST_AFTER_BURST_MS = RECOVERY_MS + 2_000;

/** Stretches of a soak, each with a sample, below which neither growth nor its absence is shown. */
export const SOAK_STRETCHES = 30;
/** After the warm-up; a shorter one is sampled too seldom for so many. */
export const LEAST_SOAK_MS = SOAK_STRETCHES * 3_000;

/** Sessions a second at the busiest moment; null for a closed model, which starts as it is answered. */
export function mostSessionsPerSecond(model: Model): number | null {
  switch (model.kind) {
    case "open":
      return Math.max(0, ...model.stages.flatMap(({ from, to }) => [from, to]));
    case "replay":
      return busiestSecond(model.startsMs);
    case "closed":
      return null;
  }
}

function busiestSecond(startsMs: readonly number[]): number {
  let first = 0;
  let most = 0;
  for (const [last, atMs] of startsMs.entries()) {
    while (startsMs[first]! <= atMs - 1000) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** How many sessions start after the warm-up; null for a closed model. */
export function judgedSessions({ model, warmUpMs }: TestPlan): number | null {
  switch (model.kind) {
    case "open":
      return areaOf(stagesAfter(model.stages, warmUpMs));
    case "replay":
      return model.startsMs.filter((atMs) => atMs >= warmUpMs).length;
    case "closed":
      return null;
  }
}

/** What is left of the stages from a moment on. */
function stagesAfter(stages: readonly Stage[], ms: number): readonly Stage[] {
  let startMs = 0;
  return stages.flatMap((stage): readonly Stage[] => {
    const { from, to, durationMs } = stage;
    const cutMs = Math.min(durationMs, Math.max(0, ms - startMs));
    startMs += durationMs;
    if (cutMs === 0) return [stage];
    if (cutMs === durationMs) return [];
    const rate = from + (to - from) * (cutMs / durationMs);
    return [{ from: rate, to, durationMs: durationMs - cutMs }];
  });
}

/** How many requests of an indicator are judged, on average; null for a closed model. */
export function judgedRequests(plan: TestPlan, indicator: string): number | null {
  const sessions = judgedSessions(plan);
  return sessions === null ? null : sessions * requestsOf(plan, indicator);
}

/** Promises that requests of a test can be judged by; recovery and support are proven elsewhere. */
export const isAboutRequests = ({ indicator }: Objective): boolean =>
  ["ui", "service", "install", "webhook", "iframe"].includes(indicator);

/** How many requests of an indicator one session brings on average. */
export const requestsOf = ({ workload }: TestPlan, indicator: string): number =>
  weighedSteps(workload)
    .filter(({ step }) => step.indicator === indicator)
    .reduce((sum, { perSession }) => sum + perSession, 0);

/** The share of good events that has to be proven; null: that is not what the promise is about. */
export function shareOf({ promise }: Objective): number | null {
  if (promise.kind === "quantile") return promise.quantile;
  return promise.kind === "share" ? promise.target : null;
}

/**
 * How many requests are under way at once while the promises are just kept, by Little's law: rate
 * times the promised average or median, for want of those the shortest limit.
 */
export function requestsUnderWay({ workload, model, objectives }: TestPlan): number | null {
  const rate = mostSessionsPerSecond(model);
  if (rate === null) return null;
  return weighedSteps(workload).reduce(
    (sum, { step, perSession }) =>
      sum + rate * perSession * (typicalMs(objectives, step.indicator) / 1000),
    0,
  );
}

function typicalMs(objectives: readonly Objective[], indicator: string | null): number {
  const own = objectives.filter((objective) => objective.indicator === indicator);
  const typical = own.filter(
    ({ promise }) =>
      promise.kind === "average" || (promise.kind === "quantile" && promise.quantile <= 0.5),
  );
  const limits = (typical.length > 0 ? typical : own).flatMap(
    (one) => limitMsOf(one.promise) ?? [],
  );
  return limits.length > 0 ? Math.min(...limits) : 0;
}
