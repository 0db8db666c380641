import { limitMsOf, limitsByIndicator, type Objective } from "../../core/contract/index.ts";
import type { Indicator } from "../../core/measurement/index.ts";
import type { TimedPromise } from "./rig-health.ts";

type LimitsMs = Partial<Record<Indicator, readonly number[]>>;

/** The limits that a test's requests are counted by. */
export const limitsMsOf = (objectives: readonly Objective[]): LimitsMs =>
  Object.fromEntries(limitsByIndicator(objectives));

/** What the rig's own lateness must stay small beside; undefined where no time is promised. */
export function tightestLimitMs(objectives: readonly Objective[]): number | undefined {
  const limits = Object.values(limitsMsOf(objectives)).flat();
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

/** The promises that the rig's own lateness could break. */
export const timedPromises = (objectives: readonly Objective[]): readonly TimedPromise[] =>
  objectives.flatMap(({ promise }) => {
    const limitMs = limitMsOf(promise);
    return limitMs === null ? [] : { share: shareOf(promise), limitMs };
  });

function shareOf(promise: Objective["promise"]): TimedPromise["share"] {
  if (promise.kind === "quantile") return promise.quantile;
  return promise.kind === "share" ? promise.target : "average";
}
