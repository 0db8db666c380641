import type { ComparisonRecord } from "../comparing/index.ts";
import type { RunVerdict } from "../model/index.ts";
import {
  COMPARISON_INVALID_HINT,
  type ComparedRow,
  comparedRows,
  comparisonHeadline,
  comparisonSubline,
} from "./comparison-words.ts";
import type { ReportPaint } from "./text-report.ts";

/** What a candidate does against its base, as a person reads it in a terminal. */
export function comparisonText(record: ComparisonRecord, paint: ReportPaint): string {
  const { verdict, reasons } = record.comparison;
  const groups = Map.groupBy(comparedRows(record), ({ group }) => group);
  const lines = [
    paint.bold(`Comparison of ${record.plan.addon}`),
    `  ${comparisonSubline(record)}`,
    "",
    ...[...groups].flatMap(([group, rows]) => [paint.bold(group), ...rowLines(rows, paint), ""]),
    ...reasons.map((reason) => `  ${reason}`),
    `${mark(verdict, paint)} ${paint.bold(comparisonHeadline(record))}`,
    ...(verdict === "invalid" ? [`  ${COMPARISON_INVALID_HINT}`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function rowLines(rows: readonly ComparedRow[], { red, green, amber, faint }: ReportPaint) {
  const marks = { regression: red("✗"), none: green("✓"), insufficient: amber("?") };
  const cells = rows.map(({ name, base, candidate, change, interval }) => [
    name,
    base === candidate && change === "" ? base : `${base} → ${candidate}`,
    change,
    interval === "" ? "" : `(${interval})`,
  ]);
  const widths = [0, 1, 2, 3].map((at) => Math.max(...cells.map((row) => row[at]!.length)));
  return rows.map(({ verdict, needed }, nth) => {
    const row = cells[nth]!.map((cell, at) => cell.padEnd(widths[at]!)).join("  ");
    return `${marks[verdict]} ${needed === "" ? row.trimEnd() : `${row}  ${faint(needed)}`}`;
  });
}

function mark(verdict: RunVerdict, { green, red, amber }: ReportPaint): string {
  if (verdict === "met") return green("✓");
  return verdict === "insufficient" ? amber("?") : red("✗");
}
