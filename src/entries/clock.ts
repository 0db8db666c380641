import * as z from "zod";
import type { EntryType } from "./entry-type.ts";

const SUBJECT = "clock";

const stepped = z.object({
  /** Forward, or back where it is negative. */
  byMs: z.int(),
});

export const clockStepped: EntryType<z.infer<typeof stepped>> = {
  type: "clock.stepped",
  about: "The clock of the machine that watches was set, or the machine slept.",
  subject: SUBJECT,
  isPublic: true,
  schema: stepped,
  subjectOf: () => SUBJECT,
};
