import type { Sample } from "./evaluate.ts";

export type ParsedExposition =
  | {
      readonly kind: "samples";
      readonly samples: readonly Sample[];
      /** Lines that are none of the format's. */
      readonly wrong: number;
    }
  | { readonly kind: "unreadable"; readonly reason: string };

/** More than any exporter has. */
const MOST_LINES = 200_000;
const MOST_LINE_CHARACTERS = 10_000;

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\\n]|\\.)*)"\s*(?:,|(?=\}))/y;
const VALUE =
  /^\s+([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Inf(?:inity)?|NaN)(?:\s+-?\d+(?:\.\d+)?)?\s*(?:#.*)?$/i;

/**
 * Reads metrics as text, Prometheus' format 0.0.4 and OpenMetrics 1.0, as far as samples of some
 * names go. Lines that are no samples are counted and left out: one that is wrong loses no other.
 */
export function parseExposition(text: string, names: ReadonlySet<string>): ParsedExposition {
  const samples: Sample[] = [];
  let [lines, known, wrong] = [0, 0, 0];
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end === -1 ? text.length : end).replace(/\r$/, "");
    start = end === -1 ? text.length : end + 1;
    if (++lines > MOST_LINES)
      return { kind: "unreadable", reason: `it has more than ${MOST_LINES} lines` };
    if (line.trim() === "" || line.startsWith("#")) continue;
    const name = NAME.exec(line)?.[0];
    if (name !== undefined && !names.has(name)) {
      known++;
      continue;
    }
    const sample = name === undefined ? null : readSample(line, name);
    if (sample === null) wrong++;
    else samples.push(sample);
  }
  if (samples.length + known === 0 && wrong > 0)
    return { kind: "unreadable", reason: "it is no text of metrics" };
  return { kind: "samples", samples, wrong };
}

function readSample(line: string, name: string): Sample | null {
  if (line.length > MOST_LINE_CHARACTERS) return null;
  const labels = new Map<string, string>();
  let at = name.length;
  if (line[at] === "{") {
    LABEL.lastIndex = at + 1;
    at++;
    for (let found = LABEL.exec(line); found !== null; found = LABEL.exec(line)) {
      labels.set(found[1]!, unescaped(found[2]!));
      at = LABEL.lastIndex;
    }
    const close = /\s*\}/y;
    close.lastIndex = at;
    if (!close.test(line)) return null;
    at = close.lastIndex;
  }
  const value = VALUE.exec(line.slice(at))?.[1];
  return value === undefined ? null : { name, labels, value: numberOf(value) };
}

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));

function numberOf(text: string): number {
  const infinite = /^([+-]?)inf/i.exec(text);
  if (infinite !== null) return infinite[1] === "-" ? -Infinity : Infinity;
  return Number(text);
}
