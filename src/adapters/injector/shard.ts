import type { Shard, WorkForm } from "../../loadtest/injection/index.ts";
import type { LoadInterval, LoadPlan, LoadTenant, Tally } from "../../loadtest/model/index.ts";
import type { ResolvedAddress } from "./dial.ts";

export interface ShardTask {
  readonly plan: LoadPlan;
  readonly address: ResolvedAddress;
  readonly shard: Shard;
  /** null for a plain request. */
  readonly workload: WorkloadTask | null;
}

export interface WorkloadTask {
  readonly form: WorkForm;
  readonly tenants: readonly LoadTenant[];
  /** Names the run in its tokens. */
  readonly run: string;
}

export interface ShardReport {
  readonly tally: Tally;
  readonly interrupted: boolean;
}

/** A shard before and while it runs. */
export interface PreparedShard {
  /** Fulfilled when all is done that need not wait for the first request: code warm, connections open. */
  readonly ready: Promise<void>;
  readonly over: Promise<ShardReport>;
  /** Begins at this moment of `monotonicMs`; once. */
  begin(originMs: number): void;
  stop(): void;
}

/** Whom a shard tells how far it is. */
export interface ShardWatch {
  /** Between two times at which it tells of its progress. */
  readonly everyMs: number;
  onProgress(tally: Tally): void;
  onInterval(interval: LoadInterval): void;
}
