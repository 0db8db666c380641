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
  | {
      readonly kind: "unreachable";
      readonly cause: ConnectionCause;
      readonly reason: string;
      readonly durationMs: number;
    }
  /** This machine itself cannot ask: nothing can be said about the address. */
  | { readonly kind: "offline"; readonly cause: ObserverCause; readonly reason: string };

/**
 * dns: there is no such name; route: no way to the host; refused: nothing listens; certificate: not
 * a valid one; tls: no secure connection; broken: cut off, or no answer in HTTP; address: none.
 */
export type ConnectionCause =
  | "dns"
  | "route"
  | "refused"
  | "certificate"
  | "tls"
  | "broken"
  | "address";

/**
 * Why the one who asks learnt nothing. offline: it has no network; name-service: nobody tells it
 * addresses; exhausted: its machine is out of files, ports or memory; untold: there is no name or no
 * way to the add-on, and nothing shows whose fault that is.
 */
export type ObserverCause = "offline" | "name-service" | "exhausted" | "untold";

/** The body behind an http(s) address, as text. Rejects with a sentence, also beyond `limitBytes`. */
export type FetchText = (url: string, limitBytes: number) => Promise<string>;
