import type { Counter, RequestBuffer, Session, StepForm } from "../../loadtest/injection/index.ts";

/** One request on its way through the injector. Times are milliseconds since the run's origin. */
export interface Outgoing {
  intendedMs: number;
  sentMs: number;
  method: string;
  /** Its bytes are at the beginning of it, once it is written. */
  content: Buffer;
  contentBytes: number;
  /** What a session's request belongs to; null for a plain one. */
  readonly part: SessionPart | null;
}

interface SessionPart {
  session: Session;
  step: StepForm;
  counter: Counter;
  /** null: it never was written. */
  buffer: RequestBuffer | null;
}
