import { type Summary, summarise } from "./distribution.ts";
import { faults } from "./fault.ts";
import type { LoadPlan, Model } from "./plan.ts";
import type { InjectorReport } from "./ports.ts";
import { type RigHealth, rigHealth } from "./rig-health.ts";
import type { Tally } from "./tally.ts";

/** `invalid`: the rig was the limit. `insufficient`: cut off, or without a single good answer. */
export type LoadVerdict = "done" | "insufficient" | "invalid";

/** What came of a load test. Times are in milliseconds. */
export interface LoadResult {
  readonly verdict: LoadVerdict;
  readonly url: string;
  readonly model: Model["kind"];
  /** Whether somebody stopped it before its time; the figures are those until then. */
  readonly interrupted: boolean;
  readonly elapsedMs: number;
  readonly planned: number;
  readonly sent: number;
  /** Whole answers, whatever their status. */
  readonly completed: number;
  /** Whole answers a second. */
  readonly ratePerSecond: number;
  readonly errors: Readonly<Record<string, number>>;
  /** From the intended start, the one to judge a promise by; of good answers and time-outs. */
  readonly response: Summary;
  /** From the sending. */
  readonly service: Summary;
  /** From the intended start to the sending. */
  readonly lag: Summary;
  readonly rig: RigHealth;
}

export function loadResult(plan: LoadPlan, report: InjectorReport): LoadResult {
  const { tally, interrupted } = report;
  const rig = rigHealth(tally, report);
  const response = summarise(tally.response);
  const isThin = interrupted || goodAnswers(tally) === 0;
  const { planned, sent, completed, errors, elapsedMs } = tally;
  return {
    verdict: rig.verdict === "invalid" ? "invalid" : isThin ? "insufficient" : "done",
    url: plan.target.url,
    model: plan.model.kind,
    interrupted,
    elapsedMs: Math.round(elapsedMs),
    planned,
    sent,
    completed,
    ratePerSecond: elapsedMs > 0 ? Math.round((completed / elapsedMs) * 10_000) / 10 : 0,
    errors,
    response,
    service: summarise(tally.service),
    lag: summarise(tally.lag),
    rig,
  };
}

const goodAnswers = ({ completed, errors }: Tally): number =>
  Object.entries(errors).reduce(
    (good, [error, count]) => (Object.hasOwn(faults, error) ? good : good - count),
    completed,
  );
