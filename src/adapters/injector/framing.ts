import type { Fault } from "../../loadtest/injection/index.ts";
import type { Field } from "../http1/index.ts";

/** The fields that say where an answer ends, and for how long its connection is good for another. */
const FRAMING_FIELDS: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "transfer-encoding",
  "keep-alive",
]);
const LONGEST_VALUE = 256;

/** A body beyond this is not read to its end. */
export const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** What a head says of the body behind it, where the answer may have one. */
export interface Framing {
  readonly end: "length" | "chunks" | "close";
  /** Of the body, where that is its end; else 0. */
  readonly bytes: number;
  /** Whether the connection stays open if there is no body. */
  readonly staysOpen: boolean;
  /** Whether it does so after a body. */
  readonly mayFollow: boolean;
  /** For how long the other side keeps it without a request, milliseconds; Infinity: it does not say. */
  readonly keptMs: number;
  /** Why there is no telling where the body ends. */
  readonly fault: Fault | null;
}

/** Whether a field decides where an answer ends, and is longer than any that does so. */
export const isEndless = ({ name, value }: Field): boolean =>
  value.length > LONGEST_VALUE && FRAMING_FIELDS.has(name);

/** Source: RFC 9112 §6.3 (message body length), §9.3 (persistence). */
export function framingOf(minor: number, all: readonly Field[]): Framing {
  const fields = new Map<string, string>();
  for (const { name, value } of all) {
    if (!FRAMING_FIELDS.has(name)) continue;
    const before = fields.get(name);
    const lower = value.toLowerCase();
    fields.set(name, before === undefined ? lower : `${before}, ${lower}`);
  }
  const coding = fields.get("transfer-encoding");
  const length = fields.get("content-length");
  const staysOpen = isKept(fields.get("connection"), minor);
  const keptMs = keptMsOf(fields.get("keep-alive"));
  const kept = { staysOpen, mayFollow: false, keptMs };
  const untilClose = { end: "close", bytes: 0, ...kept, fault: null } as const;
  if (coding !== undefined) {
    const isDoubtful = length !== undefined || minor === 0;
    return /(^|,)\s*chunked$/.test(coding)
      ? { ...untilClose, end: "chunks", mayFollow: staysOpen && !isDoubtful }
      : untilClose;
  }
  if (length === undefined) return untilClose;
  const bytes = lengthOf(length);
  const isTooLarge = bytes !== null && bytes > MAX_BODY_BYTES;
  const fault = bytes === null ? "bad-length" : isTooLarge ? "body-too-large" : null;
  return { ...untilClose, end: "length", bytes: bytes ?? 0, mayFollow: staysOpen, fault };
}

function isKept(connection: string | undefined, minor: number): boolean {
  const wishes = connection?.split(",").map((wish) => wish.trim()) ?? [];
  if (wishes.includes("close")) return false;
  return minor > 0 || wishes.includes("keep-alive");
}

/** `timeout=5, max=100`, in seconds. Source: RFC 2068 §19.7.1, as servers still send it. */
function keptMsOf(hint: string | undefined): number {
  const [, seconds] = /(?:^|[\s,;])timeout\s*=\s*(\d{1,9})/.exec(hint ?? "") ?? [];
  return seconds === undefined ? Number.POSITIVE_INFINITY : Number(seconds) * 1000;
}

/** Digits, or the same digits several times, as proxies that join fields leave them. */
function lengthOf(text: string): number | null {
  const [first = "", ...others] = text.split(",").map((part) => part.trim());
  return /^\d{1,15}$/.test(first) && others.every((other) => other === first)
    ? Number(first)
    : null;
}
