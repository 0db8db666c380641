import { html } from "hono/html";
import type { Promised } from "../core/contract/index.ts";
import { count, momentWords, plural } from "../core/format/index.ts";
import type { ObjectiveAccount, Phase, TenantDistribution, Verdict } from "../core/slo/index.ts";
import { type Html, moment, renderPage, tied, verdictMark } from "../ui/index.ts";
import { checkInputs } from "./check-words.ts";
import { dayStrip, dayTable, stripLegend } from "./day-strip.ts";
import { daysOf } from "./days.ts";
import { formulaAnchor } from "./formulas.ts";
import { frameOf } from "./frame.ts";
import { inputsOf } from "./inputs.ts";
import { figureOf } from "./objective-row.ts";
import { periodWords } from "./period-words.ts";
import { baseOf, type PublicView, type PublishedAddon } from "./public-view.ts";
import { outcome, saidOf } from "./sentences.ts";
import { testsSection } from "./tests-section.ts";
import { titleOf } from "./titles.ts";
import { verdictWords } from "./verdict-words.ts";

/** One figure down to what it was computed from: counts, formula, alternatives, days. */
export function objectivePage(
  view: PublicView,
  published: PublishedAddon,
  account: ObjectiveAccount,
): Promise<string> {
  const { addon, statement, earlier } = published;
  const base = baseOf(view, published);
  const bars = daysOf(account, statement, earlier);
  const said = outcome(account, statement);
  const { name } = titleOf(account);
  const strip = dayStrip(bars, "#days");
  return renderPage({
    title: `${name}: ${addon.name}`,
    description: said,
    frame: frameOf(view, published, "elsewhere"),
    content: html`<p class="crumb"><a href="${base || "/"}">Status of ${addon.name}</a></p>
<div class="title ${account.verdict}">
<h1>${name}</h1>
<div class="answer"><p class="figure">${figureOf(account)}</p><p class="beside">Promised ${tied(account.promised)}</p>${verdictMark(account.verdict, verdictWords(account, statement.counted.phase))}</div>
</div>
<div class="prose">${saidOf(account, statement).map((said) => html`<p>${tied(said)}</p>`)}</div>
${strip === null ? "" : html`${strip}${stripLegend(bars)}`}
<section class="group"><h2>How it is computed</h2>
${inputsOf(account, statement)}
${account.promise.kind === "uptime" ? checkInputs(statement.checks) : ""}
<p>Formula <a href="${base}/sla#${formulaAnchor(account.formula)}"><code>${account.formula}</code></a>, over ${periodWords(statement)}${sinceWords(account)}. ${computed(statement.computedAt)} All of it in one document: <a href="${base}/sla.json">sla.json</a>.</p>
</section>
${account.promise.kind === "uptime" && statement.tenants ? tenantSection(statement.tenants, account.promise, statement.counted.phase) : ""}
${strip === null ? "" : html`<section class="group" id="days"><h2>Day by day</h2>${dayTable(bars)}</section>`}
${testsSection(published.tests, account.id)}`,
  });
}

const sinceWords = ({ since }: ObjectiveAccount): Html | "" =>
  since === null ? "" : html`, measured since ${moment(since, momentWords(since))}`;

const computed = (at: string): Html => html`Computed on ${moment(at, momentWords(at))}.`;

/** How the installations fared one by one; which is which is nobody else's business. */
function tenantSection(tenants: TenantDistribution, promise: Promised, phase: Phase): Html | "" {
  const { measured } = tenants;
  if (measured === 0) return "";
  const row = (verdict: Verdict) =>
    html`<tr><th scope="row">${verdictMark(verdict, verdictWords({ verdict, promise }, phase))}</th><td class="number">${count(tenants[verdict])}</td></tr>`;
  return html`<section class="group"><h2>Installation by installation</h2>
<p>The same figure for each of ${plural(measured, "installation")} alone, on its own requests.</p>
<div class="scroll"><table><thead><tr><th scope="col">Promise</th><th scope="col" class="number">Installations</th></tr></thead><tbody>
${(["met", "missed", "insufficient"] as const).map(row)}
</tbody></table></div></section>`;
}
