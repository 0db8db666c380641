import type { ErrorCode } from "../../core/errors/index.ts";
import type { Descriptor } from "../../core/host/index.ts";
import type {
  Limits,
  MetricsRequest,
  Receipt,
  RefusedMetrics,
  SeriesKept,
} from "../../monitoring/intake/index.ts";

/** Where the thread finds the store; that of a SQLite file is written in turn with the process's own. */
export type StoreAddress =
  | { readonly kind: "sqlite"; readonly file: string; readonly turns: SharedArrayBuffer }
  | { readonly kind: "postgres"; readonly url: string };

export interface IntakeTask {
  readonly store: StoreAddress;
  readonly mostSeries: number;
}

/** What a watched add-on is made of, as it can be handed to another thread. */
export interface AddonPlan {
  readonly key: string;
  readonly limits: Limits;
  readonly descriptor: Descriptor | null;
  readonly unpromised: readonly string[];
  /** Epoch milliseconds; see `WatchedAddon`. */
  readonly sinceMs: number;
}

export type ToThread =
  | { readonly kind: "watch"; readonly addon: AddonPlan }
  | { readonly kind: "receive"; readonly id: number; readonly request: MetricsRequest }
  | { readonly kind: "series"; readonly id: number };

export type FromThread =
  | {
      readonly kind: "answer";
      readonly id: number;
      readonly answer: Receipt | RefusedMetrics | SeriesKept;
    }
  | { readonly kind: "failed"; readonly id: number; readonly error: SentError };

/** An error as it comes to another thread; `code` is that of a `PlimsollError`. */
export interface SentError {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly stack: string;
}
