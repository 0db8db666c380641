import type { LoadInterval, LoadPlan, LoadTenant, StreamTally, Tally } from "../model/index.ts";

/** Brings a load about. */
export interface Injector {
  /**
   * Carries the plan out and answers when it is over; a plan that is stopped by the signal gives
   * what was counted until then.
   * @param tenants whose sessions a workload plays, the largest first; none for a plain request
   * @throws PlimsollError `address.unreachable` when the target takes no connection at the start
   */
  inject(plan: LoadPlan, tenants: readonly LoadTenant[], watch: Watch): Promise<InjectorReport>;
}

export interface Watch {
  readonly signal: AbortSignal;
  /** Called about twice a second with everything counted so far. */
  readonly onProgress?: (tally: Tally) => void;
  /** Called with each stretch of a workload when all workers have ended it, in order; the last may be short. */
  readonly onInterval?: (interval: LoadInterval) => void;
}

export interface InjectorReport {
  readonly tally: Tally;
  /** Of a workload, over all of its intervals; none for a plain request. */
  readonly streams: readonly StreamTally[];
  readonly interrupted: boolean;
  /** Why workers ended before their time, one sentence each; what they counted last is in the tally. */
  readonly lostWorkers: readonly string[];
}
