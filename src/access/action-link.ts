import { createHmac, timingSafeEqual } from "node:crypto";
import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import type { Caller, Refusal, Scope } from "../engine/index.ts";

/** One command that one person may do once, by opening a link and confirming. */
export interface ActionLink {
  /** Tells it from every other; what makes it once. */
  readonly id: string;
  /** "maintenance end" */
  readonly command: string;
  /** "": all of them. */
  readonly addon: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** An id of the person it was made for, never a name or an address: the ledger names it for ever. */
  readonly person: string;
  readonly expiresMs: number;
}

/** Longer addresses are cut by some mail programs. */
const MOST_TOKEN_LENGTH = 1800;
const PURPOSE = "plimsoll action link 1";

/**
 * The path of a link, for the address of the public listener. All of it is signed, nothing of it is
 * secret but the signature: who has it may do it. Put nothing personal into it.
 */
export function actionLink(
  key: string,
  link: ActionLink,
): Refusal | { kind: "link"; path: string } {
  const { id, command, addon, input, person, expiresMs } = link;
  const payload = base64url(JSON.stringify([id, command, addon, input, person, expiresMs]));
  const token = `${payload}.${signatureOf(key, payload)}`;
  return token.length > MOST_TOKEN_LENGTH
    ? refuse("link.too-long")
    : { kind: "link", path: `/do/${token}` };
}

/** What a link says that this key has signed, at this moment. */
export function readActionLink(
  key: string,
  token: string,
  nowMs: number,
): Refusal | { readonly kind: "link"; readonly link: ActionLink } {
  const [payload = "", signature = ""] = token.split(".");
  const expected = Buffer.from(signatureOf(key, payload));
  const shown = Buffer.from(signature);
  if (token !== `${payload}.${signature}` || shown.length !== expected.length)
    return refuse("link.unknown");
  if (!timingSafeEqual(shown, expected)) return refuse("link.unknown");
  const [id, command, addon, input, person, expiresMs] = JSON.parse(
    Buffer.from(payload, "base64url").toString(),
  );
  const link: ActionLink = { id, command, addon, input, person, expiresMs };
  return expiresMs <= nowMs ? refuse("link.expired") : { kind: "link", link };
}

/** Whoever follows it may this one thing, in the name of the person it was made for. */
export const callerOfLink = ({ person, addon }: ActionLink, scope: Scope): Caller => ({
  by: `person/${person}`,
  may: [scope],
  addon,
});

const base64url = (text: string): string => Buffer.from(text).toString("base64url");

const signatureOf = (key: string, payload: string): string =>
  createHmac("sha256", key).update(`${PURPOSE}\n${payload}`).digest("base64url");

const refuse = (code: ErrorCode): Refusal => {
  const { meaning: message, hint } = catalogue[code];
  return { kind: "refused", code, message, hint };
};
