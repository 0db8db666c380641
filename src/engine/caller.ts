import type { ErrorCode } from "../core/errors/index.ts";
import type { Scope } from "./command.ts";
import type { Refusal } from "./perform.ts";

/** Who asks, and what he may. */
export interface Caller {
  /** As entries name him: "local" or "key/<id>". */
  readonly by: string;
  readonly may: readonly Scope[];
  /** The one add-on that he may ask about; null: all of them. */
  readonly addon: string | null;
}

const SCOPES: readonly Scope[] = ["read", "operate", "admin"];

/** A scope includes those before it. */
export const scopesUpTo = (scope: Scope): readonly Scope[] =>
  SCOPES.slice(0, SCOPES.indexOf(scope) + 1);

/** Whoever can read the data folder. */
export const local: Caller = { by: "local", may: SCOPES, addon: null };

/** Why a caller may not do what takes `scope`; null: he may. */
export function lackedScope({ may }: Caller, scope: Scope, what: string): Refusal | null {
  if (may.includes(scope)) return null;
  const has = may.at(-1) ?? "nothing";
  return refused(
    "access.scope-missing",
    `${what} takes the scope ${scope}; the key that was shown has ${has}.`,
    `Use a key with the scope ${scope}: plimsoll key create NAME --scope ${scope}.`,
  );
}

/** Why a caller may not ask about an add-on, or ("") all of them; null: he may. */
export function foreignAddon({ addon }: Caller, meant: string): Refusal | null {
  if (addon === null || addon === meant) return null;
  if (meant === "")
    return refused(
      "access.addon-foreign",
      `The key that was shown is for ${addon} alone, and this is about all add-ons.`,
      "Use a key that was made with --every-addon.",
    );
  return refused(
    "access.addon-foreign",
    `The key that was shown is for ${addon}, not for ${meant}.`,
    `Use a key of ${meant}: plimsoll key create NAME --addon ${meant}.`,
  );
}

const refused = (code: ErrorCode, message: string, hint: string): Refusal => ({
  kind: "refused",
  code,
  message,
  hint,
});
