import type { RunVerdict, VersionComparison } from "../loadtest/index.ts";
import type { Paint } from "./paint.ts";

type Line = VersionComparison["quantiles"][number] & { readonly unit?: string };

/** What a candidate does against its base, as a person reads it. */
export function comparisonText(comparison: VersionComparison, paint: Paint): string {
  const { quantiles, costs, verdict, reasons } = comparison;
  const width = Math.max(0, ...[...quantiles, ...costs].map(({ name }) => name.length));
  const line = (one: Line) => lineOf(one, width, paint);
  const section = (title: string, all: readonly Line[]) =>
    all.some(isMeasured) ? [paint.bold(title), ...all.map(line), ""] : [];
  return [
    ...section("Answers", quantiles),
    ...section("Cost of a request", costs),
    ...reasons,
    paint.bold(sentences[verdict]),
    ...(verdict === "invalid" ? [INVALID_HINT] : []),
    "",
  ].join("\n");
}

const isMeasured = ({ base, candidate }: Line): boolean => base !== null || candidate !== null;

const INVALID_HINT =
  "  Leave this machine to the comparison alone, or ask for less; then run it again.";

const sentences: Readonly<Record<RunVerdict, string>> = {
  met: "✓ No worse: in nothing that was compared.",
  missed: "✗ Worse: what is marked shows it beyond chance.",
  insufficient: "? Too few pairs, or too few requests, to say.",
  invalid: "✗ Invalid: the rig, not the add-on, was the limit.",
};

function lineOf(one: Line, width: number, { red, green, amber }: Paint): string {
  const { name, base, candidate, ratio, ratioInterval, verdict, unit = "ms" } = one;
  const marks = { regression: red("✗"), none: green("✓"), insufficient: amber("?") };
  const figures =
    base === null || candidate === null
      ? "not measured"
      : `${figure(base)} → ${figure(candidate)} ${unit}`;
  const change = ratio === null ? "" : `  ${percent(ratio)}`;
  const interval =
    ratioInterval === null
      ? ""
      : `  (${percent(ratioInterval[0])} to ${percent(ratioInterval[1])})`;
  return `${marks[verdict]} ${name.padEnd(width)}  ${figures}${change}${interval}`;
}

const figure = (value: number): string => String(Number(value.toPrecision(3)));

/** Change from one: 1.3 is +30 %. */
function percent(ratio: number): string {
  const change = (ratio - 1) * 100;
  return `${change >= 0 ? "+" : "−"}${Math.abs(change).toFixed(1)} %`;
}
