import { limitMsOf, type Objective } from "../core/contract/index.ts";
import type { Indicator } from "../core/measurement/index.ts";
import type { Limits } from "./intake/index.ts";

/** The limits of promises, each of which intake decides as events come in. */
export function limitsOf(objectives: readonly Objective[]): Limits {
  const limits = new Map<Indicator, readonly number[]>();
  for (const { indicator, promise } of objectives) {
    // An average is no limit of a single event.
    const limitMs = promise.kind === "average" ? null : limitMsOf(promise);
    const known = limits.get(indicator as Indicator) ?? [];
    if (limitMs === null || known.includes(limitMs)) continue;
    limits.set(indicator as Indicator, [...known, limitMs]);
  }
  return limits;
}
