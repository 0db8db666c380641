import { createHash } from "node:crypto";
import * as z from "zod";
import { parseDuration } from "../core/contract/index.ts";
import { catalogue } from "../core/errors/index.ts";
import { momentWords } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Command, Context, List, Refusal } from "../engine/index.ts";
import { keyCreated, keyRevoked, readEntry, writeEntry } from "../entries/index.ts";
import { keysOf, stateOf } from "./identify.ts";
import { hashOfToken, tokenOf } from "./secret.ts";

const scope = z.enum(["read", "operate", "admin"]);

interface Creation {
  readonly name: string;
  readonly scope: z.infer<typeof scope>;
  readonly expires: string;
  readonly everyAddon: boolean;
}

export const create: Command<Creation> = {
  name: "key create",
  about:
    "Makes a key for a program or a person that acts through the API; its secret is shown this once.",
  scope: "admin",
  input: z.object({
    name: z.string().trim().min(1).max(80).meta({
      description: "What it is for: deployments. It is kept for ever, so name no person.",
    }),
    scope: scope.default("read").meta({
      description: "What it may: read, operate (announce, start, end), or admin (keys too).",
    }),
    expires: z.string().trim().min(1).max(60).default("90d").meta({
      description: "In how long it expires: 90d (which is usual), 8h, never.",
    }),
    everyAddon: z.boolean().default(false).meta({
      description: "It opens every add-on of this store, those to come included.",
    }),
  }),
  operands: ["name"],
  examples: [
    {
      line: "plimsoll key create deployments --scope operate --expires 365d",
      about: "For a pipeline that announces maintenance",
    },
  ],
  decide(_, asked, context) {
    const { addon, nowMs, by } = context;
    const expiresAt = expiryOf(asked.expires, nowMs);
    if (expiresAt !== null && typeof expiresAt === "object") return expiresAt;
    if (asked.everyAddon && !mayForEvery(context)) return onlyOwnAddon;
    const id = idOf(context);
    const secretSha256 = hashOfToken(tokenOf(id, context.secret!));
    const { name, scope, everyAddon } = asked;
    const data = { id, name, scope, everyAddon, expiresAt, secretSha256 };
    return {
      kind: "decided",
      entries: [writeEntry(keyCreated, data, { addon, atMs: nowMs, by })],
      expected: { [`key/${id}`]: 0 },
    };
  },
  say([entry]) {
    const key = readEntry(keyCreated, entry!)!;
    const until =
      key.expiresAt === null
        ? "It does not expire."
        : `It expires on ${momentWords(Date.parse(key.expiresAt))}.`;
    const scopes = { read: "read", operate: "read and operate", admin: "everything" };
    return `Made key ${key.id}: it may ${scopes[key.scope]}. ${until} Whoever has its secret may too; it cannot be shown again.`;
  },
  secretOf: ([entry], secret) => tokenOf(readEntry(keyCreated, entry!)!.id, secret),
};

/** ISO; null: never. */
function expiryOf(text: string, nowMs: number): string | null | Refusal {
  if (text === "never") return null;
  const length = parseDuration(text);
  const [message, hint] =
    length.kind === "complaint"
      ? [length.message, length.hint]
      : ["A key that expires at once opens nothing.", catalogue["key.expiry-unclear"].hint];
  if (length.kind === "complaint" || length.value === 0)
    return {
      ...{ kind: "refused", code: "key.expiry-unclear", message, hint },
      errors: [{ path: ["expires"], detail: `${message} ${hint}` }],
    };
  return isoTime(nowMs + length.value);
}

/** Who may touch one add-on must not reach further by making or revoking keys of others. */
const mayForEvery = ({ only = null }: Context): boolean => only === null;

const onlyOwnAddon: Refusal = {
  kind: "refused",
  code: "access.addon-foreign",
  message: "The key that was shown is for one add-on, and this is about all of them.",
  hint: "Use a key that was made with --every-addon, or the command line on the machine itself.",
};

/** The same for the same cause; a repeat must not make another. */
const idOf = ({ addon, cause }: Context): string =>
  createHash("sha256").update(`key ${addon} ${cause}`).digest("hex").slice(0, 10);

interface Named {
  readonly id: string;
}

export const revoke: Command<Named> = {
  name: "key revoke",
  about: "Revokes a key: from now on it opens nothing. It cannot be undone.",
  scope: "admin",
  input: z.object({
    id: z.string().trim().min(1).max(80).meta({ description: "The id that `key list` shows." }),
  }),
  operands: ["id"],
  examples: [{ line: "plimsoll key revoke 3f9c21aa07", about: "When it got into wrong hands" }],
  decide(known, { id }, context) {
    const found = keysOf(known, context.addon).find(({ key }) => key.id === id);
    if (found === undefined)
      return {
        ...{ kind: "refused", code: "key.unknown", hint: catalogue["key.unknown"].hint },
        message: `No key has the id ${id}.`,
      };
    const { key, addon } = found;
    if (key.everyAddon && !mayForEvery(context)) return onlyOwnAddon;
    if (key.revokedMs !== null) return { kind: "decided", entries: [], expected: {} };
    const { nowMs, by } = context;
    return {
      kind: "decided",
      entries: [writeEntry(keyRevoked, { id }, { addon, atMs: nowMs, by })],
      expected: { [`key/${id}`]: key.version },
    };
  },
  say: ([entry], { input: { id } }) =>
    entry === undefined ? `Key ${id} was revoked before.` : `Revoked key ${id}.`,
};

const row = z.object({
  id: z.string(),
  name: z.string(),
  scope,
  state: z.enum(["active", "expired", "revoked"]),
  /** null: every one. */
  addon: z.string().nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  expiresAt: z.iso.datetime().nullable(),
});
type Row = z.infer<typeof row>;

export const keysList: List<Row> = {
  noun: "key",
  about: "Keys that were made for programs and people, latest first; never their secrets.",
  scope: "admin",
  row,
  rows: ({ known, addon, nowMs }) =>
    keysOf(known, addon)
      .map(({ key, addon: own }) => ({
        id: key.id,
        name: key.name,
        scope: key.scope,
        state: stateOf(key, nowMs),
        addon: key.everyAddon ? null : own,
        createdAt: isoTime(key.createdMs),
        createdBy: key.createdBy,
        expiresAt: key.expiresMs === null ? null : isoTime(key.expiresMs),
      }))
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
  columns: [
    { name: "id", of: ({ id }) => id },
    { name: "name", of: ({ name }) => name },
    { name: "scope", of: ({ scope }) => scope },
    { name: "state", of: ({ state }) => state },
    { name: "add-on", of: ({ addon }) => addon ?? "every" },
    { name: "expires", of: ({ expiresAt }) => expiresAt?.slice(0, 10) ?? "never" },
    { name: "made by", of: ({ createdBy }) => createdBy },
  ],
};
