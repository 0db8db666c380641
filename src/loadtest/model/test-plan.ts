import type { Objective } from "../../core/contract/index.ts";
import type { Model } from "./load-plan.ts";
import type { Workload } from "./workload.ts";

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
