import { PlimsollError } from "../errors/index.ts";

/** Deeper nesting than this is refused: nobody writes it by hand, and a hash must not exhaust the stack. */
const MAX_DEPTH = 64;

/**
 * The one text of a JSON value: keys sorted by UTF-16 code units, no spaces, numbers as ECMAScript
 * prints them. Source: RFC 8785, JSON Canonicalization Scheme.
 * @throws PlimsollError `ledger.entry-refused` for what is not plain JSON, naming the place.
 */
export function canonicalJson(value: unknown, place = "$", depth = 0): string {
  if (typeof value === "string") return text(value, place);
  if (typeof value === "boolean" || value === null) return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== "object") throw refuse(place, `is ${describe(value)}`);
  if (depth === MAX_DEPTH) throw refuse(place, `is nested more than ${MAX_DEPTH} deep`);
  return Array.isArray(value) ? list(value, place, depth + 1) : object(value, place, depth + 1);
}

function list(items: readonly unknown[], place: string, depth: number): string {
  let out = "";
  for (let at = 0; at < items.length; at++) {
    out += `${at ? "," : ""}${canonicalJson(items[at], `${place}[${at}]`, depth)}`;
  }
  return `[${out}]`;
}

function object(value: object, place: string, depth: number): string {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw refuse(place, `is a ${value.constructor.name}`);
  let out = "";
  for (const key of Object.keys(value).sort()) {
    const field = `${place}.${key}`;
    const member = canonicalJson((value as Record<string, unknown>)[key], field, depth);
    out += `${out ? "," : ""}${text(key, field)}:${member}`;
  }
  return `{${out}}`;
}

function text(value: string, place: string): string {
  if (!value.isWellFormed()) throw refuse(place, "holds half a character (a lone surrogate)");
  return JSON.stringify(value);
}

const describe = (value: unknown) => (typeof value === "number" ? String(value) : typeof value);

const refuse = (place: string, problem: string) =>
  new PlimsollError("ledger.entry-refused", `${place} ${problem}, which is not plain JSON.`);
