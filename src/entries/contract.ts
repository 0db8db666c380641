import * as z from "zod";
import type { PublishedVersion } from "../core/contract/index.ts";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const SUBJECT = "contract";

const published = z.object({
  /** Of the whole document, so that every change of it is seen. */
  hash: z.string(),
  /** ISO date from which it is judged by. */
  effectiveFrom: z.string(),
  /** The public section as written; the private one never leaves the vendor. */
  sla: z.string(),
});

export const contractPublished: EntryType<z.infer<typeof published>> = {
  type: "contract.published",
  about: "A version of the contract was published.",
  subject: SUBJECT,
  isPublic: true,
  schema: published,
  subjectOf: () => SUBJECT,
};

/** Every version of an add-on's contract that was ever published, oldest first. */
export const contractVersions: Fold<readonly PublishedVersion[]> = {
  name: "contract-versions",
  initial: [],
  reduce(versions, entry) {
    const data = readEntry(contractPublished, entry);
    if (data === null) return versions;
    return [...versions, { version: entry.version, publishedAt: entry.at, ...data }];
  },
};
