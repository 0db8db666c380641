import { nearest } from "../nearest.ts";
import { quote } from "../values/reading.ts";
import { exampleOf, type SchemaNode } from "./schema-node.ts";
import type { ShapeFinding } from "./shape-finding.ts";

/** The sentences for one value that does not fit; the place is added by the caller. */
export type Misfit = Omit<ShapeFinding, "path">;

export const missing = (key: string, isEmpty: boolean, node: SchemaNode | undefined): Misfit => ({
  rule: "shape.missing",
  part: "key",
  message: isEmpty ? `${quote(key)} is empty.` : `${quote(key)} is missing.`,
  hint: [`Write ${key}: ${exampleOf(node)}.`, node?.description ?? ""].join(" ").trim(),
});

export function wrongType(value: unknown, node: SchemaNode | undefined): Misfit {
  const example = exampleOf(node);
  const isBare = typeof value === "number" || typeof value === "boolean";
  const isWord = kindWanted(node) === "text" && !/^\d/.test(example ?? "");
  const expected =
    kindWanted(node) === "text" ? `a value such as ${example}` : `a ${kindWanted(node)}`;
  return {
    rule: "shape.wrong-type",
    part: "value",
    message: `${kindOf(value)} stands here; ${expected} is expected.`,
    hint: isBare && isWord ? "Put it in quotation marks." : `Write it as in ${example}.`,
  };
}

export function wrongChoice(value: unknown, choices: readonly unknown[]): Misfit {
  const known = choices.map(String);
  const meant = typeof value === "string" ? nearest(value, known) : null;
  const isQuoted = meant === value;
  return {
    rule: "shape.wrong-value",
    part: "value",
    message:
      known.length === 1
        ? `${said(value)} stands here; it must be ${known[0]}.`
        : `${said(value)} is none of ${known.join(", ")}.`,
    hint: isQuoted
      ? `Write ${meant} without quotation marks.`
      : meant === null
        ? `Write ${known.join(" or ")}.`
        : `Did you mean ${meant}?`,
  };
}

export const outOfRange = (value: unknown, hint: string): Misfit => ({
  rule: "shape.wrong-value",
  part: "value",
  message: `${Array.isArray(value) ? `A list of ${value.length}` : said(value)} is out of range.`,
  hint,
});

export const wrongName = (name: string): Misfit => ({
  rule: "shape.wrong-value",
  part: "key",
  message: `${quote(name)} cannot be a name here.`,
  hint: "Begin with a letter; go on with up to 63 letters, digits, dashes, underscores.",
});

const said = (value: unknown): string =>
  typeof value === "object" && value !== null ? kindOf(value) : quoteAny(value);

const quoteAny = (value: unknown) => (typeof value === "string" ? quote(value) : String(value));

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "A list";
  if (typeof value === "object" && value !== null) return "A map";
  return typeof value === "string" ? `The text ${quote(value)}` : `The ${typeof value} ${value}`;
}

function kindWanted(
  node: SchemaNode | undefined,
): "text" | "number" | "whole number" | "list" | "map" {
  const type = Array.isArray(node?.type) ? node.type[0] : node?.type;
  if (type === "integer") return "whole number";
  if (type === "number") return "number";
  if (type === "array") return "list";
  return type === "object" ? "map" : "text";
}
