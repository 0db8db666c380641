import { hash } from "node:crypto";
import type { Session } from "./session.ts";
import { namedValue, valuesOf } from "./session-value.ts";
import { fill, headerSafe, jsonEscaped, percentEncoded } from "./template.ts";
import { type TokenText, tokenText } from "./token-text.ts";
import type { StepForm } from "./work-form.ts";

/** Signs tokens, for a site or the host. */
export interface Signer {
  /** Of each of its signatures, in base64url. */
  readonly characters: number;
  /** By which tokens are signed four at once; null: these are not. */
  readonly states: KeyStates | null;
  /** Writes the signature of the two segments from one place to another, one byte behind them. */
  sign(room: Buffer, from: number, to: number): void;
}

/** The states of HMAC's two hashes when the key's pads are in them; eight words each. */
export interface KeyStates {
  readonly inner: Int32Array;
  readonly outer: Int32Array;
}

/**
 * What requests of one step have in common that are about the same row of a site's values: all but
 * what differs from token to token, and the body with the line that tells its size.
 */
export interface SheetText {
  /** Up to the token. */
  readonly before: string;
  /** null: there is none. */
  readonly token: TokenText | null;
  /** What follows the signature, for which there are so many characters. */
  readonly after: string;
  readonly signatureCharacters: number;
}

/** What the host's and the page's tokens alike say of who asks. */
export const ACCOUNT = "user.accountId";
const CONTEXT_QSH = "context-qsh";

/** The sheet of a step for a session that is at it. */
export function sheetText(
  step: StepForm,
  session: Session,
  signatureCharacters: number,
  run: string,
  seed: number,
  epochMs: number,
): SheetText {
  const { method, path, head, body, proof, joint, hostKey } = step;
  const inPath = valuesOf(path, session, seed, epochMs).map(percentEncoded);
  const address = `${method} ${fill(path.literals, inPath)}`;
  const fields = fill(head.literals, valuesOf(head, session, seed, epochMs).map(headerSafe));
  const end = body === null ? "\r\n" : "";
  if (proof === "none") {
    const before = `${address} HTTP/1.1\r\n${fields}`;
    return { before, token: null, after: end, signatureCharacters };
  }
  const account = namedValue(session, ACCOUNT, seed, epochMs);
  const who =
    hostKey === null ? subjectOf(account) : `"aud":[${JSON.stringify(hostKey.audience)}],`;
  const claims = claimsOf(session, who, qshOf(step, inPath));
  const token = tokenText(claims, step.index, run, hostKey?.header);
  const [before, after] =
    proof === "query"
      ? [`${address}${joint}jwt=`, ` HTTP/1.1\r\n${fields}${end}`]
      : [`${address} HTTP/1.1\r\n${fields}authorization: JWT `, `\r\n${end}`];
  return { before, token, after, signatureCharacters };
}

const subjectOf = (account: string): string =>
  account === "" ? "" : `"sub":"${jsonEscaped(account)}",`;

const claimsOf = ({ tenant }: Session, who: string, qsh: string): string =>
  `{"iss":"${jsonEscaped(tenant.clientKey)}",${who}"qsh":"${qsh}",`;

function qshOf({ hashed, endsInPlace }: StepForm, inPath: readonly string[]): string {
  if (hashed === null) return CONTEXT_QSH;
  const values = hashed.places.map((place) => inPath[place]!);
  const canonical = fill(hashed.literals, values);
  return hash("sha256", endsInPlace ? withoutSlash(canonical) : canonical, "hex");
}

/** METHOD&path&query without the slash that an empty value leaves at the end of the path. */
const withoutSlash = (canonical: string): string => canonical.replace(/^([^&]*&[^&]+)\/&/, "$1&");
