import { html } from "hono/html";
import { dateWords, elapsed } from "../core/format/index.ts";
import type { Standing } from "../engine/index.ts";
import { type Html, loadLine, moment, type Page, verdictMark, type Water } from "../ui/index.ts";
import { STATES, tallyWords } from "./guide-words.ts";
import type { AddonGuide, GuideRow } from "./judge-guide.ts";

const MARKS: Readonly<Record<Standing["state"], "met" | "missed" | "insufficient">> = {
  kept: "met",
  broken: "missed",
  unproven: "insufficient",
  "not-applicable": "insufficient",
};

/** How add-ons stand to every recommendation, chapter by chapter: a page that lacks its frame. `spent`: the water in the mark. */
export function guidePage(
  guides: readonly AddonGuide[],
  nowMs: number,
  spent: Water | null,
): Pick<Page, "title" | "description" | "content"> {
  return {
    title: "The operations guide",
    description: guides.map(({ name, rows }) => `${name}: ${tallyWords(rows)}.`).join(" "),
    content: html`${guides.map((one) => addonGuide(one, nowMs, spent))}`,
  };
}

function addonGuide({ name, rows }: AddonGuide, nowMs: number, spent: Water | null): Html {
  const chapters = Map.groupBy(rows, ({ chapter }) => chapter);
  return html`<section class="hero">${loadLine(spent)}<div><h1>${name} and the operations guide</h1>
<p class="lead">Of its ${rows.length} recommendations: ${tallyWords(rows)}.</p></div></section>
${[...chapters].map(
  ([chapter, own]) => html`<section class="group"><h2>${chapter}</h2>
<div class="scroll"><table class="states guide"><thead><tr><th scope="col">No.</th><th scope="col">Recommendation</th><th scope="col">State</th><th scope="col">Evidence</th><th scope="col">Next</th></tr></thead><tbody>${own.map((row) => tableRow(row, nowMs))}</tbody></table></div></section>`,
)}`;
}

function tableRow({ id, asks, state, evidence, at, next }: GuideRow, nowMs: number): Html {
  return html`<tr class="${state}" id="${id}"><th scope="row">${id}</th><td class="prose">${asks}</td><td>${state === "not-applicable" ? STATES[state] : verdictMark(MARKS[state], STATES[state])}</td><td class="prose">${evidence}${at === null ? "" : html` <small>${moment(at, ageWords(at, nowMs))}</small>`}</td><td class="prose">${next}</td></tr>`;
}

/** "on 3 November 2026, 20 days ago" */
function ageWords(at: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(at);
  return ageMs < 0 ? dateWords(at) : `${dateWords(at)}, ${elapsed(ageMs)} ago`;
}
