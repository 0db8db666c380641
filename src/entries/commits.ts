import * as z from "zod";
import type { EntryType } from "./entry-type.ts";

const SUBJECT = "store";

const lost = z.object({
  /** How many transactions are missing; null: another database lies there than was written last. */
  commits: z.int().min(1).nullable(),
  /** When the last of them was acknowledged. */
  lastAt: z.iso.datetime(),
});

export const commitsLost: EntryType<z.infer<typeof lost>> = {
  type: "commits.lost",
  about:
    "What was acknowledged is not in the store any more: its log was lost, or the file is an older one.",
  subject: SUBJECT,
  isPublic: true,
  schema: lost,
  subjectOf: () => SUBJECT,
};
