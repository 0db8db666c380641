import { nearest } from "../nearest.ts";
import { type Path, pathText } from "../problem.ts";
import { quote } from "../values/reading.ts";
import { homesOf, keysOf, type SchemaNode, schemaNodeAt } from "./schema-node.ts";
import type { ShapeFinding } from "./shape-finding.ts";

export interface UnknownKey extends ShapeFinding {
  /** Where the key that was probably meant stands; null where none is close. */
  readonly meant: Path | null;
}

/** A key that the document does not know, with the one that was probably meant. */
export function unknownKey(root: SchemaNode, parent: Path, key: string, noun: string): UnknownKey {
  const siblings = keysOf(schemaNodeAt(root, parent));
  const misspelt = nearest(key, siblings);
  const home = homesOf(root, key)[0];
  const here = parent.length === 0 ? `in a ${noun}` : `below ${pathText(parent)}`;
  return {
    rule: "shape.unknown-key",
    part: "key",
    path: [...parent, key],
    message: `${quote(key)} is not known ${here}.`,
    hint: suggestion(misspelt, home, siblings),
    meant: misspelt === null ? null : [...parent, misspelt],
  };
}

function suggestion(
  misspelt: string | null,
  home: Path | undefined,
  siblings: readonly string[],
): string {
  if (misspelt !== null) return `Did you mean ${misspelt}?`;
  if (home !== undefined)
    return home.length === 0
      ? "Move it to the top of the document."
      : `Move it below ${pathText(home)}.`;
  return siblings.length > 0 ? `Known here: ${siblings.join(", ")}.` : "Take it out.";
}
