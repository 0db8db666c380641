import type { Spacing } from "./arrivals.ts";
import type { Stage } from "./stage.ts";

/** What a load test is to do, checked and complete. */
export interface LoadPlan {
  readonly target: Target;
  readonly request: RequestForm;
  readonly model: Model;
  readonly durationMs: number;
  /** The most that are open at once, over all workers. */
  readonly connections: number;
  /** Threads that send; each has its part of the load and of the connections. */
  readonly workers: number;
  /** How long a request may take from its sending, and how long one may wait to be sent. */
  readonly timeoutMs: number;
  readonly seed: number;
}

export interface Target {
  /** Without a fragment. */
  readonly url: string;
  readonly isTls: boolean;
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  /** Whether a certificate that nobody vouches for will do. */
  readonly mayBeUntrusted: boolean;
}

export interface RequestForm {
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/**
 * Open: requests start when the plan says so, whatever the system does. Closed: each connection
 * waits for its answer before it asks again, so a slow system is asked less.
 */
export type Model =
  | { readonly kind: "open"; readonly spacing: Spacing; readonly stages: readonly Stage[] }
  | { readonly kind: "closed" };
