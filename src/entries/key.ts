import * as z from "zod";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const created = z.object({
  id: z.string(),
  /** What it is for. */
  name: z.string(),
  /** The most that it may; admin includes operate, operate includes read. */
  scope: z.enum(["read", "operate", "admin"]),
  /** It opens every add-on of this store, those to come included. */
  everyAddon: z.boolean(),
  /** null: it does not expire. */
  expiresAt: z.iso.datetime().nullable(),
  /** Hex SHA-256 of the secret, which is kept nowhere. */
  secretSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const revoked = z.object({ id: z.string() });

const ofKey = <Data extends { readonly id: string }>(
  verb: string,
  about: string,
  schema: z.ZodType<Data>,
): EntryType<Data> => ({
  type: `key.${verb}`,
  about,
  subject: "key/ID",
  isPublic: false,
  schema,
  subjectOf: ({ id }) => `key/${id}`,
});

export const keyCreated = ofKey("created", "A key was made for a person or a program.", created);
export const keyRevoked = ofKey("revoked", "A key was revoked: it opens nothing more.", revoked);

/** A key as far as it is known. Epoch milliseconds. */
export interface AccessKey {
  readonly id: string;
  readonly name: string;
  readonly scope: z.infer<typeof created>["scope"];
  readonly everyAddon: boolean;
  readonly createdMs: number;
  readonly createdBy: string;
  readonly expiresMs: number | null;
  readonly secretSha256: string;
  readonly revokedMs: number | null;
  /** Number of entries of its subject. */
  readonly version: number;
}

/** Every key that was ever made, oldest first. */
export const accessKeys: Fold<readonly AccessKey[]> = {
  name: "access-keys",
  initial: [],
  reduce(keys, entry) {
    const { at, by, version } = entry;
    const made = readEntry(keyCreated, entry);
    if (made !== null) {
      const { expiresAt, ...rest } = made;
      const expiresMs = expiresAt === null ? null : Date.parse(expiresAt);
      const createdMs = Date.parse(at);
      return [...keys, { ...rest, expiresMs, createdMs, createdBy: by, revokedMs: null, version }];
    }
    const ended = readEntry(keyRevoked, entry);
    if (ended === null) return keys;
    const revokedMs = Date.parse(at);
    return keys.map((key) => (key.id === ended.id ? { ...key, revokedMs, version } : key));
  },
};
