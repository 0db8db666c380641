/** What happened: one immutable line of the ledger, chained to the line before it. */
export interface Entry extends NewEntry {
  /** 1, 2, 3 … over the whole ledger, without gaps. */
  readonly seq: number;
  /** 1, 2, 3 … within the add-on's subject; the number that optimistic append checks. */
  readonly version: number;
  /** `hash` of the entry before; 64 zeros for the first. */
  readonly previous: string;
  /** Hex SHA-256 over the canonical JSON (RFC 8785) of every other field. */
  readonly hash: string;
}

export interface NewEntry {
  readonly addon: string;
  /** What it happened to: "contract", "window/2027-01-a", "incident/42", "tenant/<clientKey>". */
  readonly subject: string;
  /** Noun and past participle: "contract.published", "window.announced", "month.sealed". */
  readonly type: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** Who: "plimsoll", or a person's id in the vault. Never a name or an address. */
  readonly by: string;
  /**
   * Why it was appended, where that may come twice: a client's key for retries, a turn of a job. Of one
   * add-on, what has the same cause, type and subject is appended once.
   */
  readonly cause?: string;
  /** Of what was asked for under that cause, so that the same key with another wish is told apart; see `act`. */
  readonly inputHash?: string;
  /** Plain JSON, at most 64 KiB; personal or large content lives in the vault, referred to by id and hash. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The last entry, by number and hash: it stands for everything up to it. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Entries as a store gives them: in order, in batches. */
export type Batches = AsyncIterable<readonly Entry[]> | Iterable<readonly Entry[]>;
