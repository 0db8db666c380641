import * as z from "zod";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const SUBJECT = "probes";

const planned = z.object({
  /** Where the vault holds the paths and places: they are the vendor's own affair. */
  probes: z.object({ id: z.string(), hash: z.string() }),
});

export const probesPlanned: EntryType<z.infer<typeof planned>> = {
  type: "probes.planned",
  about: "From here on other paths are checked, or from other places.",
  subject: SUBJECT,
  isPublic: true,
  schema: planned,
  subjectOf: () => SUBJECT,
};

/** What the vault holds of a plan of checks, and from when on (epoch milliseconds) it is in force. */
export interface PlannedProbes {
  readonly version: number;
  readonly fromMs: number;
  readonly vaultId: string;
}

/** Every plan of checks that there was, oldest first. */
export const probePlans: Fold<readonly PlannedProbes[]> = {
  name: "probe-plans",
  initial: [],
  reduce(plans, entry) {
    const data = readEntry(probesPlanned, entry);
    if (data === null) return plans;
    const { version, at } = entry;
    return [...plans, { version, fromMs: Date.parse(at), vaultId: data.probes.id }];
  },
};
