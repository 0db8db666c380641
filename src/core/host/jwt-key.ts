import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { type HmacKey, hmacKey } from "./hmac.ts";

/**
 * A key bound to its one algorithm: a token whose header names another is never tried against it.
 * Made once and kept, because importing a key costs more than a signature.
 */
export type JwtKey = SharedKey | PairedKey;

interface SharedKey {
  readonly alg: "HS256";
  readonly key: HmacKey;
  /** The first segment of every token signed with it. */
  readonly header: string;
}

interface PairedKey {
  readonly alg: "RS256";
  readonly key: KeyObject;
  readonly header: string;
}

const header = (fields: Record<string, string>): string =>
  Buffer.from(JSON.stringify({ typ: "JWT", ...fields })).toString("base64url");

const HS256_HEADER = header({ alg: "HS256" });

/** Signs and verifies between a tenant and the add-on. An empty secret is refused. */
export function sharedSecretKey(secret: string): JwtKey {
  if (secret === "") throw new RangeError("A shared secret must not be empty.");
  return { alg: "HS256", key: hmacKey(secret), header: HS256_HEADER };
}

/** Signs installation callbacks; `kid` is the name under which the public half is found. */
export const installKey = (privateKeyPem: string, kid: string): PairedKey => ({
  alg: "RS256",
  key: createPrivateKey(privateKeyPem),
  header: header({ alg: "RS256", kid }),
});

/** Verifies installation callbacks; null where the text is no RSA key of at least 2048 bits. */
export function installPublicKey(publicKeyPem: string): JwtKey | null {
  try {
    const key = createPublicKey(publicKeyPem);
    const isStrong = (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
    return key.asymmetricKeyType === "rsa" && isStrong ? { alg: "RS256", key, header: "" } : null;
  } catch {
    return null;
  }
}
