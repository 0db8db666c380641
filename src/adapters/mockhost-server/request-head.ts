import type { HeadReader } from "../http1/index.ts";
import { joinHeader } from "./join-header.ts";
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
  /** The sender waits for 100 Continue. */
  readonly awaitsContinue: boolean;
}

/** How many bytes follow, 0 where there is no body; or chunks that tell their own length. */
export type BodyFraming = number | "chunked";

/** The sentence is for the sender. */
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

/** What a reader that is done, or at fault, has read. Source: RFC 9112. */
export function requestHead({ startLine, fields, fault }: HeadReader): RequestHead | BadRequest {
  if (fault?.kind === "too-large")
    return bad(431, "The head of the request is longer than 16 KiB.");
  const line = startLine === null ? "unreadable" : readRequestLine(startLine);
  if (line === "unreadable") return bad(400, "The request line cannot be read.");
  if (line === "unknown method") return bad(501, "There is no such method.");
  if (fault?.kind === "no-colon") return bad(400, "A header has no colon.");
  if (fault?.kind === "bad-name") return bad(400, "The name of a header cannot be read.");
  if (fault?.kind === "tab") return bad(400, `The header ${fault.name} has a tab.`);
  if (fault !== null) return bad(400, `The header ${fault.name} has a stray control character.`);
  const headers: Record<string, string> = {};
  for (const { name, value } of fields)
    if (!joinHeader(headers, name, value))
      return bad(400, `The header ${name} must not be there twice.`);
  return framed(line, headers);
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
