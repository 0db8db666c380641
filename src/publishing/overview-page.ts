import { html } from "hono/html";
import type { ObjectiveAccount } from "../core/slo/index.ts";
import { type Html, loadLine, renderPage, tied, verdictMark } from "../ui/index.ts";
import { budgetLeft } from "./budget-words.ts";
import { currently } from "./current-words.ts";
import { dayStrip } from "./day-strip.ts";
import { daysOf } from "./days.ts";
import { frameOf, waterOf } from "./frame.ts";
import { foremost, headline } from "./headline.ts";
import { figureOf, objectiveHref } from "./objective-row.ts";
import { baseOf, type PublicView, type PublishedAddon } from "./public-view.ts";
import { outcome } from "./sentences.ts";
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
  const { addon, statement, current } = published;
  const leading =
    foremost(statement) ?? statement.objectives.find(isOpen) ?? statement.objectives[0];
  const uptime = statement.objectives.find(({ promise }) => promise.kind === "uptime");
  const now = currently(current, statement.computedAt);
  return html`<article class="group addon objective">
<div class="head">
${loadLine(waterOf([published]), uptime === undefined ? null : budgetLeft(uptime, statement))}
<div class="name"><h2><a href="${base}">${addon.name}</a></h2><p>${headline([published])}</p></div>
<p class="figure">${leading === undefined ? "" : figureOf(leading)}</p>
${leading === undefined ? "" : verdictMark(leading.verdict, verdictWords(leading, statement.counted.phase))}
</div>
${published.sections.map(({ section, shown }) => section.above?.(shown) ?? "")}
${now === null ? "" : html`<p class="now said ${current!.kind}">${tied(now)}</p>`}
${leading === undefined ? "" : proofOf(leading, published, base)}
<p class="source"><a href="${base}">All promises of ${addon.name}</a></p>
</article>`;
}

const isOpen = ({ verdict }: ObjectiveAccount): boolean => verdict === "insufficient";

function proofOf(
  leading: ObjectiveAccount,
  { statement, earlier }: PublishedAddon,
  base: string,
): Html {
  const budget = budgetLeft(leading, statement);
  return html`<div class="said"><p>${tied(outcome(leading, statement))} ${budget === null ? "" : tied(budget)}</p></div>
${dayStrip(daysOf(leading, statement, earlier), `${objectiveHref(base, leading.id)}#days`)}`;
}
