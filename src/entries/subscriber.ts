import * as z from "zod";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

/** What the vault keeps of one who is told of things: erased, nothing reaches him any more. */
export const contact = z.strictObject({
  /** A mail address or a URL. */
  to: z.string().min(1).max(2000),
  /** What a webhook is signed with. */
  secret: z.string().max(500).nullable(),
});
export type Contact = z.infer<typeof contact>;

const id = z.string().min(1);
const added = z.object({
  id,
  medium: z.enum(["mail", "webhook"]),
  /** Of what he wants to know; none: of all of it. */
  components: z.array(z.string().min(1).max(100)).max(20),
  /** Where the vault has his address. */
  contact: z.object({ id: z.string(), hash: z.string() }),
  /** Whether he has said so himself, or somebody who answers for it. */
  isConfirmed: z.boolean(),
});
const named = z.object({ id });
/** asked: by himself. removed: by the vendor. gone: his server wants nothing any more. */
const ended = z.object({ id, reason: z.enum(["asked", "removed", "gone"]) });
/** `event`: the entry that everybody was told of. */
const told = z.object({ event: z.int().min(1) });

const ofSubscriber = <Data extends { readonly id: string }>(
  verb: string,
  about: string,
  schema: z.ZodType<Data>,
): EntryType<Data> => ({
  type: `subscriber.${verb}`,
  about,
  subject: "subscriber/ID",
  isPublic: false,
  schema,
  subjectOf: ({ id }) => `subscriber/${id}`,
});

export const subscriberAdded = ofSubscriber(
  "added",
  "Somebody wants to be told of incidents and maintenance.",
  added,
);
export const subscriberConfirmed = ofSubscriber(
  "confirmed",
  "Somebody has confirmed that he wants to be told.",
  named,
);
export const subscriberEnded = ofSubscriber(
  "ended",
  "Somebody is told of nothing any more.",
  ended,
);
export const subscribersTold: EntryType<z.infer<typeof told>> = {
  type: "subscribers.told",
  about: "Subscribers are told of something that happened.",
  subject: "subscribers/SEQ",
  isPublic: false,
  schema: told,
  subjectOf: ({ event }) => `subscribers/${event}`,
};

export interface Subscriber {
  readonly id: string;
  readonly medium: "mail" | "webhook";
  readonly components: readonly string[];
  readonly contactId: string;
  readonly state: "pending" | "confirmed" | "ended";
  readonly addedMs: number;
  /** Number of entries of its subject. */
  readonly version: number;
}

export interface Subscribers {
  /** By id; those who ended stay. Grow in place. */
  readonly all: ReadonlyMap<string, Subscriber>;
  readonly pending: number;
  readonly confirmed: number;
  /** Entries below "subscriber/". */
  readonly entries: number;
}

/** Everybody who ever wanted to be told. */
export const subscribers: Fold<Subscribers> = {
  name: "subscribers",
  initial: { all: new Map(), pending: 0, confirmed: 0, entries: 0 },
  reduce(state, entry) {
    if (!entry.subject.startsWith("subscriber/")) return state;
    const all =
      state.entries === 0 ? new Map<string, Subscriber>() : (state.all as Map<string, Subscriber>);
    const { version } = entry;
    const begun = readEntry(subscriberAdded, entry);
    const before = all.get(entry.subject.slice("subscriber/".length));
    const entries = state.entries + 1;
    const after: Subscriber | null =
      begun !== null
        ? {
            ...{ id: begun.id, medium: begun.medium, components: begun.components, version },
            contactId: begun.contact.id,
            state: begun.isConfirmed ? "confirmed" : "pending",
            addedMs: Date.parse(entry.at),
          }
        : before === undefined
          ? null
          : readEntry(subscriberConfirmed, entry) !== null
            ? { ...before, state: "confirmed", version }
            : readEntry(subscriberEnded, entry) !== null
              ? { ...before, state: "ended", version }
              : { ...before, version };
    if (after === null) return { ...state, all, entries };
    all.set(after.id, after);
    const change = (of: Subscriber["state"]) =>
      (after.state === of ? 1 : 0) - (before?.state === of ? 1 : 0);
    return {
      all,
      pending: state.pending + change("pending"),
      confirmed: state.confirmed + change("confirmed"),
      entries,
    };
  },
};
