import type { Objective } from "../../core/contract/index.ts";

/** Without a promise of uptime, the share at which the host's own terms call a minute down. */
const USUAL = 0.05;

/** The share of requests that may fail before a system counts as down. */
export function mostFailing(objectives: readonly Objective[]): number {
  for (const { promise } of objectives)
    if (promise.kind === "uptime") return promise.downWhenFailing;
  return USUAL;
}
