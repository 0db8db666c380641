import { isMap, isSeq, parseDocument as parseYaml } from "yaml";
import { contractWords, type DocumentWords } from "./document-words.ts";
import type { Fault } from "./fault.ts";
import type { Place, Places } from "./places.ts";
import { type PositionOf, positionsIn } from "./position-of.ts";
import { readNode } from "./read-node.ts";
import { refuseText } from "./refuse-text.ts";
import { syntaxFault } from "./syntax-fault.ts";

/** The text of a document, taken apart as far as it went. */
export interface ParsedDocument {
  /** As plain values; null where the text is no map or no YAML at all. */
  readonly plain: Readonly<Record<string, unknown>> | null;
  readonly places: Places;
  /** What is wrong with the text itself, whatever it may say. */
  readonly faults: readonly Fault[];
  readonly positionOf: PositionOf;
}

/** Syntax errors make one another; after the first few they say nothing new. */
const MOST_SYNTAX_FAULTS = 5;

/** Text → plain values with places. Takes any text and never throws. */
export function parseDocument(text: string, words = contractWords): ParsedDocument {
  const positionOf = positionsIn(text);
  const unread = (...faults: readonly Fault[]): ParsedDocument => {
    return { plain: null, places: new Map(), faults, positionOf };
  };
  const refusal = refuseText(text, words);
  if (refusal !== null) return unread(refusal);
  // The parser's own check of doubled keys takes quadratic time; `readNode` has a linear one.
  // A schema of its own: %YAML 1.1 would make dates of dates and a Boolean of the key `on`.
  const yaml = parseYaml(text, { prettyErrors: false, uniqueKeys: false, schema: "core" });
  if (yaml.errors.length > 0)
    return unread(...yaml.errors.slice(0, MOST_SYNTAX_FAULTS).map((e) => syntaxFault(e, words)));
  if (!isMap(yaml.contents)) return unread(notAMap(yaml.contents, words));

  const faults: Fault[] = yaml.warnings.map((warning) => syntaxFault(warning, words));
  const places = new Map<string, Place>();
  const lineOf = (offset: number) => positionOf(offset).line;
  const plain = readNode(yaml.contents, [], null, { faults, places, lineOf });
  return { plain: plain as Record<string, unknown>, places, faults, positionOf };
}

function notAMap(contents: unknown, { noun, beginning, outline }: DocumentWords): Fault {
  const place = { offset: 0, path: [] };
  if (contents === null || (contents as { value?: unknown }).value === null)
    return {
      ...place,
      rule: "text.empty",
      message: "The document is empty.",
      hint: beginning,
    };
  return {
    ...place,
    rule: "text.not-a-map",
    message: `The document is ${isSeq(contents) ? "a list" : "a single value"}; a ${noun} is a map.`,
    hint: outline,
  };
}
