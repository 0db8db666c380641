import { hash } from "node:crypto";
import type { Session } from "./session.ts";
import { isOfSession, namedValue, valuesOf } from "./session-value.ts";
import { fill, headerSafe, jsonEscaped, percentEncoded } from "./template.ts";
import { tokenStart } from "./token-text.ts";
import type { StepForm } from "./work-form.ts";

/** What requests of one step have in common that are about the same row of a site's values. */
export interface Sheet {
  /** Method, path and query. */
  readonly address: string;
  /** How the token begins; empty where there is none. */
  readonly tokenStart: string;
  /** The header lines; null: they differ from request to request. */
  readonly lines: string | null;
  readonly isAscii: boolean;
}

/** What the host's and the page's tokens alike say of who asks. */
export const ACCOUNT = "user.accountId";
const CONTEXT_QSH = "context-qsh";

/** The sheet of a step for a session that is at it. */
export function sheetOf(step: StepForm, session: Session, seed: number, epochMs: number): Sheet {
  const { method, path, head, proof, hostKey } = step;
  const inPath = valuesOf(path, session, seed, epochMs).map(percentEncoded);
  const address = `${method} ${fill(path.literals, inPath)}`;
  const lines = isOfSession(head) ? null : linesOf(step, session, seed, epochMs);
  const account = namedValue(session, ACCOUNT, seed, epochMs);
  const who =
    hostKey === null ? subjectOf(account) : `"aud":[${JSON.stringify(hostKey.audience)}],`;
  const start = () => tokenStart(claimsOf(session, who, qshOf(step, inPath)), hostKey?.header);
  return {
    address,
    tokenStart: proof === "none" ? "" : start(),
    lines,
    isAscii: isAscii(address) && isAscii(lines ?? ""),
  };
}

/** The header lines of a step's request, but for those of its token and its body's size. */
export const linesOf = ({ head }: StepForm, session: Session, seed: number, epochMs: number) =>
  fill(head.literals, valuesOf(head, session, seed, epochMs).map(headerSafe));

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

const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;
