import type { Promised } from "../../core/contract/index.ts";
import {
  deviation,
  type Sketch,
  verdictOfAverage,
  verdictOfShare,
} from "../../core/measurement/index.ts";
import { countsOf, type EventPromise, targetOf } from "../../core/slo/index.ts";
import type { Outcome } from "../model/index.ts";
import { type Evidence, goodOf, timedOut } from "./evidence.ts";
import { quantileFigure } from "./response-at.ts";

/** What is said of one promise; the rest of an outcome is which promise, and whose. */
export type Ruling = Pick<Outcome, "verdict" | "events" | "measured" | "low" | "high" | "needed">;

/** A promise that the requests of a run can show by themselves. */
export type RequestPromise = EventPromise | Extract<Promised, { kind: "average" }>;

/** Judged as production is: by formulas quantile-share/2, event-share/2 and charged-average/2. */
export const judgePromise = (
  promise: RequestPromise,
  evidence: Evidence,
  timeoutMs: number,
): Ruling =>
  promise.kind === "average"
    ? judgeAverage(promise.limitMs, evidence, timeoutMs)
    : judgeEvents(promise, evidence, timeoutMs);

function judgeEvents(promise: EventPromise, evidence: Evidence, timeoutMs: number): Ruling {
  const { events, kept, broken } = countsOf(promise, evidence);
  const open = events - kept - broken;
  const { share, interval, verdict, needed } = verdictOfShare(
    kept,
    open,
    events,
    targetOf(promise),
  );
  const figure =
    promise.kind === "quantile"
      ? quantileFigure(evidence, promise.quantile, timeoutMs)
      : { measured: kept + broken === 0 ? null : share, ...(events === 0 ? unknown : interval) };
  return { verdict, events, ...figure, needed };
}

const unknown = { low: null, high: null };

/** A failure whose time is not in an older record took anything up to a time-out. */
function judgeAverage(limitMs: number, evidence: Evidence, timeoutMs: number): Ruling {
  const { events, response, failures } = evidence;
  const [good, timed] = [goodOf(evidence), timedOut(evidence)];
  const timedMs = timed * timeoutMs;
  const failedMs = timedMs + sumMs(failures);
  const untold = events - response.count - failures.count;
  const mean = (sumMs(response) - timedMs) / good;
  const times = {
    events,
    good,
    mean,
    deviation: deviationOfGood(evidence, mean, timeoutMs),
    failures: { low: failedMs, high: failedMs + untold * timeoutMs },
  };
  const { average, low, high, verdict, needed } = verdictOfAverage(times, limitMs);
  // Nothing takes less than no time, whatever the scatter of a few requests says.
  const least = low === null ? null : Math.max(0, low);
  return { verdict, events, measured: average, low: least, high, needed };
}

const sumMs = ({ sumUs }: Sketch): number => sumUs / 1000;

/** The squares of all responses, less what the time-outs add to them; milliseconds, never too small. */
function deviationOfGood(evidence: Evidence, meanMs: number, timeoutMs: number): number {
  const [good, timed] = [goodOf(evidence), timedOut(evidence)];
  const allMs = deviation(evidence.response) * 1000;
  if (timed === 0) return allMs;
  const squares = allMs ** 2 * (good + timed - 1);
  const between = ((good * timed) / (good + timed)) * (timeoutMs - meanMs) ** 2;
  return Math.sqrt(Math.max(0, squares - between) / (good - 1));
}
