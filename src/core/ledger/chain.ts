import { checkEntry } from "./check-entry.ts";
import type { Entry, Head, NewEntry } from "./entry.ts";
import { hashed } from "./entry-line.ts";

/**
 * The version that the last entry of an add-on's subject has; 0 where there is none. A subject that
 * ends in "/" stands for all that begin with it: how many entries they have together.
 */
export type VersionOf = (addon: string, subject: string) => number;

/** What an add-on's cause led to, oldest first. */
export type CausedBy = (addon: string, cause: string) => readonly Entry[];

/** What a writer believed and what was so instead. */
export interface Conflict {
  readonly kind: "conflict";
  readonly subject: string;
  readonly expected: number;
  readonly actual: number;
}

/**
 * Links new entries to the end of the ledger: numbers them and hashes each over the one before.
 * @throws PlimsollError `ledger.entry-refused` for an entry that may not be kept; none is linked then.
 */
export function chain(head: Head, entries: readonly NewEntry[], versionOf: VersionOf): Entry[] {
  entries.forEach(checkEntry);
  const versions = new Map<string, number>();
  let last = head;
  return entries.map(({ addon, subject, type, at, by, cause, data, inputHash }) => {
    const key = subjectKey(addon, subject);
    const version = (versions.get(key) ?? versionOf(addon, subject)) + 1;
    versions.set(key, version);
    const seq = last.seq + 1;
    const asked = {
      ...(cause === undefined ? {} : { cause }),
      ...(inputHash === undefined ? {} : { inputHash }),
    };
    const previous = last.hash;
    last = hashed({ addon, subject, type, at, by, ...asked, data, seq, version, previous });
    return last as Entry;
  });
}

/** What the cause of one of the entries led to before; null where none of them repeats anything. */
export function findRepeated(
  entries: readonly NewEntry[],
  causedBy: CausedBy,
): readonly Entry[] | null {
  for (const { addon, subject, type, cause } of entries) {
    if (cause === undefined) continue;
    const before = causedBy(addon, cause);
    if (before.some((entry) => entry.type === type && entry.subject === subject)) return before;
  }
  return null;
}

/** The first subject whose version is not the expected one, for any add-on that `entries` speak of. */
export function findConflict(
  entries: readonly NewEntry[],
  expected: Readonly<Record<string, number>>,
  versionOf: VersionOf,
): Conflict | null {
  for (const addon of new Set(entries.map((entry) => entry.addon))) {
    for (const [subject, version] of Object.entries(expected)) {
      const actual = versionOf(addon, subject);
      if (actual !== version) return { kind: "conflict", subject, expected: version, actual };
    }
  }
  return null;
}

/** One text for add-on and subject; names hold no line break, so no two pairs share it. */
export const subjectKey = (addon: string, subject: string): string => `${addon}\n${subject}`;
