import { createHash, createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
/** Longer texts are rare and take the library's own way. */
const MAX_TEXT_BYTES = 4_096;

/** What a secret contributes to each of its signatures, computed once. */
export interface HmacKey {
  readonly secret: KeyObject;
  readonly pads: Uint8Array;
}

export const hmacKey = (secret: string): HmacKey => ({
  secret: createSecretKey(secret, "utf8"),
  pads: hmacPads(secret),
});

/** The secret over 0x5c, then the secret over 0x36; a block each. Source: RFC 2104. */
function hmacPads(secret: string): Uint8Array {
  const given = Buffer.from(secret, "utf8");
  const key = given.length > BLOCK_BYTES ? createHash("sha256").update(given).digest() : given;
  const pads = new Uint8Array(2 * BLOCK_BYTES).fill(0x5c, 0, BLOCK_BYTES).fill(0x36, BLOCK_BYTES);
  for (const [at, byte] of key.entries()) {
    pads[at]! ^= byte;
    pads[BLOCK_BYTES + at]! ^= byte;
  }
  return pads;
}

/** Both pads and the text; the inner digest takes the place of the inner pad. */
const scratch = Buffer.alloc(2 * BLOCK_BYTES + MAX_TEXT_BYTES);
const outer = scratch.subarray(0, BLOCK_BYTES + DIGEST_BYTES);

/**
 * HMAC-SHA256 of an ASCII text, or of bytes, in base64url; half the time of `createHmac`, which prepares the key
 * anew for each. Source: RFC 2104.
 */
export function hmac({ secret, pads }: HmacKey, text: string | Uint8Array): string {
  if (text.length > MAX_TEXT_BYTES)
    return createHmac("sha256", secret).update(text).digest("base64url");
  scratch.set(pads);
  const end = 2 * BLOCK_BYTES + text.length;
  if (typeof text === "string") scratch.write(text, 2 * BLOCK_BYTES, "latin1");
  else scratch.set(text, 2 * BLOCK_BYTES);
  const inner = hash("sha256", scratch.subarray(BLOCK_BYTES, end), "latin1");
  scratch.write(inner, BLOCK_BYTES, "latin1");
  return hash("sha256", outer, "base64url");
}
