import type { LoadPlan } from "./plan.ts";
import type { Tally } from "./tally.ts";

/** Brings a load about. */
export interface Injector {
  /**
   * Carries the plan out and answers when it is over; a plan that is stopped by the signal gives
   * what was counted until then.
   * @throws PlimsollError `address.unreachable` when the target takes no connection at the start
   */
  inject(plan: LoadPlan, watch: Watch): Promise<InjectorReport>;
}

export interface Watch {
  readonly signal: AbortSignal;
  /** Called about twice a second with everything counted so far. */
  readonly onProgress?: (tally: Tally) => void;
}

export interface InjectorReport {
  readonly tally: Tally;
  readonly interrupted: boolean;
  /** Why workers ended before their time, one sentence each; what they counted last is in the tally. */
  readonly lostWorkers: readonly string[];
}
