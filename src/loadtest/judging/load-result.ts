import { faults, type InjectorReport } from "../injection/index.ts";
import type { LoadPlan, Model, RigHealth, Tally } from "../model/index.ts";
import { type Summary, summarise } from "../statistics/index.ts";
import { rigHealth } from "./rig-health.ts";

/**
 * `invalid`: the rig was the limit. `insufficient`: cut off, or nothing ended. `failing`: more than 5 %
 * of what ended failed, the share from which on the host's own terms call a minute down.
 */
export type LoadVerdict = "done" | "failing" | "insufficient" | "invalid";

const MOST_FAILING = 0.05;

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
  /** Sent once more, on a fresh connection, because a kept one was closed as they left. */
  readonly resent: number;
  /** Whole answers, whatever their status. */
  readonly completed: number;
  /** Share of those that ended which failed, 0–1; null where none did. */
  readonly failed: number | null;
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
  const failed = failedShare(tally);
  const { planned, sent, resent, completed, errors, elapsedMs } = tally;
  return {
    verdict: verdictOf(rig, interrupted, failed),
    url: plan.target.url,
    model: plan.model.kind,
    interrupted,
    elapsedMs: Math.round(elapsedMs),
    planned,
    sent,
    resent,
    completed,
    failed,
    ratePerSecond: elapsedMs > 0 ? Math.round((completed / elapsedMs) * 10_000) / 10 : 0,
    errors,
    response,
    service: summarise(tally.service),
    lag: summarise(tally.lag),
    rig,
  };
}

function verdictOf(rig: RigHealth, interrupted: boolean, failed: number | null): LoadVerdict {
  if (rig.verdict === "invalid") return "invalid";
  if (interrupted || failed === null) return "insufficient";
  return failed > MOST_FAILING ? "failing" : "done";
}

/** An answer that is not right is both: a whole one, and an error. */
function failedShare({ completed, errors }: Tally): number | null {
  const all = Object.entries(errors);
  const bad = all.reduce((sum, [, count]) => sum + count, 0);
  const unanswered = all.reduce(
    (sum, [error, count]) => (Object.hasOwn(faults, error) ? sum + count : sum),
    0,
  );
  const ended = completed + unanswered;
  return ended === 0 ? null : bad / ended;
}
