import { count } from "../../format/index.ts";
import type { DocumentWords } from "./document-words.ts";
import type { Fault } from "./fault.ts";
import { MOST_CHARACTERS, MOST_OPEN_BRACKETS } from "./limits.ts";

/** `- - - -` and `: : : :`: each opens a level without any indentation. */
const STACKED_INDICATORS = /(?:[-?:][ \t]+){16}[-?:]/;
const EXPLICIT_KEY = /^[ \t]*(?:[-:][ \t]+)*\?(?=[ \t\r]|$)/m;

/**
 * What would cost the parser of YAML minutes or its stack, found in one pass over the text.
 * Keys that begin with a question mark take it time that doubles with each level.
 */
export function refuseText(text: string, { noun }: DocumentWords): Fault | null {
  if (text.length > MOST_CHARACTERS) return tooLong(text.length, noun);
  const carriageReturnAt = text.search(/\r(?!\n)/);
  if (carriageReturnAt >= 0) return oldLineEnd(carriageReturnAt);
  const tooDeepAt = deepBracket(text) ?? STACKED_INDICATORS.exec(text)?.index ?? null;
  if (tooDeepAt !== null) return tooDeep(tooDeepAt);
  const key = EXPLICIT_KEY.exec(text);
  return key === null ? null : explicitKey(key.index + key[0].length - 1);
}

export const tooDeep = (offset: number): Fault => ({
  rule: "text.too-deep",
  offset,
  path: [],
  message: "Lists and maps are nested too deep to be read.",
  hint: "Close a bracket, or take out levels.",
});

function tooLong(length: number, noun: string): Fault {
  return {
    rule: "text.too-long",
    offset: 0,
    path: [],
    message: `The document has ${count(length)} characters; a ${noun} has at most ${count(MOST_CHARACTERS)}.`,
    hint: `Name the file that holds the ${noun} and nothing else.`,
  };
}

const oldLineEnd = (offset: number): Fault => ({
  rule: "text.line-end",
  offset,
  path: [],
  message: "A line ends with a carriage return alone, which YAML takes for part of the line.",
  hint: "Save the file with the line ends of Unix (LF) or Windows (CR LF).",
});

const explicitKey = (offset: number): Fault => ({
  rule: "text.explicit-key",
  offset,
  path: [],
  message: "A line begins with a question mark; keys written that way are not read.",
  hint: "Write key: value, or put the text in quotation marks.",
});

function deepBracket(text: string): number | null {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "[" || character === "{") open++;
    else if ((character === "]" || character === "}") && open > 0) open--;
    if (open > MOST_OPEN_BRACKETS) return at;
  }
  return null;
}
