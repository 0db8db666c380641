/** What the inspector shows: one call in either direction, with what was made of its token. */
export interface JournalLine {
  readonly id: number;
  readonly atMs: number;
  readonly direction: "to-addon" | "to-host";
  readonly clientKey: string | null;
  readonly addonKey: string | null;
  /** "lifecycle", "webhook", "page", "rest", "descriptor", "remote" … */
  readonly kind: string;
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly tookMs: number;
  /** Decoded claims; never the signature. */
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** Why it was refused or failed, in a sentence; null when all went well. */
  readonly reason: string | null;
}

/** Keeps the latest lines, bounded; noting one must cost next to nothing. */
export interface Journal {
  note(line: Omit<JournalLine, "id">): void;
  lines(filter?: JournalFilter): readonly JournalLine[];
  clear(): void;
}

export interface JournalFilter {
  readonly clientKey?: string;
  readonly direction?: JournalLine["direction"];
  readonly kind?: string;
  readonly refusedOnly?: boolean;
  readonly after?: number;
  readonly limit?: number;
}
