import type { Objective, Promised } from "./objective.ts";

/** Milliseconds after which a single event or their average breaks a promise; null: it is about no such time. */
export function limitMsOf(promise: Promised): number | null {
  switch (promise.kind) {
    case "quantile":
    case "average":
      return promise.limitMs;
    case "share":
      return promise.withinMs;
    default:
      return null;
  }
}

/** Every limit that is promised of an indicator, ascending, each once; without those that promise no time. */
export function limitsByIndicator(
  objectives: readonly Objective[],
): ReadonlyMap<string, readonly number[]> {
  const limits = new Map<string, readonly number[]>();
  for (const { indicator, promise } of objectives) {
    const limitMs = limitMsOf(promise);
    if (limitMs === null) continue;
    const known = limits.get(indicator) ?? [];
    limits.set(
      indicator,
      [...new Set([...known, limitMs])].sort((a, b) => a - b),
    );
  }
  return limits;
}
