import { html } from "hono/html";
import type { ObjectiveAccount, TenantDistribution } from "../slo/index.ts";
import { dayStrip, dayTable, stripLegend } from "./day-strip.ts";
import { daysOf } from "./days.ts";
import { count, momentWords, plural } from "./figures.ts";
import { formulaAnchor } from "./formulas.ts";
import { frameOf } from "./frame.ts";
import { type Html, moment, tied } from "./html.ts";
import { inputsOf } from "./inputs.ts";
import { figureOf } from "./objective-row.ts";
import { renderPage } from "./page.ts";
import { baseOf, type PublicView, type PublishedAddon } from "./public-view.ts";
import { budgetLeft, needed, outcome, periodWords } from "./sentences.ts";
import { testsSection } from "./tests-section.ts";
import { titleOf } from "./titles.ts";
import { verdictMark } from "./verdict-mark.ts";

/** One figure down to what it was computed from: counts, formula, alternatives, days. */
export function objectivePage(
  view: PublicView,
  published: PublishedAddon,
  account: ObjectiveAccount,
): Promise<string> {
  const { addon, statement, earlier } = published;
  const base = baseOf(view, published);
  const bars = daysOf(account, statement, earlier);
  const said = outcome(account, statement.uptime);
  const { name } = titleOf(account);
  const strip = dayStrip(bars, "#days");
  return renderPage({
    title: `${name}: ${addon.name}`,
    description: said,
    frame: frameOf(view, published, "elsewhere"),
    content: html`<p class="crumb"><a href="${base || "/"}">Status of ${addon.name}</a></p>
<div class="title ${account.verdict}">
<h1>${name}</h1>
<div class="answer"><p class="figure">${figureOf(account)}</p><p class="beside">Promised ${tied(account.promised)}</p>${verdictMark(account.verdict)}</div>
</div>
<div class="prose">${sentences(account, published).map((said) => html`<p>${tied(said)}</p>`)}</div>
${strip === null ? "" : html`${strip}${stripLegend}`}
<section class="group"><h2>How it is computed</h2>
${inputsOf(account, statement.uptime)}
<p>Formula <a href="${base}/sla#${formulaAnchor(account.formula)}"><code>${account.formula}</code></a>, over ${periodWords(statement)}${sinceWords(account)}. ${computed(statement.computedAt)} All of it in one document: <a href="${base}/sla.json">sla.json</a>.</p>
</section>
${account.promise.kind === "uptime" && statement.tenants ? tenantSection(statement.tenants) : ""}
${strip === null ? "" : html`<section class="group" id="days"><h2>Day by day</h2>${dayTable(bars)}</section>`}
${testsSection(published.tests, account.id)}`,
  });
}

const sentences = (account: ObjectiveAccount, { statement }: PublishedAddon): readonly string[] =>
  [outcome(account, statement.uptime), needed(account), budgetLeft(account, statement)].filter(
    (said) => said !== null,
  );

const sinceWords = ({ since }: ObjectiveAccount): Html | "" =>
  since === null ? "" : html`, measured since ${moment(since, momentWords(since))}`;

const computed = (at: string): Html => html`Computed on ${moment(at, momentWords(at))}.`;

/** How the installations fared one by one; which is which is nobody else's business. */
function tenantSection({ measured, met, missed, insufficient }: TenantDistribution): Html | "" {
  if (measured === 0) return "";
  return html`<section class="group"><h2>Installation by installation</h2>
<p>The same figure for each of ${plural(measured, "installation")} alone, on its own requests.</p>
<div class="scroll"><table><thead><tr><th scope="col">Promise</th><th scope="col" class="number">Installations</th></tr></thead><tbody>
<tr><th scope="row">${verdictMark("met")}</th><td class="number">${count(met)}</td></tr>
<tr><th scope="row">${verdictMark("missed")}</th><td class="number">${count(missed)}</td></tr>
<tr><th scope="row">${verdictMark("insufficient")}</th><td class="number">${count(insufficient)}</td></tr>
</tbody></table></div></section>`;
}
