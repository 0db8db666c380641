import { createPublicKey, hash, type KeyObject, sign, verify } from "node:crypto";
import { PlimsollError } from "../errors/index.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Head } from "./entry.ts";

/** What is signed when a period closes: nothing up to `head` can change unnoticed any more. */
export interface Seal {
  /** "2027-01" for a month; "export" for the ledger as it was when it was written out. */
  readonly period: string;
  readonly head: Head;
  /** Hex SHA-256 over the canonical JSON of the statement published with it. */
  readonly statement?: string;
}

/** A seal with what proves it. An entry whose data has these three fields seals the ledger up to `head`. */
export interface SignedSeal {
  readonly seal: Seal;
  /** The raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** Ed25519 (RFC 8032) over the canonical JSON of `seal`, base64url. */
  readonly signature: string;
}

/** Signs a closed period. @throws PlimsollError `ledger.key-refused` for a key that is not Ed25519 */
export function seal(what: Seal, privateKey: KeyObject): SignedSeal {
  const publicKey = publicKeyOf(privateKey);
  const signature = sign(null, Buffer.from(canonicalJson(what)), privateKey);
  return {
    seal: what,
    publicKey,
    signature: signature.toString("base64url"),
  };
}

/**
 * The public half of a sealing key as seals name it: raw Ed25519, base64url.
 * @throws PlimsollError `ledger.key-refused` for a key that is not Ed25519
 */
export function publicKeyOf(privateKey: KeyObject): string {
  if (privateKey.asymmetricKeyType !== "ed25519" || privateKey.type !== "private")
    throw new PlimsollError("ledger.key-refused", "Seals are signed with an Ed25519 private key.");
  return publicKeyText(createPublicKey(privateKey));
}

/** What a seal holds of the statement that it is over. @throws PlimsollError `ledger.entry-refused` for what is not plain JSON */
export const statementHash = (statement: unknown): string =>
  hash("sha256", canonicalJson(statement));

/** True when the signature is the named key's; whether that key is to be trusted the reader decides. */
export function verifySeal({ seal, publicKey, signature }: SignedSeal): boolean {
  const bytes = Buffer.from(signature, "base64url");
  const key = readPublicKey(publicKey);
  if (!key || bytes.toString("base64url") !== signature) return false;
  return verify(null, Buffer.from(canonicalJson(seal)), key, bytes);
}

/** Whether a value read from somewhere has the form of a signed seal. */
export function isSignedSeal(value: unknown): value is SignedSeal {
  const { seal, publicKey, signature } = (value ?? {}) as Partial<SignedSeal>;
  return (
    typeof publicKey === "string" &&
    typeof signature === "string" &&
    typeof seal?.period === "string" &&
    typeof seal.head?.hash === "string" &&
    Number.isSafeInteger(seal.head.seq)
  );
}

const publicKeyText = (key: KeyObject): string => key.export({ format: "jwk" }).x!;

/** Null for text that is not exactly what `publicKeyText` writes: base64url has spare bits. */
function readPublicKey(text: string): KeyObject | null {
  try {
    const jwk = { kty: "OKP", crv: "Ed25519", x: text };
    const key = createPublicKey({ key: jwk, format: "jwk" });
    return publicKeyText(key) === text ? key : null;
  } catch {
    return null;
  }
}
