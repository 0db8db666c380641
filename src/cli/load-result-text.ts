import { plural, roundedPercent } from "../core/format/index.ts";
import { errorRows, type LoadResult, resentLine } from "../loadtest/index.ts";
import type { Paint } from "./paint.ts";
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

function errorLines({ errors, resent }: LoadResult, paint: Paint): readonly string[] {
  const lines = [...errorRows(errors, paint, "--expect 302"), ...resentLine(resent)];
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
      return [`${green("✓")} ${answeredWell(result)}`, keptUp(rig), ...closed];
    case "failing":
      return [`${red("✗")} ${answeredWell(result)}`, keptUp(rig), ...closed];
    case "insufficient":
      return interrupted ? cut : [`${amber("?")} Nothing ended; there is nothing to judge.`];
    case "invalid":
      return [
        ...cut,
        `${red("✗")} Invalid: this machine was the limit, not what it loaded.`,
        ...rig.reasons.map((reason) => `  ${reason}`),
        ...(result.failed ? [`  ${answeredWell(result)}`] : []),
        "  Close what else runs here, add --workers, or lower the rate; then run it again.",
      ];
  }
}

/** Cut, never rounded up: `99.96 % of the requests were answered well.` */
function answeredWell({ failed }: LoadResult): string {
  const well = Math.floor((1 - (failed ?? 0)) * 10_000) / 100;
  return failed === 0
    ? "Every request was answered well."
    : `${well} % of the requests were answered well; the others failed as above.`;
}

const keptUp = (rig: LoadResult["rig"]): string =>
  `  The injector kept up: ${roundedPercent(rig.cpu)} of a core.`;
