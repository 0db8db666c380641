import { html } from "hono/html";
import type { Promised } from "../contract/index.ts";
import type { ObjectiveAccount } from "../slo/index.ts";
import { dayStrip } from "./day-strip.ts";
import { daysOf } from "./days.ts";
import { duration, milliseconds, momentWords, percent, percentBeside } from "./figures.ts";
import { type Html, moment, tied } from "./html.ts";
import { loadLine } from "./load-line.ts";
import type { PublishedAddon } from "./public-view.ts";
import { budgetLeft, needed, outcome } from "./sentences.ts";
import { counted, titleOf } from "./titles.ts";
import { verdictMark } from "./verdict-mark.ts";

/** One promise beside its proof: what was promised, what was measured, and whether it was kept. */
export function objectiveRow(
  account: ObjectiveAccount,
  { statement, earlier }: PublishedAddon,
  base: string,
): Html {
  const href = objectiveHref(base, account.id);
  const budget = budgetLeft(account, statement);
  const more = needed(account);
  return html`<article class="objective ${account.verdict}" id="${account.id}">
<div class="head">
${loadLine(account.measured === null ? null : (account.budget?.share ?? null), budget)}
<div class="name"><h3><a href="${href}">${titleOf(account).name}</a></h3><p>Promised ${tied(account.promised)}</p></div>
<p class="figure"><a href="${href}">${figureOf(account)}</a></p>
${verdictMark(account.verdict)}
</div>
<div class="said">
<p>${tied(outcome(account, statement.uptime))}${[budget, more].map((said) => (said === null ? "" : ` ${tied(said)}`))}</p>
</div>
${dayStrip(daysOf(account, statement, earlier), `${href}#days`)}
<p class="source">${basis(account)}<a href="${href}">How this is computed<span class="unseen">: ${titleOf(account).name}</span></a></p>
</article>`;
}

export const objectiveHref = (base: string, id: string): string =>
  `${base}/objectives/${encodeURIComponent(id)}`;

/** The figure itself, as large as it deserves: `99.96 %`, `812 ms`, or a dash where there is none. */
export function figureOf({ measured, unit, promise }: ObjectiveAccount): Html | string {
  if (measured === null) return html`<span class="none" title="no figure yet">–</span>`;
  if (unit === "share") return tied(shareFigure(measured, promise));
  return tied(promise.kind === "recovery" ? duration(measured) : milliseconds(measured));
}

const shareFigure = (measured: number, promise: Promised): string =>
  "target" in promise ? percentBeside(measured, promise.target) : percent(measured);

function basis({ events, since, ...account }: ObjectiveAccount): Html | "" {
  if (events === 0 || since === null) return "";
  const { event } = titleOf(account);
  return html`<span>${counted(events, event)} since ${moment(since, momentWords(since))}</span>`;
}
