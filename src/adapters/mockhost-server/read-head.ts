import { joinHeader } from "./join-header.ts";
import { plainValues } from "./plain-values.ts";
import { type RequestLine, readRequestLine } from "./read-request-line.ts";

/** The head of a request, and how its body ends. */
export interface RequestHead {
  readonly kind: "head";
  readonly method: string;
  /** As it was sent, with its query. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyFraming;
  /** Whether the connection may serve another request. */
  readonly keepsAlive: boolean;
  /** The sender waits to be told that its body is welcome. */
  readonly awaitsContinue: boolean;
}

/** How many bytes follow, 0 where there is no body; or chunks that tell their own length. */
export type BodyFraming = number | "chunked";

/** The sentence is for whoever sent it. */
export interface BadRequest {
  readonly kind: "bad";
  readonly status: 400 | 408 | 413 | 417 | 431 | 501;
  readonly message: string;
}

export const bad = (status: BadRequest["status"], message: string): BadRequest => ({
  kind: "bad",
  status,
  message,
});

const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const FRAMING: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);
const isPlain = plainValues();

/**
 * Reads a head, up to but without the empty line after it, as Latin-1. Whatever two readers could
 * understand differently is refused: folded lines, blanks before a colon, two lengths, bare line ends.
 * Source: RFC 9112.
 */
export function readHead(text: string): RequestHead | BadRequest {
  const lineEnd = endOfLine(text, 0);
  const line = readRequestLine(text, lineEnd);
  if (line === "unreadable") return bad(400, "The request line cannot be read.");
  if (line === "unknown method") return bad(501, "There is no such method.");
  const headers: Record<string, string> = {};
  for (let at = lineEnd + 2, n = 0; at < text.length; n++) {
    const end = endOfLine(text, at);
    const colon = text.indexOf(":", at);
    if (colon < 0 || colon > end) return bad(400, "A header has no colon.");
    const lowerName = lowerNameAt(text, at, colon, n);
    if (lowerName === null) return bad(400, "The name of a header cannot be read.");
    const value = withoutBlanks(text, colon + 1, end);
    // Some readers take a tab beside a value for a part of it: nothing may depend on that here.
    if (FRAMING.has(lowerName) && text.slice(colon, end).includes("\t"))
      return bad(400, `The header ${lowerName} has a tab.`);
    if (!isPlain(value, n))
      return bad(400, `The header ${lowerName} has a stray control character.`);
    if (!joinHeader(headers, lowerName, value))
      return bad(400, `The header ${lowerName} must not be there twice.`);
    at = end + 2;
  }
  return framed(line, headers);
}

/** The names of headers as they came, and in lower case, by their place in the latest head. */
const latest: { readonly name: string; readonly lowerName: string }[] = [];
const known = new Map<string, string>();
const MOST_KNOWN = 500;
const MOST_PLACES = 32;

/** Names come back with every request, mostly in the same place, so that each is looked at once. */
function lowerNameAt(text: string, at: number, colon: number, place: number): string | null {
  const before = latest[place];
  if (before?.name.length === colon - at && text.startsWith(before.name, at))
    return before.lowerName;
  const name = text.slice(at, colon);
  const lowerName = known.get(name) ?? learnName(name);
  if (lowerName !== null && place < MOST_PLACES) latest[place] = { name, lowerName };
  return lowerName;
}

function learnName(name: string): string | null {
  if (!NAME.test(name)) return null;
  const lowerName = name.toLowerCase();
  if (known.size < MOST_KNOWN) known.set(name, lowerName);
  return lowerName;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\r\n", from);
  return end < 0 ? text.length : end;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

function withoutBlanks(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function framed(
  { method, target, isCurrent }: RequestLine,
  headers: Readonly<Record<string, string>>,
): RequestHead | BadRequest {
  if (isCurrent && headers.host === undefined) return bad(400, "The header Host is missing.");
  const body = framingOf(headers, isCurrent);
  if (typeof body === "object") return body;
  const { expect } = headers;
  if (expect !== undefined && expect.toLowerCase() !== "100-continue")
    return bad(417, "Only 100-continue can be expected.");
  return {
    kind: "head",
    method,
    target,
    headers,
    body,
    keepsAlive: keepsAlive(headers.connection, isCurrent),
    awaitsContinue: expect !== undefined && isCurrent && body !== 0,
  };
}

function framingOf(
  headers: Readonly<Record<string, string>>,
  isCurrent: boolean,
): BodyFraming | BadRequest {
  const length = headers["content-length"];
  const coding = headers["transfer-encoding"];
  if (coding === undefined) {
    if (length === undefined) return 0;
    return /^\d+$/.test(length) ? Number(length) : bad(400, "Content-Length is no number.");
  }
  if (length !== undefined || !isCurrent)
    return bad(400, "Transfer-Encoding contradicts the rest of the head.");
  return coding.toLowerCase() === "chunked"
    ? "chunked"
    : bad(501, "No transfer coding but chunked is understood.");
}

function keepsAlive(connection: string | undefined, isCurrent: boolean): boolean {
  if (connection === undefined) return isCurrent;
  const words = connection.toLowerCase().split(/[\t ]*,[\t ]*/);
  return isCurrent ? !words.includes("close") : words.includes("keep-alive");
}
