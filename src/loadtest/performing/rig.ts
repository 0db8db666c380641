import type { Clock } from "../../core/time/index.ts";
import type { Injector } from "../injection/index.ts";
import type { LoadTenant, Tally, Target } from "../model/index.ts";
import type { ResourceLimits } from "../search/index.ts";
import type { StartedTarget } from "../target/index.ts";

/** All that a test is performed with. */
export interface Rig {
  readonly injector: Injector;
  readonly clock: Clock;
  /** Largest first. */
  readonly tenants: readonly LoadTenant[];
  /** The add-on's processes; null where nothing can be told of them, as of a deployment. */
  readonly processes: Pick<StartedTarget, "sample" | "collectGarbage"> | null;
  /** Aborted when the test is to end now, with what was measured until then. */
  readonly signal: AbortSignal;
  /** What the add-on may use at most. */
  readonly limits: ResourceLimits;
  /** A target that does nothing; null: the rig's own baseline is not measured. */
  readonly nullTarget: Target | null;
  /** Growth of memory that nobody minds; left out: a small share of where it began. */
  readonly toleratedBytesPerHour?: number;
  readonly onProgress: (progress: Progress) => void;
}

/** How far a test is, about twice a second. */
export interface Progress {
  /** What is being held: "expected load", "step 3: 40 a second". */
  readonly phase: string;
  readonly tally: Tally;
  readonly elapsedMs: number;
  /** How much of what may fail has failed, of the promise that is worst off; null: nothing to tell. */
  readonly budgetSpent: number | null;
  /** Of the phase. */
  readonly durationMs: number;
  /** What comes after it; null: that is not known. */
  readonly after: TimeAhead | null;
}

/** How long something will take. */
export interface TimeAhead {
  readonly ms: number;
  /** Whether it may take longer. */
  readonly isLeast: boolean;
}
