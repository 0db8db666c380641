import type { Objective } from "../core/contract/index.ts";
import type { Model, RigHealth, StreamTally, Tally, Window } from "./injection/index.ts";
import type { TenantClass, Workload } from "./workload/workload.ts";

export type { LoadStream, StreamTally, Window } from "./injection/index.ts";

/** What a test is to show. */
export type TestKind = "load" | "stress" | "soak" | "spike";

/** `mock`: started beside a mock host; `alone`: started by itself, for nobody hosts it; `live`: as deployed. */
type TargetKind = "mock" | "alone" | "live";

/** Everything that decides a run; the same plan and seed send the same requests. Nothing secret. */
export interface TestPlan {
  readonly kind: TestKind;
  /** The add-on's key. */
  readonly addon: string;
  /** Hash of the contract whose promises judge it. */
  readonly contract: string;
  readonly target: { readonly kind: TargetKind; readonly baseUrl: string };
  readonly workload: Workload;
  /** Sessions a second, over time. */
  readonly model: Model;
  /** Left out of the judgement: the time in which everything warms up. */
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly connections: number;
  readonly workers: number;
  readonly timeoutMs: number;
  /** Of a stress test: when its search ends. */
  readonly search?: SearchPlan;
  readonly seed: number;
  /** Promises that the requests are judged by. */
  readonly objectives: readonly Objective[];
}

interface SearchPlan {
  /** How far apart the two ends of the answer may be, as a share. */
  readonly precision: number;
  /** How long all loads together take at most. */
  readonly mostMs: number;
}

/** What was measured: one for each of a test's loads (a stress test has one for each step). */
export interface Run {
  readonly id: string;
  readonly plan: TestPlan;
  /** SHA-256 of the plan's canonical JSON. */
  readonly planHash: string;
  /** Of the add-on as its descriptor tells it; null where it does not. */
  readonly release: string | null;
  readonly startedMs: number;
  /** null: it was not looked for. */
  readonly floor: Floor | null;
  readonly phases: readonly Phase[];
  /** In order of time, over all phases. */
  readonly resources: readonly ResourceSample[];
  readonly interrupted: boolean;
}

/** What the rig measures of a target that does nothing. */
export interface Floor {
  /** Sessions a second. */
  readonly offered: number;
  /** Response times; null where nothing was answered. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Why even that was too much for the rig; none where it was not. */
  readonly reasons: readonly string[];
}

/** One load that was held. */
export interface Phase {
  readonly name: string;
  /** Since the run's start. */
  readonly startMs: number;
  readonly durationMs: number;
  /**
   * Sessions a second that were meant to start: on average, of a stress test's load once it had climbed
   * there; null for a closed model.
   */
  readonly offered: number | null;
  readonly tally: Tally;
  readonly streams: readonly StreamTally[];
  readonly windows: readonly Window[];
  readonly rig: RigHealth;
}

/** The add-on's processes at one moment. Counters run from their start; null: cannot be told here. */
export interface ResourceSample {
  /** Since the run's start. */
  readonly atMs: number;
  readonly cpuMs: number;
  readonly residentBytes: number;
  /** Live heap right after a full collection. */
  readonly heapBytes: number | null;
  readonly descriptors: number;
  readonly sockets: number;
  readonly readBytes: number | null;
  readonly writtenBytes: number | null;
  readonly eventLoopDelayP99Ms: number | null;
  /** Calls that the add-on made to the host, and how long the host took over them. */
  readonly hostCalls: number | null;
  readonly hostMs: number | null;
  /** Of those, the ones that a limit of the host turned away. */
  readonly hostRefusals: number | null;
  readonly databaseMs: number | null;
}

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
