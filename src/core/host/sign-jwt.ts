import { sign } from "node:crypto";
import { hmac } from "./hmac.ts";
import type { JwtClaims } from "./jwt.ts";
import type { JwtKey } from "./jwt-key.ts";

// jose is not used: its signatures are WebCrypto promises, several times slower than node:crypto's
// synchronous ones, and a load injector signs every request it sends.

/** A compact token. */
export function signJwt(claims: JwtClaims, key: JwtKey): string {
  const signedPart = `${key.header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${signedPart}.${signature(signedPart, key)}`;
}

/** Of the first two segments of a token, in base64url. */
export const signature = (signedPart: string | Uint8Array, { alg, key }: JwtKey): string =>
  alg === "HS256"
    ? hmac(key, signedPart)
    : sign("sha256", Buffer.from(signedPart), key).toString("base64url");
