import { html } from "hono/html";
import { type DayBar, stripSentence } from "./days.ts";
import { dayWords, shortDay } from "./figures.ts";
import type { Html } from "./html.ts";

/** The days side by side, one link to the same days as a table; nothing where no day is known. */
export function dayStrip(bars: readonly DayBar[], tableHref: string): Html | null {
  if (bars.every(({ state }) => state === "unknown" || state === "ahead")) return null;
  const first = bars[0]!.day;
  const periodStart = bars.find((bar) => !bar.isEarlier)!.day;
  const last = bars.at(-1)!.day;
  return html`<div class="days">
<a class="strip" href="${tableHref}" aria-label="${stripSentence(bars)} Open as a table.">${bars.map(dayBar)}</a>
<p class="range" aria-hidden="true"><span class="all">${shortDay(first)}</span><span class="period">${shortDay(periodStart)}</span><span>${shortDay(last)}</span></p>
<p class="told" role="status"></p>
</div>`;
}

const dayBar = ({ day, state, level, sentence, isEarlier }: DayBar): Html =>
  html`<i class="${state} n${level}${isEarlier ? " earlier" : ""}" title="${dayWords(day)}: ${sentence}"></i>`;

/** What the bars mean, once for all strips of a page. */
export const stripLegend: Html = html`<p class="legend" aria-hidden="true"><span><i class="kept n4"></i>kept</span><span><i class="strained n2"></i>failures within a day’s allowance</span><span><i class="broken n3"></i>more than that</span><span><i class="excluded n1"></i>excluded: maintenance, host outage</span><span><i class="unknown n1"></i>not measured</span><span><i class="ahead n1"></i>still to come</span></p>`;

/** The same days as a table, newest first, without days to come; those before the first known in one row. */
export function dayTable(bars: readonly DayBar[]): Html {
  const past = bars.filter(({ state }) => state !== "ahead").toReversed();
  const known = past.slice(0, past.findLastIndex(({ state }) => state !== "unknown") + 1);
  const before = past.slice(known.length);
  return html`<div class="scroll"><table class="daytable">
<thead><tr><th scope="col">Day (UTC)</th><th scope="col">Judged</th><th scope="col">What was measured</th></tr></thead>
<tbody>${known.map(dayRow)}${before.length > 1 ? unknownRow(before) : before.map(dayRow)}</tbody>
</table></div>`;
}

const dayRow = ({ day, state, level, sentence }: DayBar): Html =>
  html`<tr><th scope="row"><time datetime="${day}">${dayWords(day)}</time></th><td><i class="${state} n${level}" aria-hidden="true"></i>${STATE_WORDS[state]}</td><td>${sentence}</td></tr>`;

/** Days before the first that was measured, newest first, in one row. */
const unknownRow = (days: readonly DayBar[]): Html =>
  html`<tr><th scope="row">${dayWords(days.at(-1)!.day)} to ${dayWords(days[0]!.day)}</th><td><i class="unknown n1" aria-hidden="true"></i>${STATE_WORDS.unknown}</td><td>–</td></tr>`;

const STATE_WORDS: Readonly<Record<DayBar["state"], string>> = {
  kept: "kept",
  strained: "failures within a day’s allowance",
  broken: "more than a day’s allowance",
  excluded: "excluded: maintenance or host outage",
  unknown: "not measured",
  ahead: "still to come",
};
