import type { RequestTemplate } from "./request-template.ts";
import type { Session } from "./session.ts";
import type { StreamCounter } from "./stream-recorder.ts";

/** One request on its way through the injector. Times are milliseconds since the run's origin. */
export interface ScheduledRequest {
  /** When it was meant to start. */
  intendedMs: number;
  /** When it first went out. */
  sentMs: number;
  readonly method: string;
  /** Whether anything of the answer but its status is of use. */
  readonly keepsAnswer: boolean;
  /** What a session's request belongs to; null for a plain one. */
  readonly session: SessionStep | null;
}

interface SessionStep {
  readonly session: Session;
  readonly step: RequestTemplate;
  readonly counter: StreamCounter;
}
