import type * as z from "zod";
import { PlimsollError } from "../core/errors/index.ts";
import type { Entry, NewEntry } from "../core/ledger/index.ts";
import { isoTime } from "../core/time/index.ts";

/** One kind of thing that can happen: how its entries are written and read. */
export interface EntryType<Data extends object> {
  /** Noun and past participle: "window.announced". */
  readonly type: `${string}.${string}`;
  /** What has happened, in a sentence. */
  readonly about: string;
  /** What it happened to, as `docs/entries.md` shows it: "window/ID". */
  readonly subject: string;
  /** Whether readers of the public page may see it. */
  readonly isPublic: boolean;
  /** Entries are written through it and read through it; it also reads every older shape. */
  readonly schema: z.ZodType<Data>;
  subjectOf(data: Data): string;
}

/** Who appends when and why; see `NewEntry`. */
export interface Circumstances {
  readonly addon: string;
  readonly atMs: number;
  /** "plimsoll", or who acted: a person's or a key's id. */
  readonly by: string;
  readonly cause?: string;
}

/** An entry that is ready to be appended. @throws z.ZodError for data that do not fit: a mistake of the caller's. */
export function writeEntry<Data extends object>(
  entryType: EntryType<Data>,
  data: Data,
  { addon, atMs, by, cause }: Circumstances,
): NewEntry {
  const { type, schema, subjectOf } = entryType;
  const valid = schema.parse(data);
  return {
    addon,
    subject: subjectOf(valid),
    type,
    at: isoTime(atMs),
    by,
    ...(cause === undefined ? {} : { cause }),
    data: valid as Readonly<Record<string, unknown>>,
  };
}

/**
 * What an entry of this type says; null for entries of other types.
 * @throws PlimsollError `ledger.unreadable` where it says something that this version cannot read
 */
export function readEntry<Data extends object>(
  { type, schema }: EntryType<Data>,
  entry: Entry,
): Data | null {
  if (entry.type !== type) return null;
  const read = schema.safeParse(entry.data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = ["data", ...issue!.path].join(".");
  throw new PlimsollError(
    "ledger.unreadable",
    `Entry ${entry.seq} (${type}) cannot be read: ${where}: ${issue!.message}.`,
  );
}

/** State as the sum of what has happened to one add-on. Pure; `name` is unique. */
export interface Fold<State> {
  readonly name: string;
  readonly initial: State;
  reduce(state: State, entry: Entry): State;
}
