import { hash } from "node:crypto";
import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import { HOUR_MS, isoTime } from "../core/time/index.ts";
import type { Context, Decide, Decision, Kept, Known, Refusal } from "../engine/index.ts";
import {
  type Contact,
  contact,
  intend,
  type Subscriber,
  subscriberAdded,
  subscriberConfirmed,
  subscriberEnded,
  subscribers,
  writeEntry,
} from "../entries/index.ts";

type SubscriberCode = Extract<ErrorCode, `subscriber.${string}`>;

const refuse = (code: SubscriberCode, message: string): Refusal => ({
  kind: "refused",
  code,
  message,
  hint: catalogue[code].hint,
});

/** So many may have asked and not confirmed: a flood of forms costs no more. */
const MOST_PENDING = 1_000;
const MOST_SUBSCRIBERS = 100_000;
/** The same address is sent no second letter within so long, whoever asks. */
const AGAIN_MS = HOUR_MS;

export interface Asking {
  readonly mail: string;
  readonly components: readonly string[];
  readonly addonName: string;
  /** Where he confirms, by his id. */
  readonly confirmUrl: (id: string) => string | null;
}

/** Somebody fills in the form: he is sent a letter, and told of nothing before he confirms it. The answer tells nobody whether the address was known. */
export const decideAsk: Decide<Asking> = (known, asked, context, kept) => {
  const { addon, nowMs: atMs, by } = context;
  const { mail, components, addonName } = asked;
  const { pending, all } = known.state(subscribers, addon);
  const before = subscribersOf(all, kept, mail);
  const isKnown = before.some(
    ({ state, addedMs }) =>
      state === "confirmed" || (state === "pending" && atMs - addedMs < AGAIN_MS),
  );
  if (isKnown) return { kind: "decided", entries: [], expected: {} };
  if (pending >= MOST_PENDING || all.size >= MOST_SUBSCRIBERS)
    return refuse("subscriber.too-many", "Too many people have asked and not confirmed.");
  const id = idOf(context);
  const about = { addon, atMs, by };
  const confirm = asked.confirmUrl(id);
  if (confirm === null)
    return refuse("subscriber.no-address", "It is not known where the public page is.");
  const message = {
    subject: `Confirm: news of ${addonName}`,
    text: `Somebody, probably you, wants to be told at this address of incidents and maintenance of ${addonName}.\n\nIf it was not you, do nothing: you will hear no more of it.`,
    severity: "info" as const,
    action: "notice" as const,
    thread: `${addon}/subscriber/${id}`,
    at: isoTime(atMs),
    addon: { key: addon, name: addonName },
    links: [{ text: "Yes, tell me", href: confirm }],
  };
  return {
    kind: "decided",
    entries: [],
    vaulted: [
      addedEntry(
        { id, medium: "mail", components, isConfirmed: false },
        { to: mail, secret: null },
        context,
      ),
      intend(
        {
          name: `confirm subscriber ${id}`,
          kind: "bulk",
          channels: ["mail"],
          recipients: [id],
          message,
          reason: "somebody wants to be told of news",
        },
        about,
      ),
    ],
    expected: {},
  };
};

export interface Adding {
  readonly to: string;
  readonly components?: string | undefined;
}

/** The vendor adds somebody who has agreed, or a program of a customer. */
export function decideAdd(
  known: Known,
  { to, components = "" }: Adding,
  context: Context,
  kept: Kept,
): Decision | Refusal {
  const { all } = known.state(subscribers, context.addon);
  const medium = isUrl(to) ? "webhook" : "mail";
  if (medium === "mail" && !isMail(to))
    return refuse(
      "subscriber.address-refused",
      "It is neither a mail address nor an https address.",
    );
  if (subscribersOf(all, kept, to).some(({ state }) => state === "confirmed"))
    return refuse("subscriber.known", "It is told already.");
  if (all.size >= MOST_SUBSCRIBERS)
    return refuse("subscriber.too-many", "There are as many subscribers as are kept.");
  const list = components
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const secret = medium === "webhook" ? secretOf(context.secret!) : null;
  const data = { id: idOf(context), medium, components: list, isConfirmed: true } as const;
  return {
    kind: "decided",
    entries: [],
    vaulted: [addedEntry(data, { to, secret }, context)],
    expected: {},
  };
}

export interface Named {
  readonly id: string;
}

export const decideConfirm: Decide<Named> = (known, { id }, context) => {
  const one = known.state(subscribers, context.addon).all.get(id);
  if (one === undefined || one.state === "ended")
    return refuse("subscriber.unknown", "Nobody waits for this to be confirmed.");
  if (one.state === "confirmed") return { kind: "decided", entries: [], expected: {} };
  return decided(one, writeEntry(subscriberConfirmed, { id }, aboutOf(context)));
};

/** His address is forgotten with it. */
export const decideEnd =
  (reason: "asked" | "removed"): Decide<Named> =>
  (known, { id }, context) => {
    const one = known.state(subscribers, context.addon).all.get(id);
    if (one === undefined) return refuse("subscriber.unknown", `There is no subscriber ${id}.`);
    if (one.state === "ended") return { kind: "decided", entries: [], expected: {} };
    return {
      ...decided(one, writeEntry(subscriberEnded, { id, reason }, aboutOf(context))),
      erased: [one.contactId],
    };
  };

const decided = ({ id, version }: Subscriber, entry: ReturnType<typeof writeEntry>) => ({
  kind: "decided" as const,
  entries: [entry],
  expected: { [`subscriber/${id}`]: version },
});

const aboutOf = ({ addon, nowMs: atMs, by }: Context) => ({ addon, atMs, by });

const idOf = ({ addon, cause }: Context): string =>
  hash("sha256", `subscriber ${addon} ${cause}`, "hex").slice(0, 16);

/** As Standard Webhooks has secrets. */
export const secretOf = (secret: string): string =>
  `whsec_${Buffer.from(secret, "base64url").toString("base64")}`;

function addedEntry(
  data: Pick<Subscriber, "id" | "medium" | "components"> & { readonly isConfirmed: boolean },
  address: Contact,
  context: Context,
) {
  return {
    content: new TextEncoder().encode(JSON.stringify(contact.parse(address))),
    // Only the vault knows whose it is, and forgets it with the rest.
    about: { kind: "subscriber", person: personOf(address.to) },
    entry: (reference: { readonly id: string; readonly hash: string }) =>
      writeEntry(
        subscriberAdded,
        { ...data, components: [...data.components], contact: reference },
        aboutOf(context),
      ),
  };
}

/** What the vault calls somebody of whom only an address is known; `erase` takes it. */
export const personOf = (address: string): string => {
  const at = address.lastIndexOf("@");
  const plain = at < 0 || isUrl(address) ? address : address.toLowerCase();
  return `subscriber/${hash("sha256", plain, "hex").slice(0, 32)}`;
};

const subscribersOf = (
  all: ReadonlyMap<string, Subscriber>,
  kept: Kept,
  address: string,
): readonly Subscriber[] => {
  const contacts = new Set(kept.about(personOf(address)));
  return contacts.size === 0 ? [] : [...all.values()].filter((one) => contacts.has(one.contactId));
};

const isUrl = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text);

/** One mailbox: a name, and a host of several parts. */
export const isMail = (text: string): boolean =>
  /^[^\s<>(),;:"\\[\]@\p{Cc}]{1,64}@[^\s<>(),;:"\\@\p{Cc}.]+(\.[^\s<>(),;:"\\@\p{Cc}.]+)+$/u.test(
    text,
  ) && text.length <= 254;
