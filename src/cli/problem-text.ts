import type { Problem } from "../core/contract/index.ts";
import { plural } from "../core/format/index.ts";
import { markLine } from "./caret.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";

/** A contract as it was read: what problems point into. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** More would scroll the first ones away. */
const MOST_SHOWN = 50;

/** Problems as a person reads them, in the order of the file, with a sum at the end. */
export function problemsText(
  problems: readonly Problem[],
  source: Source,
  { columns, paint }: { readonly columns: number; readonly paint: Paint },
): string {
  const lines = source.text.split(/\r?\n/);
  const shown = problems.slice(0, MOST_SHOWN);
  const rest = problems.length - shown.length;
  return [
    ...shown.map((problem) => problemText(problem, source.file, lines, columns, paint)),
    ...(rest > 0 ? [`… and ${rest} more; \`--json\` lists all of them.\n`] : []),
  ].join("\n");
}

function problemText(
  { severity, rule, line, column, path, message, hint }: Problem,
  file: string,
  lines: readonly string[],
  columns: number,
  paint: Paint,
): string {
  const tone = severity === "error" ? paint.red : paint.amber;
  const source = lines[line - 1];
  const gutter = " ".repeat(String(line).length);
  const head =
    `${paint.bold(`${printable(file)}:${line}:${column}`)}: ${tone(paint.bold(severity))}: ` +
    `${printable(message)} ${paint.faint(`[${rule}]`)}`;
  const marked =
    source === undefined ? null : markLine(source, column, columns - gutter.length - 6);
  const excerpt = marked
    ? [
        `  ${paint.blue(`${line} |`)} ${marked.text}`.trimEnd(),
        `  ${paint.blue(`${gutter} |`)} ${tone(marked.marks)} ${paint.faint(printable(path))}`.trimEnd(),
      ]
    : [];
  const advice = hint ? [`  ${paint.blue(`${gutter} =`)} ${printable(hint)}`] : [];
  return `${[head, ...excerpt, ...advice].join("\n")}\n`;
}

/** "2 errors and 1 warning in plimsoll.yaml." */
export function problemsSum(problems: readonly Problem[], file: string): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const parts = [plural(errors, "error"), plural(warnings, "warning")];
  return `${parts.filter((part) => !part.startsWith("0 ")).join(" and ")} in ${printable(file)}.`;
}
