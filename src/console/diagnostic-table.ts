import { html } from "hono/html";
import type { Diagnostic } from "../core/diagnostics/index.ts";
import { clockWords, count, elapsed, momentWords } from "../core/format/index.ts";
import { DAY_MS } from "../core/time/index.ts";
import { type Html, moment, verdictMark } from "../ui/index.ts";
import type { OperationsView } from "./operations-view.ts";

/** What is wrong, and what was within a day, as far as this process knows. */
export function diagnosticTable({ diagnostics, atMs, startedAtMs }: OperationsView): Html {
  const sinceWhen = atMs - startedAtMs < DAY_MS ? "since Plimsoll was started" : "within a day";
  if (diagnostics.length === 0)
    return html`<section class="group"><h2>What is wrong</h2><p>Nothing, nor was anything ${sinceWhen}.</p></section>`;
  return html`<section class="group"><h2>What is wrong</h2>
<div class="scroll"><table class="diagnostics"><thead><tr><th scope="col">State</th><th scope="col">What</th><th scope="col">Since</th><th scope="col">Last seen</th><th scope="col" class="number">Times</th></tr></thead><tbody>${diagnostics.map((one) => row(one, atMs))}</tbody></table></div></section>`;
}

function row(diagnostic: Diagnostic, atMs: number): Html {
  const { message, firstAtMs, lastAtMs, count: times, resolvedAtMs } = diagnostic;
  const lasts = resolvedAtMs === null;
  const mark = lasts ? verdictMark("missed", "Ongoing") : verdictMark("met", "Over");
  const at = (ms: number, words: string): Html => moment(new Date(ms).toISOString(), words);
  return html`<tr class="${lasts ? "lasts" : "over"}"><td>${mark}</td><th scope="row">${message}</th><td>${at(firstAtMs, sinceWords(firstAtMs, atMs))}</td><td>${at(lastAtMs, `${elapsed(atMs - lastAtMs)} ago`)}</td><td class="number">${count(times)}</td></tr>`;
}

/** The time of the day within the last day, else the date with it. */
const sinceWords = (ms: number, atMs: number): string =>
  atMs - ms < DAY_MS ? clockWords(ms) : momentWords(ms);
