import { timingSafeEqual, verify } from "node:crypto";
import { type JwtClaims, type ReadJwt, type RefusedJwt, refuseJwt } from "./jwt.ts";
import type { JwtKey } from "./jwt-key.ts";
import { CONTEXT_QSH } from "./qsh.ts";
import { signature } from "./sign-jwt.ts";

export interface VerifiedJwt {
  readonly kind: "verified";
  readonly claims: JwtClaims;
}

/** What a token must say besides being signed and in time; what is left out is not asked for. */
export interface ExpectedClaims {
  readonly nowMs: number;
  /** How far the sender's clock may be off; Connect frameworks allow nothing. */
  readonly leewayMs?: number;
  readonly iss?: string;
  readonly aud?: string;
  /** The hash of the request that carries the token. */
  readonly qsh?: string;
  /** Whether the fixed `context-qsh` is as good as `qsh`. */
  readonly mayBeContext?: boolean;
}

/** Believes a token, or says why not. The key decides the algorithm, never the token. */
export function verifyJwt(
  jwt: ReadJwt,
  key: JwtKey,
  expected: ExpectedClaims,
): VerifiedJwt | RefusedJwt {
  if (jwt.header.alg !== key.alg)
    return refuseJwt("wrong-algorithm", `The token must be signed with ${key.alg}.`);
  if (!isSigned(jwt, key))
    return refuseJwt("wrong-signature", "The signature does not fit the token and its signer.");
  return checkClaims(jwt.claims, expected) ?? { kind: "verified", claims: jwt.claims as JwtClaims };
}

function isSigned(jwt: ReadJwt, key: JwtKey): boolean {
  if (key.alg === "RS256") {
    const signed = Buffer.from(jwt.signedPart);
    return verify("sha256", signed, key.key, Buffer.from(jwt.signature, "base64url"));
  }
  if (jwt.signature.length !== SIGNATURE_CHARACTERS) return false;
  given.write(jwt.signature, "latin1");
  right.write(signature(jwt.signedPart, key), "latin1");
  return timingSafeEqual(given, right);
}

/** Of the 32 bytes of an HS256 signature in base64url. */
const SIGNATURE_CHARACTERS = 43;
/** Used again for each comparison. */
const given = Buffer.alloc(SIGNATURE_CHARACTERS);
const right = Buffer.alloc(SIGNATURE_CHARACTERS);

function checkClaims(claims: ReadJwt["claims"], expected: ExpectedClaims): RefusedJwt | null {
  const { iss, exp, nbf, aud, qsh } = claims;
  if (typeof iss !== "string")
    return refuseJwt("missing-claim", "The token names no issuer (iss).");
  if (typeof exp !== "number") return refuseJwt("missing-claim", "The token never expires (exp).");
  const nowS = expected.nowMs / 1000;
  const leewayS = (expected.leewayMs ?? 0) / 1000;
  if (exp + leewayS <= nowS) return refuseJwt("expired", "The token has expired.");
  if (typeof nbf === "number" && nbf - leewayS > nowS)
    return refuseJwt("not-yet-valid", "The token is not valid yet (nbf).");
  if (expected.iss !== undefined && iss !== expected.iss)
    return refuseJwt("wrong-issuer", "The token was issued by somebody else.");
  if (expected.aud !== undefined && !(Array.isArray(aud) ? aud : [aud]).includes(expected.aud))
    return refuseJwt("wrong-audience", `The token is not meant for ${expected.aud}.`);
  return expected.qsh === undefined ? null : checkQsh(qsh, expected);
}

function checkQsh(qsh: unknown, expected: ExpectedClaims): RefusedJwt | null {
  if (typeof qsh !== "string")
    return refuseJwt("missing-claim", "The token is bound to no request (qsh).");
  if (qsh === expected.qsh || (expected.mayBeContext && qsh === CONTEXT_QSH)) return null;
  return refuseJwt("wrong-qsh", "The token was issued for another request (qsh).");
}
