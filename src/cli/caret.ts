/** A line of a file cut to what fits, with the marks that go below it. */
export interface MarkedLine {
  readonly text: string;
  readonly marks: string;
}

const LONGEST_MARK = 60;

/**
 * Cuts a source line to `columns` around `column` (from 1) and marks the word that stands there.
 * Works in code units, as positions in a contract do; a wide glyph gets two marks.
 */
export function markLine(line: string, column: number, columns: number): MarkedLine {
  const at = Math.min(Math.max(column - 1, 0), line.length);
  const length = Math.min(wordLength(line.slice(at)), LONGEST_MARK);
  const room = Math.max(columns, LONGEST_MARK + 20);
  const from = line.length <= room ? 0 : Math.max(0, at - Math.floor((room - length) / 2));
  const to = Math.min(line.length, from + room);
  const [head, tail] = [from > 0 ? "…" : "", to < line.length ? "…" : ""];
  return {
    text: show(head + line.slice(from, to) + tail),
    marks:
      " ".repeat(width(head + line.slice(from, at))) +
      "^".repeat(Math.max(1, width(line.slice(at, at + length)))),
  };
}

/** A quoted text whole; else up to what ends a plain YAML scalar or key. */
function wordLength(rest: string): number {
  const quoted = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/.exec(rest)?.[0];
  if (quoted) return quoted.length;
  const plain = /^.*?(?=:(?:\s|$)|\s*[,\]}]|\s+#|\s*$)/.exec(rest)?.[0] ?? "";
  return Math.max(1, plain.length);
}

const show = (text: string): string => text.replace(/\p{Cc}/gu, " ");

/** Cells on a terminal. Source of the ranges: Unicode East Asian Width, W and F. */
function width(text: string): number {
  const wide =
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/gu;
  return [...text].length + [...text.matchAll(wide)].length;
}
