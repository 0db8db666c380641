import { html } from "hono/html";
import { dayWords, shortDay } from "../core/format/index.ts";
import type { Html } from "../ui/index.ts";
import { type DayBar, stripSentence } from "./days.ts";

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

/** What the bars mean, once for all strips of a page; what is rare only where there is any. */
export function stripLegend(bars: readonly DayBar[]): Html {
  const shown = LEGEND.filter(
    ({ state, isRare }) => !isRare || bars.some((bar) => bar.state === state),
  );
  return html`<p class="legend" aria-hidden="true">${shown.map(({ state, level, words }) => html`<span><i class="${state} n${level}"></i>${words}</span>`)}</p>`;
}

interface LegendItem extends Pick<DayBar, "state" | "level"> {
  readonly words: string;
  readonly isRare?: boolean;
}

const LEGEND: readonly LegendItem[] = [
  { state: "kept", level: 4, words: "kept" },
  { state: "strained", level: 2, words: "failures within a day’s allowance" },
  { state: "broken", level: 3, words: "more than that" },
  { state: "undecided", level: 2, words: "undecided: up to the light part kept", isRare: true },
  { state: "excluded", level: 1, words: "excluded: maintenance, host outage" },
  { state: "unknown", level: 1, words: "not measured" },
  { state: "before", level: 1, words: "before the promise", isRare: true },
  { state: "ahead", level: 1, words: "still to come" },
];

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
  undecided: "undecided",
  excluded: "excluded: maintenance or host outage",
  unknown: "not measured",
  before: "not judged",
  ahead: "still to come",
};
