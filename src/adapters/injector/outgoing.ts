import type { Counter, Session, StepForm } from "../../loadtest/injection/index.ts";

/** One request on its way through the injector. Times are milliseconds since the run's origin. */
export interface Outgoing {
  intendedMs: number;
  sentMs: number;
  readonly method: string;
  readonly content: string | Buffer;
  readonly encoding: "latin1" | "utf8";
  /** What a session's request belongs to; null for a plain one. */
  readonly part: SessionPart | null;
}

interface SessionPart {
  readonly session: Session;
  readonly step: StepForm;
  readonly counter: Counter;
}
