/** What the inspector shows: one call in either direction, with what was made of its token. */
interface JournalLine {
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

/** Keeps the latest lines, bounded; noting one costs next to nothing. */
export interface Journal {
  note(line: Omit<JournalLine, "id">): void;
  /** Newest first. */
  lines(filter?: JournalFilter): readonly JournalLine[];
  clear(): void;
}

interface JournalFilter {
  readonly clientKey?: string;
  readonly direction?: JournalLine["direction"];
  readonly kind?: string;
  readonly refusedOnly?: boolean;
  /** Only lines with a larger id. */
  readonly after?: number;
  readonly limit?: number;
}

/**
 * A ring of the latest `capacity` lines; refusals have a ring of their own, so that traffic cannot
 * wash them away. Lines get their numbers when they are read: under load that is one in very many.
 */
export function journal(capacity = 2_000): Journal {
  const all: Omit<JournalLine, "id">[] = [];
  const refusals: JournalLine[] = [];
  let lastId = 0;
  const numbered = (): JournalLine[] =>
    all.map((line, at) => ({ id: lastId - ((lastId - 1 - at) % capacity), ...line }));
  return {
    note(line) {
      all[lastId++ % capacity] = line;
      if (line.reason === null) return;
      refusals.push({ id: lastId, ...line });
      if (refusals.length > 2 * capacity) refusals.splice(0, capacity);
    },
    lines(filter = {}) {
      const from = filter.refusedOnly ? refusals : numbered();
      return from
        .filter((line) => matches(line, filter))
        .sort((a, b) => b.id - a.id)
        .slice(0, filter.limit ?? 200);
    },
    clear() {
      all.length = 0;
      refusals.length = 0;
      lastId = 0;
    },
  };
}

const matches = (line: JournalLine, filter: JournalFilter): boolean =>
  (filter.clientKey === undefined || line.clientKey === filter.clientKey) &&
  (filter.direction === undefined || line.direction === filter.direction) &&
  (filter.kind === undefined || line.kind === filter.kind) &&
  line.id > (filter.after ?? 0);
