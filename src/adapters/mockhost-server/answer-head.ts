import { STATUS_CODES } from "node:http";
import type { HostResponse } from "../../mockhost/index.ts";
import { plainValues } from "../http1/index.ts";

/** How long an idle connection stays open, in seconds; said with every answer. */
export const KEEP_ALIVE_S = 65;

const KEEP_ALIVE = `connection: keep-alive\r\nkeep-alive: timeout=${KEEP_ALIVE_S}\r\n`;
const CLOSE = "connection: close\r\n";
const STRAY = /[^\t\x20-\x7e\x80-\xff]/g;

/** The head of an answer, up to and with its empty line; to be sent as Latin-1. */
export function answerHead(
  { status, headers }: HostResponse,
  bodyBytes: number,
  keepsAlive: boolean,
): string {
  let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}\r\n`;
  let place = 0;
  for (const name in headers) {
    const value = headers[name]!;
    if (typeof value === "string") text += headerLine(name, value, place++);
    else for (const one of value) text += headerLine(name, one, place++);
  }
  if (headers?.date === undefined) text += dateLine();
  text += keepsAlive ? KEEP_ALIVE : CLOSE;
  return hasNoBody(status) ? `${text}\r\n` : `${text}content-length: ${bodyBytes}\r\n\r\n`;
}

export const hasNoBody = (status: number): boolean => status === 204 || status === 304;

/** Names are the host's own; a value may carry what an add-on sent, and is kept within its line. */
const headerLine = (name: string, value: string, place: number): string =>
  `${name}: ${isPlain(value, place) ? value : value.replace(STRAY, "?")}\r\n`;

const isPlain = plainValues();

let dated = { second: 0, line: "" };

/** Written anew once a second. */
function dateLine(): string {
  const second = Math.floor(Date.now() / 1_000);
  if (dated.second !== second)
    dated = { second, line: `date: ${new Date(second * 1_000).toUTCString()}\r\n` };
  return dated.line;
}
