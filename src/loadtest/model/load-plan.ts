import type { Indicator } from "../../core/measurement/index.ts";
import type { Stage } from "./stage.ts";
import type { Workload } from "./workload.ts";

/** What a load test is to do, checked and complete. Nothing secret is in it. */
export interface LoadPlan {
  readonly target: Target;
  readonly work: Work;
  readonly model: Model;
  readonly durationMs: number;
  /** The most that are open at once, over all workers. */
  readonly connections: number;
  readonly keepAlive: KeepAlive;
  /** Threads that send; each has its part of the load and of the connections. */
  readonly workers: number;
  /** How long a request may take from its sending, and how long one may wait to be sent. */
  readonly timeoutMs: number;
  readonly seed: number;
  /** Promised limits: how many requests of an indicator took no longer is counted exactly. */
  readonly limitsMs: Readonly<Partial<Record<Indicator, readonly number[]>>>;
  /** Length of the stretches into which a workload's figures are cut. */
  readonly intervalMs: number;
}

/** The same request again and again, or sessions of the people and hosts that use an add-on. */
export type Work =
  | { readonly kind: "request"; readonly request: RequestForm }
  | { readonly kind: "workload"; readonly workload: Workload };

export interface Target {
  /** Without a fragment. */
  readonly url: string;
  readonly isTls: boolean;
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query; for a workload the path below which its steps are. */
  readonly path: string;
  /** Whether a certificate that nobody vouches for will do. */
  readonly mayBeUntrusted: boolean;
}

export interface RequestForm {
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** The statuses that are right; null: 200 to 299. */
  readonly statuses: readonly number[] | null;
}

/** How long a connection is used; `never` also tells the server so. */
export type KeepAlive = "always" | { readonly requestsPerConnection: number } | "never";

/** The most requests that a connection carries. */
export function requestsPerConnection(keepAlive: KeepAlive): number {
  if (keepAlive === "always") return Number.POSITIVE_INFINITY;
  return keepAlive === "never" ? 1 : keepAlive.requestsPerConnection;
}

/**
 * Open: requests, or sessions, start when the plan says so, whatever the system does; replay: at
 * given moments, in order, milliseconds from the origin. Closed: each connection waits for its
 * answer before it asks again, so a slow system is asked less.
 */
export type Model =
  | { readonly kind: "open"; readonly spacing: Spacing; readonly stages: readonly Stage[] }
  | { readonly kind: "replay"; readonly startsMs: readonly number[] }
  | { readonly kind: "closed" };

/** `even` spaces requests like a metronome; `poisson` like people who do not know of each other. */
export type Spacing = "even" | "poisson";
