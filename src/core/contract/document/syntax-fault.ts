import type { YAMLError } from "yaml";
import type { DocumentWords } from "./document-words.ts";
import type { Fault } from "./fault.ts";
import { tooDeep } from "./refuse-text.ts";

const QUOTE_IT =
  'Text with ": " or " #" in it, or one that begins with a sign, needs quotation marks.';

/** What helps with the mistakes that people make most, by the parser's own code. */
const HINTS: Readonly<Record<string, string>> = {
  BAD_INDENT: "Line the keys of one map up under one another, and close every bracket.",
  BAD_SCALAR_START: QUOTE_IT,
  BLOCK_AS_IMPLICIT_KEY: QUOTE_IT,
  MISSING_CHAR: "A bracket, a quotation mark or a colon is missing here or on the lines before.",
  MULTILINE_IMPLICIT_KEY: "A line may lack its colon.",
  TAB_AS_INDENT: "Indent with spaces.",
  TAG_RESOLVE_FAILED: "Take out the word that begins with an exclamation mark.",
  UNEXPECTED_TOKEN: "A bracket or a comma may be one too many, or text may need quotation marks.",
};

/** An error or a warning of the parser of YAML, in our words where they are clearer. */
export function syntaxFault(
  { code, message, pos }: YAMLError,
  { noun, model }: DocumentWords,
): Fault {
  const [offset] = pos;
  if (code === "RESOURCE_EXHAUSTION") return tooDeep(offset);
  const severalDocuments = code === "MULTIPLE_DOCS";
  return {
    rule: severalDocuments ? "text.several-documents" : "text.syntax",
    offset,
    path: [],
    message: severalDocuments
      ? "A second document begins here."
      : `This is not valid YAML: ${sentence(message)}`,
    hint: severalDocuments
      ? `Keep each ${noun} in a file of its own.`
      : (HINTS[code] ?? `Compare with ${model}.`),
  };
}

const LONGEST = 160;

function sentence(message: string): string {
  const line = message
    .replace(/^Missing closing (["'])quote/, "A $1 is opened and never closed")
    .replaceAll(/\s+/g, " ")
    .trim();
  const text = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  return /[.…]$/.test(text) ? text : `${text}.`;
}
