/** A request as the mock host sees it, whatever carried it. */
export interface HostRequest {
  readonly method: string;
  /** Percent-encoded path, below the site's base URL once the site is known. */
  readonly path: string;
  /** Raw query without "?". */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Empty where there is none; never longer than the listener's limit. */
  readonly body: Uint8Array;
  /** The body was longer than the listener's limit and left unread: it is refused as the product does. */
  readonly isOversized?: boolean;
}

/** Body text is sent as UTF-8; a header list value is sent as several headers. */
export interface HostResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  /** What the wire does to the answer; left out: nothing. */
  readonly fault?: TransportFault;
}

/** Faults below HTTP, in the order in which they strike. */
export interface TransportFault {
  readonly delayMs?: number;
  /** The connection is reset instead of answered. */
  readonly reset?: boolean;
  readonly bytesPerSecond?: number;
}

/** A call from the mock host to an add-on. */
export interface OutboundCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  /** How long making the connection may take; left out: as long as the whole call. */
  readonly connectTimeoutMs?: number;
}

/**
 * What came of it. `failed` is everything short of a status line: refused, reset, timed out; `away`:
 * never made, because the host itself is away.
 */
export type OutboundResult =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** At most the first 1 MiB. */
      readonly body: string;
      readonly tookMs: number;
    }
  | {
      readonly kind: "failed";
      readonly reason: "refused" | "timeout" | "reset" | "tls" | "dns" | "malformed" | "away";
      readonly detail: string;
      readonly tookMs: number;
    };
