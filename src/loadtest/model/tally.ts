import type { Indicator, Sketch } from "../../core/measurement/index.ts";
import type { TenantClass } from "./workload.ts";

/** What one injector counted; tallies of shards merge to exactly what one injector would have counted. */
export interface Tally {
  /** Requests whose intended start has come. */
  readonly planned: number;
  readonly sent: number;
  /**
   * Sent once more, on a fresh connection, because a kept one ended before any byte of the answer:
   * the other side had closed it as the request left. Each counts once everywhere else.
   */
  readonly resent: number;
  /** Whole answers, whatever their status. */
  readonly completed: number;
  /** Requests without a whole answer by fault; answers of a status that is not right, failed checks. */
  readonly errors: Readonly<Record<string, number>>;
  /** From the intended start: good answers, and time-outs at their value. The one that is judged. */
  readonly response: Sketch;
  /** From the sending: good answers, and time-outs at their value. */
  readonly service: Sketch;
  /** From the intended start to the sending, of everything sent. */
  readonly lag: Sketch;
  /** The part of the lag that the injector itself caused: from the intended start to its notice. */
  readonly tardiness: Sketch;
  /** From the intended start to any other failure; a quick failure improves no percentile. */
  readonly failures: Sketch;
  /** How much later than asked the injector's event loop came back. */
  readonly loopDelay: Sketch;
  /** Share of one core that the busiest injector used, 0–1. */
  readonly cpu: number;
  readonly elapsedMs: number;
}

/** What belongs together in figures. */
export interface LoadStream {
  /** The step's name. */
  readonly step: string;
  readonly indicator: Indicator | null;
  readonly tenants: TenantClass;
}

export interface StreamTally {
  readonly stream: LoadStream;
  /** Requests that ended, in whichever way. */
  readonly events: number;
  /** Of those, answered as they should be. */
  readonly good: number;
  /** By fault, status and failed check. */
  readonly errors: Readonly<Record<string, number>>;
  /** Good ones that took no longer than each limit, milliseconds; exact. */
  readonly within: readonly { readonly limitMs: number; readonly count: number }[];
  /** From the intended start: good answers, and time-outs at their value. */
  readonly response: Sketch;
  readonly service: Sketch;
  /** From the intended start to any other failure, so that nothing that ended is without its time. */
  readonly failures: Sketch;
}

/** A stretch of a phase; requests belong to the one in which they ended. */
export interface LoadInterval {
  /** Since the phase's origin. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Started, or due to start, in it. */
  readonly planned: number;
  /** Under way or waiting at its end. */
  readonly inFlight: number;
  /** Only streams in which something ended. */
  readonly streams: readonly StreamTally[];
}
