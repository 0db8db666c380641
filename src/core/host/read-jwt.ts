import { type ReadJwt, type RefusedJwt, refuseJwt } from "./jwt.ts";

/** Headers of a request rarely exceed this in total. */
const MAX_LENGTH = 32_768;

/** Takes a token apart, to find out who claims to have signed it. */
export function readJwt(token: string): ReadJwt | RefusedJwt {
  if (token.length > MAX_LENGTH) return refuseJwt("malformed", "The token is longer than 32 KiB.");
  const firstEnd = token.indexOf(".");
  const secondEnd = token.indexOf(".", firstEnd + 1);
  const signature = token.slice(secondEnd + 1);
  if (secondEnd < 0 || decode(signature) === null) return notThree;
  const header = readHeader(token.slice(0, firstEnd));
  if (!header) return refuseJwt("malformed", "The token's header cannot be read.");
  const claims = parseObject(token.slice(firstEnd + 1, secondEnd));
  if (!claims) return refuseJwt("malformed", "The token's claims are not a JSON object.");
  return { kind: "read", header, claims, signedPart: token.slice(0, secondEnd), signature };
}

const notThree = refuseJwt("malformed", "A token is three base64url segments joined by dots.");

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

/** Answers how many bytes a segment came to; null: it is no base64url, with which Buffer is lenient. */
function decode(segment: string): number | null {
  const sizeBytes = decoded.write(segment, "base64url");
  const isWhole = sizeBytes === (segment.length * 3) >> 2 && segment.length % 4 !== 1;
  const isPlain = segment.includes("+") || segment.includes("/") || segment.includes("=");
  return isWhole && !isPlain ? sizeBytes : null;
}

function parseObject(segment: string): Record<string, unknown> | null {
  const sizeBytes = decode(segment);
  if (sizeBytes === null) return null;
  try {
    const value: unknown = JSON.parse(decoded.toString("utf8", 0, sizeBytes));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
