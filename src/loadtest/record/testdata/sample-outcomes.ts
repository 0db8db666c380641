import { quantileMs } from "../../statistics/index.ts";
import { tenantClasses, type Outcome, type Run, type StreamTally, type TenantClass } from "../../model/index.ts";
import type { Objective } from "../../../core/contract/index.ts";
import { emptySketch, mergeSketches, wilson } from "../../../core/measurement/index.ts";
import { mergedStreams } from "./merged-streams.ts";

/** What came of each objective, over all tenants and for each class. */
export function outcomesOf(run: Run): Outcome[] {
  const streams = mergedStreams(run.phases.flatMap(({ windows }) => windows));
  return run.plan.objectives.flatMap((objective) =>
    [null, ...tenantClasses].map((tenants) => outcomeOf(objective, tenants, streams)),
  );
}

function outcomeOf(
  objective: Objective,
  tenants: TenantClass | null,
  streams: readonly StreamTally[],
): Outcome {
  const own = streams.filter(
    ({ stream }) =>
      stream.indicator === objective.indicator && (tenants === null || stream.tenants === tenants),
  );
  const events = own.reduce((sum, one) => sum + one.events, 0);
  const base = { objective: objective.id, promised: objective.sentence, tenants, events };
  const nothing = {
    measured: null,
    low: null,
    high: null,
    verdict: "insufficient",
    needed: null,
  } as const;
  if (events === 0) return { ...base, ...nothing };
  const { promise } = objective;
  if (promise.kind === "share") {
    const good = own.reduce((sum, one) => sum + one.good, 0);
    const { low, high } = wilson(good, events);
    return { ...base, measured: good / events, low, high, ...verdictOf(low, high, promise.target) };
  }
  if (promise.kind !== "quantile") throw new Error("The sample promises no such thing.");
  const good = own.reduce(
    (sum, one) => sum + one.within.find(({ limitMs }) => limitMs === promise.limitMs)!.count,
    0,
  );
  const share = wilson(good, events);
  const taken = own.map((one) => one.response).reduce(mergeSketches, emptySketch);
  const measured = quantileMs(taken, promise.quantile);
  const half = 1.96 * Math.sqrt((promise.quantile * (1 - promise.quantile)) / taken.count);
  return {
    ...base,
    measured,
    low: quantileMs(taken, promise.quantile - half),
    high: quantileMs(taken, Math.min(1, promise.quantile + half)),
    ...verdictOf(share.low, share.high, promise.quantile),
  };
}

function verdictOf(low: number, high: number, target: number): Pick<Outcome, "verdict" | "needed"> {
  if (low >= target) return { verdict: "met", needed: null };
  return high < target
    ? { verdict: "missed", needed: null }
    : { verdict: "insufficient", needed: 1200 };
}
