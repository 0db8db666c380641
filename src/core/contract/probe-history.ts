import type { ProbePlan } from "./contract.ts";

/** What decides how checks of a path are judged. */
export type WatchedProbe = Pick<ProbePlan, "path" | "from" | "agree">;

/** What was to be checked from a moment (epoch milliseconds) on, until the next one begins. */
interface ProbesInForce {
  readonly fromMs: number;
  readonly probes: readonly WatchedProbe[];
}

/** Oldest first. Of the time before the first, nothing is known. */
export type ProbeHistory = readonly ProbesInForce[];
