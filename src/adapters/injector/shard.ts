import type { ShardLoad } from "../../loadtest/injection/index.ts";
import type { LoadInterval, Tally } from "../../loadtest/model/index.ts";
import type { ResolvedAddress } from "./dial.ts";

/** What a worker thread is given to do. */
export interface ShardTask extends ShardLoad {
  readonly address: ResolvedAddress;
}

export interface ShardReport {
  readonly tally: Tally;
  readonly interrupted: boolean;
}

/** A shard before and while it runs. */
export interface PreparedShard {
  /** Fulfilled when its first connections are open. */
  readonly ready: Promise<void>;
  readonly over: Promise<ShardReport>;
  /** Begins at this moment of `monotonicMs`; once. */
  begin(originMs: number): void;
  stop(): void;
}

/** Hears how far a shard is. */
export interface ShardWatch {
  /** Time between two reports of its progress. */
  readonly everyMs: number;
  onProgress(tally: Tally): void;
  onInterval(interval: LoadInterval): void;
}
