import { html } from "hono/html";
import { count } from "../../../core/format/index.ts";
import { type Html, tied, verdictMark } from "../../../ui/index.ts";
import type { Outcome } from "../../model/index.ts";
import type { RunRecord } from "../../record/index.ts";
import { objectiveOf } from "../headline.ts";
import { figureWords, intervalWords, neededWords, nounOf, tenantsWords } from "../outcome-words.ts";

/** What the verdict rests on and what it leaves out. */
export const reasonList = (reasons: readonly string[]): Html | "" =>
  reasons.length === 0
    ? ""
    : html`<ul class="reasons">${reasons.map((reason) => html`<li>${tied(reason)}</li>`)}</ul>`;

/** Every promise with what was measured: over all tenants first, then class by class. */
export function promiseTable({ run, judgement }: RunRecord): Html {
  const { outcomes } = judgement;
  if (outcomes.length === 0) return html`<p>The contract promises nothing that a run can show.</p>`;
  const ids = [...new Set(outcomes.map(({ objective }) => objective))];
  const own = (id: string) => outcomes.filter(({ objective }) => objective === id);
  return html`<div class="scroll"><table class="promises">
<thead><tr><th scope="col">Promise</th><th scope="col" class="number">Measured</th><th scope="col" class="number">95 % interval</th><th scope="col" class="number">Events</th><th scope="col">Verdict</th></tr></thead>
${ids.map((id) => html`<tbody>${own(id).map((outcome) => row(outcome, run.plan.objectives, judgement.verdict === "invalid"))}</tbody>`)}
</table></div>`;
}

function row(
  outcome: Outcome,
  objectives: RunRecord["run"]["plan"]["objectives"],
  isWithheld: boolean,
): Html {
  const { tenants, promised, events, verdict, measured } = outcome;
  const objective = objectiveOf(objectives, outcome);
  const isAll = tenants === null;
  const name = isAll
    ? html`<b>${objective === null ? outcome.objective : nounOf(objective.indicator).title}</b> ${tied(promised)}`
    : tenantsWords(tenants);
  const needed = isWithheld ? null : neededWords(outcome);
  const mark = isWithheld ? verdictMark("insufficient", "Withheld") : verdictMark(verdict);
  return html`<tr class="${isAll ? "all" : "class"} ${isWithheld ? "" : verdict}">
<th scope="row">${name}</th>
<td class="number measured">${objective === null ? "–" : tied(figureWords(measured, objective))}</td>
<td class="number">${objective === null ? "–" : tied(intervalWords(outcome, objective))}</td>
<td class="number">${count(events)}</td>
<td>${mark}${needed === null ? "" : html`<small>${needed}</small>`}</td>
</tr>`;
}
