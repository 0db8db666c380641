import { PlimsollError } from "../errors/index.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { NewEntry } from "./entry.ts";

/** Canonical JSON of `data` may have this many bytes of UTF-8; more belongs in the vault. */
const MAX_DATA_BYTES = 64 * 1024;

const MAX_NAME_LENGTH = 512;

/** Refuses what could not be kept or verified for ever. @throws PlimsollError `ledger.entry-refused` */
export function checkEntry(entry: NewEntry): void {
  for (const field of ["addon", "subject", "type", "by"] as const) {
    if (!isName(entry[field]))
      throw refuse(`${field} must be 1 to ${MAX_NAME_LENGTH} characters on one line.`);
  }
  for (const field of ["cause", "inputHash"] as const) {
    if (entry[field] !== undefined && !isName(entry[field]))
      throw refuse(`${field} must be 1 to ${MAX_NAME_LENGTH} characters on one line.`);
  }
  if (!isInstant(entry.at))
    throw refuse(`at must read like 2027-01-31T09:00:00.000Z, not ${JSON.stringify(entry.at)}.`);
  if (typeof entry.data !== "object" || entry.data === null || Array.isArray(entry.data))
    throw refuse("data must be an object.");
  const sizeBytes = Buffer.byteLength(canonicalJson(entry.data, "data"));
  if (sizeBytes > MAX_DATA_BYTES)
    throw refuse(`data of ${entry.type} has ${sizeBytes} bytes; ${MAX_DATA_BYTES} are allowed.`);
}

function isName(value: unknown): boolean {
  return (
    typeof value === "string" &&
    value.length > 0 &&
    value.length <= MAX_NAME_LENGTH &&
    value.isWellFormed() &&
    !/\p{Cc}/u.test(value)
  );
}

function isInstant(at: unknown): boolean {
  if (typeof at !== "string") return false;
  const ms = Date.parse(at);
  return Number.isFinite(ms) && new Date(ms).toISOString() === at;
}

const refuse = (problem: string) => new PlimsollError("ledger.entry-refused", problem);
