import * as z from "zod";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const id = z.string().min(1);
const moment = z.iso.datetime();
const disputed = z.object({
  id,
  from: moment,
  to: moment,
  reason: z.string().min(1).max(500),
  /** Where the vault has what shows it; null: nothing was given. */
  evidence: z.object({ id: z.string(), hash: z.string() }).nullable(),
});
const named = z.object({ id });

const ofCorrection = <Data extends { readonly id: string }>(
  verb: string,
  about: string,
  schema: z.ZodType<Data>,
): EntryType<Data> => ({
  type: `minutes.${verb}`,
  about,
  subject: "correction/ID",
  isPublic: true,
  schema,
  subjectOf: ({ id }) => `correction/${id}`,
});

export const minutesDisputed = ofCorrection(
  "disputed",
  "A person says that some minutes were measured wrongly; they count as before, and both figures are shown.",
  disputed,
);
export const minutesUndisputed = ofCorrection("undisputed", "A dispute was withdrawn.", named);

/** Epoch milliseconds. */
export interface Correction {
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
  readonly evidenceId: string | null;
  readonly isWithdrawn: boolean;
  /** Number of entries of its subject. */
  readonly version: number;
}

export interface Corrections {
  /** In the order in which they were made. */
  readonly all: readonly Correction[];
  /** Entries below "correction/". */
  readonly entries: number;
}

/** All that was ever disputed. */
export const corrections: Fold<Corrections> = {
  name: "corrections",
  initial: { all: [], entries: 0 },
  reduce(state, entry) {
    if (!entry.subject.startsWith("correction/")) return state;
    const entries = state.entries + 1;
    const begun = readEntry(minutesDisputed, entry);
    if (begun !== null) {
      const one = {
        ...{ id: begun.id, reason: begun.reason, by: entry.by, version: entry.version },
        ...{ fromMs: Date.parse(begun.from), toMs: Date.parse(begun.to) },
        atMs: Date.parse(entry.at),
        evidenceId: begun.evidence?.id ?? null,
        isWithdrawn: false,
      };
      return { all: [...state.all, one], entries };
    }
    if (readEntry(minutesUndisputed, entry) === null) return { ...state, entries };
    const all = state.all.map((one) =>
      entry.subject === `correction/${one.id}`
        ? { ...one, isWithdrawn: true, version: entry.version }
        : one,
    );
    return { all, entries };
  },
};

/** Times as an account takes them. */
export const disputedTimes = ({ all }: Pick<Corrections, "all">) =>
  all
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .map(({ fromMs: startMs, toMs: endMs }) => ({ startMs, endMs }));
