import { html } from "hono/html";
import type { ObjectiveAccount } from "../slo/index.ts";
import { budgetLeft } from "./budget-words.ts";
import { dayStrip } from "./day-strip.ts";
import { daysOf } from "./days.ts";
import { frameOf, waterOf } from "./frame.ts";
import { type Html, tied } from "./html.ts";
import { loadLine } from "./load-line.ts";
import { figureOf, objectiveHref } from "./objective-row.ts";
import { renderPage } from "./page.ts";
import { baseOf, type PublicView, type PublishedAddon } from "./public-view.ts";
import { headline, outcome, tally } from "./sentences.ts";
import { verdictMark } from "./verdict-mark.ts";
import { verdictWords } from "./verdict-words.ts";

/** The status page where several add-ons are watched, or none: one section for each. */
export function overviewPage(view: PublicView): Promise<string> {
  const said = headline(view.addons);
  return renderPage({
    title: `${view.addons.length} add-ons: status`,
    description: said,
    frame: frameOf(view, null, "status"),
    content: html`<section class="hero">${loadLine(waterOf(view.addons))}<div><h1>${said}</h1></div></section>
${view.addons.map((published) => addonSection(published, baseOf(view, published)))}`,
  });
}

function addonSection(published: PublishedAddon, base: string): Html {
  const { addon, statement, earlier } = published;
  const uptime = statement.objectives.find(({ promise }) => promise.kind === "uptime");
  const budget = uptime === undefined ? null : budgetLeft(uptime, statement);
  return html`<article class="group addon objective">
<div class="head">
${loadLine(waterOf([published]), budget)}
<div class="name"><h2><a href="${base}">${addon.name}</a></h2><p>${headline([published])}</p></div>
<p class="figure">${uptime === undefined ? "" : figureOf(uptime)}</p>
${overallMark(published, uptime)}
</div>
<div class="said">${uptime === undefined ? "" : html`<p>${tied(outcome(uptime, statement))} ${budget === null ? "" : tied(budget)}</p>`}</div>
${uptime === undefined ? "" : dayStrip(daysOf(uptime, statement, earlier), `${objectiveHref(base, uptime.id)}#days`)}
<p class="source"><a href="${base}">All promises of ${addon.name}</a></p>
</article>`;
}

/** Missed when anything is; else the verdict of the figure it stands beside. */
function overallMark({ statement }: PublishedAddon, uptime: ObjectiveAccount | undefined): Html {
  const { objectives, counted } = statement;
  const { insufficient } = tally(objectives);
  const told =
    objectives.find(({ verdict }) => verdict === "missed") ??
    uptime ??
    objectives.find(({ verdict }) => verdict === (insufficient > 0 ? "insufficient" : "met"));
  return told === undefined ? html`` : verdictMark(told.verdict, verdictWords(told, counted.phase));
}
