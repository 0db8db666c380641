import { type Descriptor, parseDescriptor } from "../core/host/index.ts";
import type { Entry, NewEntry } from "../core/ledger/index.ts";

export const DESCRIPTOR_SUBJECT = "descriptor";
const SEEN = "descriptor.seen";

/** The latest descriptor of each add-on that was seen, by key, with how many were seen before and it. */
export type SeenDescriptors = ReadonlyMap<string, SeenDescriptor>;

export interface SeenDescriptor {
  readonly descriptor: Descriptor;
  readonly version: number;
}

/** The fold over the ledger that remembers descriptors: after a restart requests are told apart at once. */
export function foldDescriptors(seen: SeenDescriptors, entry: Entry): SeenDescriptors {
  if (entry.type !== SEEN) return seen;
  const parsed = parseDescriptor(JSON.stringify(entry.data.document));
  if (parsed.kind !== "descriptor") return seen;
  return new Map(seen).set(entry.addon, { descriptor: parsed.descriptor, version: entry.version });
}

/** The entry for a descriptor that differs from the one seen before; null where it is the same. */
export function decideSeen(
  addon: string,
  before: SeenDescriptor | undefined,
  descriptor: Descriptor,
  at: string,
): NewEntry | null {
  const isSame =
    JSON.stringify(before?.descriptor.document) === JSON.stringify(descriptor.document);
  if (isSame) return null;
  return {
    addon,
    subject: DESCRIPTOR_SUBJECT,
    type: SEEN,
    at,
    by: "plimsoll",
    data: { document: descriptor.document },
  };
}
