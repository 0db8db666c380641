import { type ReadJwt, type RefusedJwt, refuseJwt } from "./jwt.ts";

/** Headers of a request rarely exceed this in total. */
const MAX_LENGTH = 32_768;
const SEGMENTS = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Takes a token apart, to find out who claims to have signed it. */
export function readJwt(token: string): ReadJwt | RefusedJwt {
  if (token.length > MAX_LENGTH) return refuseJwt("malformed", "The token is longer than 32 KiB.");
  if (!SEGMENTS.test(token))
    return refuseJwt("malformed", "A token is three base64url segments joined by dots.");
  const [firstEnd, secondEnd] = [token.indexOf("."), token.lastIndexOf(".")];
  const header = readHeader(token.slice(0, firstEnd));
  if (!header) return refuseJwt("malformed", "The token's header cannot be read.");
  const claims = parseObject(token.slice(firstEnd + 1, secondEnd));
  if (!claims) return refuseJwt("malformed", "The token's claims are not a JSON object.");
  const signedPart = token.slice(0, secondEnd);
  return { kind: "read", header, claims, signedPart, signature: token.slice(secondEnd + 1) };
}

/** Nearly all tokens begin with the same header, so that the latest one is remembered. */
let latest: { readonly segment: string; readonly header: ReadJwt["header"] | null } | null = null;

function readHeader(segment: string): ReadJwt["header"] | null {
  if (latest?.segment !== segment) latest = { segment, header: parseHeader(segment) };
  return latest.header;
}

function parseHeader(segment: string): ReadJwt["header"] | null {
  const fields = parseObject(segment);
  // `crit` names extensions that a verifier must understand; none is known here (RFC 7515, 4.1.11).
  if (!fields || typeof fields.alg !== "string" || "crit" in fields) return null;
  return { alg: fields.alg, kid: typeof fields.kid === "string" ? fields.kid : null };
}

/** Where segments are decoded; each is read before the next one comes. */
const decoded = Buffer.allocUnsafeSlow(MAX_LENGTH);

function parseObject(segment: string): Record<string, unknown> | null {
  try {
    const sizeBytes = decoded.write(segment, "base64url");
    const value: unknown = JSON.parse(decoded.toString("utf8", 0, sizeBytes));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
