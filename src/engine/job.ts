import type { LeaseToken } from "../core/store/index.ts";
import type { Context, Decide, Performed } from "./perform.ts";
import type { Known } from "./projection.ts";

/** Work that comes due by itself. It must be safe to be cut off at any moment and to be done again. */
export interface Job {
  /** Also the name of its lease: of several processes on one store, one does it. "maintenance/windows" */
  readonly name: string;
  /** What it does, for the list of jobs. */
  readonly about: string;
  /**
   * When it is due next (epoch milliseconds): what lies in the past is due now, once; null: there is
   * nothing to do. Pure.
   * @param lastMs when this process began it last; null: never
   */
  due(known: Known, nowMs: number, lastMs: number | null): number | null;
  run(turn: Turn): Promise<void>;
}

/** One time that a job is done. */
export interface Turn {
  readonly nowMs: number;
  readonly known: Known;
  /** Under which it is done: nothing is appended once somebody else has it. */
  readonly lease: LeaseToken;
  /** Aborted when the lease is lost, or the process stops. */
  readonly signal: AbortSignal;
  /** Decides and appends, fenced by the lease. `cause` names the deed, so that it is done once. */
  perform<Input>(
    decide: Decide<Input>,
    input: Input,
    about: Pick<Context, "addon" | "cause">,
  ): Promise<Performed>;
}

/** What is to be seen of a job in this process. */
export interface JobState {
  readonly name: string;
  readonly about: string;
  /** "elsewhere": another process does it. "failed": it will be tried again at `dueMs`. */
  readonly state: "running" | "waiting" | "idle" | "elsewhere" | "failed";
  readonly dueMs: number | null;
  readonly startedMs: number | null;
  /** Why it failed last; null where it did not. */
  readonly problem: string | null;
}

/** Due at once, and then every so often. */
export const every =
  (everyMs: number): Job["due"] =>
  (_, nowMs, lastMs) =>
    lastMs === null ? nowMs : lastMs + everyMs;
