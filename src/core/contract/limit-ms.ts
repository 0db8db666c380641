import type { Promised } from "./objective.ts";

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
