import type { TenantClass } from "./workload.ts";

/** What a run says about one promise. Ratios 0–1. */
export interface Outcome {
  readonly objective: string;
  /** As a person reads it. */
  readonly promised: string;
  /** null: all tenants. */
  readonly tenants: TenantClass | null;
  readonly verdict: "met" | "missed" | "insufficient";
  readonly events: number;
  /** In the objective's unit: milliseconds, or a share. null over no events. */
  readonly measured: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** How many more events would settle it; null where that is not a matter of count. */
  readonly needed: number | null;
}

/** A run's verdict; `invalid`: the rig, not the system, was the limit. */
export type RunVerdict = "met" | "missed" | "insufficient" | "invalid";

/** What the four tests found beyond the promises themselves. */
export type Finding =
  | KneeFinding
  | LeakFinding
  | RecoveryFinding
  | IsolationFinding
  | CostFinding
  | DriftFinding;

/** The rate up to which it holds: between `low`, which held, and `high`, which did not. A second. */
export interface KneeFinding {
  readonly kind: "knee";
  readonly low: number | null;
  readonly high: number | null;
  /** What gave way first at `high`. */
  readonly firstToBreak: string | null;
  readonly confirmations: number;
}

/** Whether a resource grows without end. Slopes in its unit per hour. */
export interface LeakFinding {
  readonly kind: "leak";
  readonly resource: string;
  readonly verdict: "leak" | "none" | "insufficient";
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  /** Hours until the limit, earliest first; null: no limit is known, or it does not grow. */
  readonly exhaustionHours: readonly [number, number] | null;
}

/** How long after a burst ended every promise was kept again. */
export interface RecoveryFinding {
  readonly kind: "recovery";
  /** `insufficient`: they were kept when the run ended, or nothing came that they are about, for too short a time. */
  readonly verdict: "recovered" | "not-recovered" | "insufficient";
  /** null where they were not shown to be. */
  readonly recoveredAfterMs: number | null;
  /** For how long they had been kept when the run ended, where that was too short to call it a recovery. */
  readonly keptForMs: number | null;
  /** Requests waiting at most, and when none was left of them. */
  readonly backlog: number;
  readonly drainedAfterMs: number | null;
  readonly errorsDuring: number;
}

/** Whether neighbours felt one tenant's burst: quantiles of their response, milliseconds. */
export interface IsolationFinding {
  readonly kind: "isolation";
  readonly verdict: "isolated" | "affected" | "insufficient";
  readonly quantile: number;
  readonly before: number | null;
  readonly during: number | null;
  /** Interval of during ÷ before. */
  readonly ratio: readonly [number, number] | null;
}

/** What one request costs: slope of a resource on throughput, with a 95 % interval. */
export interface CostFinding {
  readonly kind: "cost";
  readonly resource: string;
  readonly unit: string;
  readonly perRequest: number;
  readonly low: number;
  readonly high: number;
}

/** Whether answers grew slower while the load was the same. Relative change per hour. */
export interface DriftFinding {
  readonly kind: "drift";
  readonly verdict: "drift" | "none" | "insufficient";
  readonly perHour: number;
  readonly low: number;
  readonly high: number;
}
