import { html } from "hono/html";
import type { Promised } from "../core/contract/index.ts";
import {
  duration,
  type Ends,
  milliseconds,
  millisecondsBetween,
  momentWords,
  percent,
  percentBeside,
  percentBetween,
  span,
} from "../core/format/index.ts";
import type { ObjectiveAccount, Range } from "../core/slo/index.ts";
import { type Html, loadLine, moment, tied, verdictMark } from "../ui/index.ts";
import { budgetLeft } from "./budget-words.ts";
import { dayStrip } from "./day-strip.ts";
import { daysOf } from "./days.ts";
import { waterIn } from "./frame.ts";
import type { PublishedAddon } from "./public-view.ts";
import { saidOf } from "./sentences.ts";
import { counted, titleOf } from "./titles.ts";
import { verdictWords } from "./verdict-words.ts";

/** One promise beside its proof: what was promised, what was measured, and whether it was kept. */
export function objectiveRow(
  account: ObjectiveAccount,
  { statement, earlier }: PublishedAddon,
  base: string,
): Html {
  const href = objectiveHref(base, account.id);
  return html`<article class="objective ${account.verdict}" id="${account.id}">
<div class="head">
${loadLine(waterIn(account), budgetLeft(account, statement))}
<div class="name"><h3><a href="${href}">${titleOf(account).name}</a></h3><p>Promised ${tied(account.promised)}</p></div>
<p class="figure"><a href="${href}">${figureOf(account)}</a></p>
${verdictMark(account.verdict, verdictWords(account, statement.counted.phase))}
</div>
<div class="said">
<p>${tied(saidOf(account, statement).join(" "))}</p>
</div>
${dayStrip(daysOf(account, statement, earlier), `${href}#days`)}
<p class="source">${basis(account)}<a href="${href}">How this is computed<span class="unseen">: ${titleOf(account).name}</span></a></p>
</article>`;
}

export const objectiveHref = (base: string, id: string): string =>
  `${base}/objectives/${encodeURIComponent(id)}`;

/** The figure itself, as large as it deserves: `99.96 %`, `812 ms`, `17–100 %`, or a dash where there is none. */
export function figureOf({ measured, range, unit, promise }: ObjectiveAccount): Html | string {
  if (range !== null) return tied(span(endsOf(range, unit, promise)));
  if (measured === null) return html`<span class="none" title="no figure yet">–</span>`;
  if (unit === "share") return tied(shareFigure(measured, promise));
  return tied(promise.kind === "recovery" ? duration(measured) : milliseconds(measured));
}

const endsOf = ({ low, high }: Range, unit: ObjectiveAccount["unit"], promise: Promised): Ends =>
  unit === "ms"
    ? millisecondsBetween(low, high)
    : percentBetween(low, high, "target" in promise ? promise.target : 1);

const shareFigure = (measured: number, promise: Promised): string =>
  "target" in promise ? percentBeside(measured, promise.target) : percent(measured);

function basis({ events, since, ...account }: ObjectiveAccount): Html | "" {
  if (events === 0 || since === null) return "";
  const { event } = titleOf(account);
  return html`<span>${counted(events, event)} since ${moment(since, momentWords(since))}</span>`;
}
