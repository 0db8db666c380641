import type { LeaseToken } from "../core/store/index.ts";
import type { Context, Decide, Performed } from "./perform.ts";
import type { Known } from "./projection.ts";

/** Work that comes due by itself. It must be safe to be cut off at any moment and to be done again. */
export interface Job {
  /** Also the name of its lease: of several processes on one store, one does it. "maintenance/windows" */
  readonly name: string;
  /** What it does, for the list of jobs. */
  readonly about: string;
  readonly when: When;
  /**
   * Whether it goes on while the store does not answer. Nobody else can have its lease then, unless
   * only this process is cut off from the store: it must do no harm to be done twice at a time.
   */
  readonly goesOnAlone?: true;
  run(turn: Turn): Promise<void>;
}

export type When =
  /** At once, and then at every whole multiple since, by a clock that nobody sets; a turn that falls into another is left out. */
  | { readonly everyMs: number }
  /** At a moment that follows from what is known. */
  | {
      /**
       * When it is due next (epoch milliseconds): what lies in the past is due now, once; null: there
       * is nothing to do. Pure.
       * @param lastMs when this process began it last; null: never
       */
      due(known: Known, nowMs: number, lastMs: number | null): number | null;
    };

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
