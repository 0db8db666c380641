import { hash } from "node:crypto";
import * as z from "zod";
import type { NewEntry } from "../core/ledger/index.ts";
import type { VaultLabel, VaultReference } from "../core/store/index.ts";
import { type Circumstances, type EntryType, writeEntry } from "./entry-type.ts";

/** What somebody is told; it lies in the vault. All texts are plain; deliverers escape them for their medium. */
export const message = z.strictObject({
  subject: z.string().min(1).max(200),
  text: z.string().max(20_000),
  severity: z.enum(["critical", "warning", "info"]),
  /** What the receiver does with others of the same thread; "notice": it stands by itself. */
  action: z.enum(["trigger", "acknowledge", "resolve", "notice"]),
  /** Messages of one thread have the same: one incident is one thread. */
  thread: z.string().min(1).max(200),
  at: z.iso.datetime(),
  addon: z.strictObject({ key: z.string(), name: z.string() }),
  links: z.array(z.strictObject({ text: z.string().max(200), href: z.url().max(2000) })).max(10),
});
export type Message = z.infer<typeof message>;

/**
 * page: somebody is woken, by the first of its channels that takes it. ticket: it can wait until
 * morning. test: a person wants to know whether a channel works. bulk: to many recipients, each once.
 */
export const EFFECT_KINDS = ["page", "ticket", "test", "bulk"] as const;
export type EffectKind = (typeof EFFECT_KINDS)[number];

/** What the vault keeps of an effect. */
export const effectContent = z.strictObject({
  message,
  /** Of a bulk: ids of subscribers. */
  recipients: z.array(z.string()).max(200_000),
});
export type EffectContent = z.infer<typeof effectContent>;

const id = z.string().min(1);
const place = z.int().min(0);
const reference = z.object({ id: z.string(), hash: z.string() });
const intended = z.object({
  id,
  kind: z.enum(EFFECT_KINDS),
  /** In the order in which they are tried; a bulk has one. */
  channels: z.array(z.string()).min(1),
  content: reference,
  /** How many recipients a bulk has; 0 for all others: the channel knows its own. */
  recipients: z.int().min(0),
  /** Messages of one thread reach a channel in the order in which they were intended. */
  thread: z.string(),
  action: message.shape.action,
  /** Why, for whoever looks after it: "Roadmaps for Jira is down". */
  reason: z.string(),
});
const failed = z.object({
  id,
  channel: z.string(),
  reason: z.string(),
  /** The channel will never take it. */
  final: z.boolean(),
  /** The receiver asks for so much time; null: it does not say. */
  afterMs: z.int().min(0).nullable(),
});
const delivered = z.object({ id, channel: z.string(), receipt: z.string() });
const abandoned = z.object({ id, reason: z.string() });
const named = z.object({ id });
/** Places of recipients in the list. */
const sending = z.object({ id, places: z.array(place).min(1) });
const receipts = z.object({
  id,
  delivered: z.array(place),
  /** They will be tried again. */
  deferred: z.array(place),
  /** They will not. */
  refused: z.array(z.object({ place, reason: z.string() })),
  /** It may have reached them. */
  doubted: z.array(place),
});

const ofEffect = <Data extends { readonly id: string }>(
  verb: string,
  about: string,
  schema: z.ZodType<Data>,
): EntryType<Data> => ({
  type: `effect.${verb}`,
  about,
  subject: "effect/ID",
  isPublic: false,
  schema,
  subjectOf: ({ id }) => `effect/${id}`,
});

export const effectIntended = ofEffect("intended", "Somebody is to be told something.", intended);
export const effectFailed = ofEffect(
  "failed",
  "A channel did not take a message; it is tried again.",
  failed,
);
export const effectDelivered = ofEffect("delivered", "A channel took a message.", delivered);
export const effectAbandoned = ofEffect("abandoned", "A message is not tried any more.", abandoned);
export const effectRetried = ofEffect("retried", "A person has a message tried again.", named);
export const effectSending = ofEffect(
  "sending",
  "A message goes to some of its recipients now.",
  sending,
);
export const effectReceipts = ofEffect(
  "receipts",
  "What became of a message to some of its recipients.",
  receipts,
);
export const effectDoubted = ofEffect(
  "doubted",
  "Whether a message reached some recipients is not known: a person decides whether it goes again.",
  sending,
);

/** What is to be told, and to whom. */
export interface Intent {
  /** The same for the same effect: what its reason is called. Its id is made of it. */
  readonly name: string;
  readonly kind: EffectKind;
  readonly channels: readonly string[];
  readonly message: Message;
  readonly recipients?: readonly string[];
  readonly reason: string;
}

/** An entry that goes into the same append as its reason, with its content for the vault: see `Decision.vaulted`. */
export function intend(
  { name, kind, channels, message, recipients = [], reason }: Intent,
  circumstances: Circumstances,
): {
  readonly content: Uint8Array;
  readonly about: VaultLabel;
  entry(reference: VaultReference): NewEntry;
} {
  const content: EffectContent = { message, recipients: [...recipients] };
  return {
    content: new TextEncoder().encode(JSON.stringify(effectContent.parse(content))),
    about: { kind: "effect", person: "" },
    entry: (reference) =>
      writeEntry(
        effectIntended,
        {
          id: effectId(circumstances.addon, name),
          kind,
          channels: [...channels],
          content: reference,
          recipients: recipients.length,
          thread: message.thread,
          action: message.action,
          reason,
        },
        circumstances,
      ),
  };
}

/** Receivers see it as `webhook-id` and in `Message-ID`: no dots, nothing that tells anything. */
const effectId = (addon: string, name: string): string =>
  hash("sha256", `${addon} ${name}`, "hex").slice(0, 24);
