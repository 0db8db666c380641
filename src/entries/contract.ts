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
  /** Where the vault has the whole document; older entries do not say. */
  document: z.object({ id: z.string(), hash: z.string() }).optional(),
});

export const contractPublished: EntryType<z.infer<typeof published>> = {
  type: "contract.published",
  about: "A version of the contract was published.",
  subject: SUBJECT,
  isPublic: true,
  schema: published,
  subjectOf: () => SUBJECT,
};

/** A version, by whom it was published, and where the vault has its document; null: it was not kept yet then. */
export interface ContractVersion extends PublishedVersion {
  readonly by: string;
  readonly documentId: string | null;
}

/** Every version of an add-on's contract that was ever published, oldest first. */
export const contractVersions: Fold<readonly ContractVersion[]> = {
  name: "contract-versions",
  initial: [],
  reduce(versions, entry) {
    const data = readEntry(contractPublished, entry);
    if (data === null) return versions;
    const { document, ...told } = data;
    const { version, at: publishedAt, by } = entry;
    return [...versions, { ...told, version, publishedAt, by, documentId: document?.id ?? null }];
  },
};
