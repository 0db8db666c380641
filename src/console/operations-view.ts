import type { Diagnostic } from "../core/diagnostics/index.ts";
import type { Disk, UsageForecast } from "../core/store/index.ts";
import type { JobState } from "../engine/index.ts";

/** What is going on now, as the vendor sees it. Moments are epoch milliseconds. */
export interface OperationsView {
  readonly atMs: number;
  readonly startedAtMs: number;
  readonly version: string;
  readonly addons: readonly AddonView[];
  readonly intake: IntakeView;
  readonly store: StoreView;
  /** What this process does by itself. */
  readonly jobs: readonly JobState[];
  /** What lasts first, the newest first. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface AddonView {
  readonly key: string;
  readonly name: string;
  /** Its public page. */
  readonly url: string;
  /** Of all its checks together, by how many places must agree. */
  readonly state: "failing" | "unknown" | "answering" | "unchecked";
  /** Each place and path that is checked. */
  readonly checks: readonly CheckView[];
  /** Null for an add-on without one. */
  readonly descriptor: DescriptorView | null;
}

export interface CheckView {
  readonly place: string;
  readonly path: string;
  readonly kind: "answering" | "failing" | "unknown";
  /** Since when it has been so; null: it was never checked. */
  readonly sinceMs: number | null;
  readonly checkedAtMs: number | null;
  /** What the last check found: "status 500 instead of 200"; "" where there is nothing to say. */
  readonly cause: string;
  /** How long the last answer took; null: there was none. */
  readonly durationMs: number | null;
}

/** What requests are told apart by. */
export interface DescriptorView {
  /** Whether one is in use, be it of today or remembered. */
  readonly isInUse: boolean;
  /** When it was last read as it should be; null: not since Plimsoll was started. */
  readonly readAtMs: number | null;
  /** Why it cannot be read now; null: it can, or was not tried yet. */
  readonly problem: string | null;
}

export interface IntakeView {
  /** Cumulative series that are remembered, and how many may be; null while that cannot be told. */
  readonly series: { readonly kept: number; readonly most: number } | null;
  /** Where senders post to. */
  readonly url: string;
  readonly senders: readonly SenderView[];
}

/** Who sends metrics, by its `service.name`. */
export interface SenderView {
  /** "" for one that tells no name. */
  readonly service: string;
  /** Where its last batch came from; "" where that is not known. */
  readonly address: string;
  readonly lastAtMs: number;
  /** Of the last whole minute; null for one that began to send in this. */
  readonly pointsPerMinute: number | null;
  /** Since Plimsoll was started. */
  readonly accepted: number;
  readonly refused: number;
}

export interface StoreView {
  /** "SQLite", "PostgreSQL" */
  readonly name: string;
  /** Null where it cannot be had. */
  readonly sizeBytes: number | null;
  /** Null where it is not this machine's to see. */
  readonly disk: Disk | null;
  /** Whether it took everything that it was given last. */
  readonly isWritable: boolean;
  /** When something was durably written last, or when Plimsoll was started. */
  readonly writtenAtMs: number;
  readonly forecast: UsageForecast;
  /** When the published figures were computed last, or when Plimsoll was started. */
  readonly drawnAtMs: number;
}
