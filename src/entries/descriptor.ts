import * as z from "zod";
import { type Descriptor, parseDescriptor } from "../core/host/index.ts";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const SUBJECT = "descriptor";

const seen = z.object({ document: z.record(z.string(), z.unknown()) });

export const descriptorSeen: EntryType<z.infer<typeof seen>> = {
  type: "descriptor.seen",
  about: "The add-on's descriptor was seen to be another.",
  subject: SUBJECT,
  isPublic: true,
  schema: seen,
  subjectOf: () => SUBJECT,
};

/** A descriptor as it was seen last, and the how manieth it was. */
export interface SeenDescriptor {
  readonly descriptor: Descriptor;
  readonly version: number;
}

/** The descriptor that was seen last; null before the first. */
export const lastDescriptor: Fold<SeenDescriptor | null> = {
  name: "last-descriptor",
  initial: null,
  reduce(before, entry) {
    const data = readEntry(descriptorSeen, entry);
    if (data === null) return before;
    const parsed = parseDescriptor(JSON.stringify(data.document));
    if (parsed.kind !== "descriptor") return before;
    return { descriptor: parsed.descriptor, version: entry.version };
  },
};
