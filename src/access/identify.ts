import { timingSafeEqual } from "node:crypto";
import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import { type Caller, type Known, type Refusal, scopesUpTo } from "../engine/index.ts";
import { type AccessKey, accessKeys } from "../entries/index.ts";
import { hashOfToken, idOfToken } from "./secret.ts";

export type Identified = { readonly kind: "caller"; readonly caller: Caller } | Refusal;

/** Whose key a token is, at this moment; or why it opens nothing. */
export function identify(known: Known, token: string, nowMs: number): Identified {
  const id = idOfToken(token);
  const found = id === null ? undefined : everyKey(known).find(({ key }) => key.id === id);
  // Only who has the secret learns more than that it is wrong.
  if (found === undefined || !isSame(hashOfToken(token), found.key.secretSha256))
    return refuse("access.key-unknown");
  return openedBy(found, nowMs);
}

/** Who came in with a key may no longer than the key. */
export function stillMay(known: Known, caller: Caller, nowMs: number): Identified {
  const found = everyKey(known).find(({ key }) => `key/${key.id}` === caller.by);
  return found === undefined ? { kind: "caller", caller } : openedBy(found, nowMs);
}

function openedBy({ key, addon }: ReturnType<typeof everyKey>[number], nowMs: number): Identified {
  switch (stateOf(key, nowMs)) {
    case "revoked":
      return refuse("access.key-revoked");
    case "expired":
      return refuse("access.key-expired");
    case "active": {
      const { everyAddon, scope } = key;
      const may = scopesUpTo(scope);
      const caller = { by: `key/${key.id}`, may, addon: everyAddon ? null : addon };
      return { kind: "caller", caller };
    }
  }
}

/** Every key with the add-on whose ledger tells of it. */
const everyKey = (known: Known) =>
  known.addons().flatMap((addon) => known.state(accessKeys, addon).map((key) => ({ key, addon })));

/** The keys that open an add-on. */
export const keysOf = (known: Known, addon: string) =>
  everyKey(known).filter((one) => one.addon === addon || one.key.everyAddon);

export function stateOf(
  { revokedMs, expiresMs }: AccessKey,
  nowMs: number,
): "active" | "expired" | "revoked" {
  if (revokedMs !== null) return "revoked";
  return expiresMs !== null && expiresMs <= nowMs ? "expired" : "active";
}

const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

const refuse = (code: ErrorCode): Refusal => {
  const { meaning: message, hint } = catalogue[code];
  return { kind: "refused", code, message, hint };
};
