/** Asks an address once, from where this process runs. */
export interface Prober {
  /** Never rejects: whatever happens is an answer. */
  ask(request: ProbeRequest): Promise<ProbeAnswer>;
}

export interface ProbeRequest {
  readonly url: string;
  readonly timeoutMs: number;
  /** Gives up at once when aborted; the answer then means nothing. */
  readonly signal: AbortSignal;
}

export type ProbeAnswer =
  /** Answered in full within the time-out. Redirects are not followed. */
  | { readonly kind: "answered"; readonly status: number; readonly durationMs: number }
  | { readonly kind: "timed-out" }
  /** No name, no connection, no TLS, or an answer that broke off. */
  | { readonly kind: "unreachable"; readonly reason: string; readonly durationMs: number }
  /** This machine itself has no network: nothing can be said about the address. */
  | { readonly kind: "offline"; readonly reason: string };

/** The body behind an http(s) address, as text. Rejects with a sentence, also beyond `limitBytes`. */
export type FetchText = (url: string, limitBytes: number) => Promise<string>;
