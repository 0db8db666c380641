import { html } from "hono/html";
import { count, momentWords, plural } from "../core/format/index.ts";
import { type Html, moment, tied } from "../ui/index.ts";
import type { ShownWindow } from "./shown-windows.ts";

const STATES: Readonly<Record<ShownWindow["state"], string>> = {
  announced: "Announced",
  running: "Running now",
  overrunning: "Overrunning: counts as downtime",
  ended: "Over",
  cancelled: "Cancelled",
};
const AHEAD: readonly ShownWindow["state"][] = ["announced", "running", "overrunning"];

/** Maintenance that customers should know of: running and to come. */
export function windowsAhead(windows: readonly ShownWindow[]): Html | "" {
  const ahead = windows.filter(({ state }) => AHEAD.includes(state));
  return tableOf("Maintenance", ahead);
}

/** Maintenance that is over or was called off, latest first. */
export function windowsBefore(windows: readonly ShownWindow[]): Html | "" {
  const before = windows.filter(({ state }) => !AHEAD.includes(state)).toReversed();
  return tableOf("Earlier maintenance", before);
}

function tableOf(title: string, windows: readonly ShownWindow[]): Html | "" {
  if (windows.length === 0) return "";
  const rows = windows.map(
    (one) =>
      html`<tr><th scope="row">${one.reason}</th><td>${moment(one.from, momentWords(one.from))} – ${moment(one.to, momentWords(one.to))}</td><td>${STATES[one.state]}</td><td>${tied(countedWords(one))}</td></tr>`,
  );
  return html`<section class="group"><h2>${title}</h2>
<div class="scroll"><table><thead><tr><th scope="col">What for</th><th scope="col">When</th><th scope="col">State</th><th scope="col">Uptime</th></tr></thead><tbody>${rows}</tbody></table></div>
</section>`;
}

/** How a window weighs in the uptime. */
function countedWords({ state, excludedMinutes, minutes }: ShownWindow): string {
  if (state === "cancelled") return "–";
  if (excludedMinutes === 0) return "counts like any other time";
  if (excludedMinutes >= minutes) return `${plural(excludedMinutes, "minute")} left out`;
  return `${plural(excludedMinutes, "minute")} of ${count(minutes)} left out`;
}
