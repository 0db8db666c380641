import { emptySlot, quantileOfSlot, type Slot, verdictOfShare } from "../measurement/index.ts";
import type { Judgement } from "./judgement.ts";
import { countsOf, type EventPromise, targetOf } from "./promise-counts.ts";
import { budgetOf } from "./uptime.ts";

/**
 * Formulas quantile-share/1 and event-share/1: the verdict rests on the share of events that kept
 * the promise, by Wilson's interval, with every event that was left open counted both ways.
 */
export function judgeEvents(promise: EventPromise, slot: Slot = emptySlot): Judgement {
  const target = targetOf(promise);
  const { events, kept, broken } = countsOf(promise, slot);
  const isDecided = kept + broken > 0;
  const { share, interval, verdict, needed } = verdictOfShare(
    kept,
    events - kept - broken,
    events,
    target,
  );
  return {
    ...(promise.kind === "quantile"
      ? { measured: quantileMs(slot, promise.quantile), unit: "ms", formula: "quantile-share/1" }
      : { measured: isDecided ? share : null, unit: "share", formula: "event-share/1" }),
    kept: isDecided ? { share, ...interval } : null,
    events,
    verdict,
    needed,
    budget: events > 0 ? budgetOf("events", (1 - target) * events, broken) : null,
  };
}

/**
 * Where the quantile falls among the failures, it is the slowest of all events: a quick failure
 * beside a slow one must not make the figure better.
 */
function quantileMs(slot: Slot, quantile: number): number | null {
  const { good, failed } = slot;
  const n = good.count + failed.count;
  if (n === 0) return null;
  const isAmongGood = Math.ceil(quantile * n) <= good.count;
  return (isAmongGood ? quantileOfSlot(slot, quantile) : Math.max(good.max, failed.max)) * 1000;
}
