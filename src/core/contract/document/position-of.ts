import { LineCounter } from "yaml";

/** 1-based line and column of an offset into the text. */
export type PositionOf = (offset: number) => { readonly line: number; readonly column: number };

/** Finds lines and columns in one text. */
export function positionsIn(text: string): PositionOf {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
    lines.addNewLine(at + 1);
  return (offset) => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line, column: col };
  };
}
