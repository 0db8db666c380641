import { type LoadResult, socketNames } from "../loadtest/index.ts";
import type { Paint } from "./paint.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";

const COLUMNS = ["p50", "p90", "p95", "p99", "p999", "max", "mean"] as const;
const WIDTH = 10;

/** A load test's result as a person reads it: what was asked, how it was answered, whether to believe it. */
export function loadResultText(result: LoadResult, paint: Paint): string {
  const { planned, completed, ratePerSecond, elapsedMs } = result;
  const seconds = (elapsedMs / 1000).toFixed(1);
  const lines = [
    paint.bold(`${printable(result.url)}, ${result.model} load`),
    `  ${plural(planned, "request")} in ${seconds} s, ${completed.toLocaleString("en")} answered: ${ratePerSecond.toLocaleString("en")} a second`,
    "",
    `  ${"".padEnd(WIDTH)}${COLUMNS.map((name) => titleOf(name).padStart(WIDTH)).join("")}`,
    ...(result.model === "open"
      ? [row("response", result.response), row("service", result.service), row("lag", result.lag)]
      : [row("service", result.service)]),
    ...errorLines(result, paint),
    "",
    ...verdictLines(result, paint),
  ];
  return `${lines.join("\n")}\n`;
}

/** `0.28 ms`, `12.3 ms`, `1.20 s`, `–` */
export function milliseconds(ms: number | null): string {
  if (ms === null) return "–";
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)} ms`;
}

const titleOf = (name: string) => (name === "p999" ? "p99.9" : name);

const row = (name: string, summary: LoadResult["response"]): string =>
  `  ${name.padEnd(WIDTH)}${COLUMNS.map((column) => milliseconds(summary[column]).padStart(WIDTH)).join("")}`;

function errorLines({ errors }: LoadResult, { red }: Paint): readonly string[] {
  const rows = Object.entries(errors).sort(([, a], [, b]) => b - a);
  const widest = Math.max(0, ...rows.map(([error]) => error.length));
  const lines = rows.map(
    ([error, count]) => `  ${red(error.padEnd(widest))}  ${count.toLocaleString("en").padStart(9)}`,
  );
  return lines.length > 0 ? ["", ...lines] : [];
}

function verdictLines(result: LoadResult, { amber, green, red }: Paint): readonly string[] {
  const { verdict, rig, interrupted, model } = result;
  const cut = interrupted ? [`${amber("?")} Interrupted: the figures are those until then.`] : [];
  const closed =
    model === "closed"
      ? ["  A closed load waits for each answer, so a stall hides what it would have cost."]
      : [];
  switch (verdict) {
    case "done":
      return [
        `${green("✓")} The injector kept up: ${percent(rig.cpu)} of a core${over(rig)}.`,
        ...closed,
      ];
    case "insufficient":
      return interrupted
        ? cut
        : [`${amber("?")} Nothing was answered well; there is nothing to judge.`];
    case "invalid":
      return [
        ...cut,
        `${red("✗")} Invalid: this machine was the limit, not what it loaded.`,
        ...rig.reasons.map((reason) => `  ${reason}`),
        "  Close what else runs here, add --workers, or lower the rate; then run it again.",
      ];
  }
}

const over = ({ sockets }: LoadResult["rig"]): string =>
  sockets === null ? "" : `, over ${socketNames[sockets]}`;

const percent = (share: number) => `${Math.round(share * 100)} %`;
