import { html } from "hono/html";
import type { ObjectiveAccount, Phase } from "../core/slo/index.ts";
import { type Html, tied, verdictMark } from "../ui/index.ts";
import { figureOf, objectiveHref } from "./objective-row.ts";
import { titleOf } from "./titles.ts";
import { verdictWords } from "./verdict-words.ts";

/** Promise, figure and verdict, a line each; nothing where there is no promise. */
export function proofTable(
  accounts: readonly ObjectiveAccount[],
  phase: Phase,
  base: string,
): Html | "" {
  if (accounts.length === 0) return "";
  return html`<div class="scroll"><table class="proof">
<thead><tr><th scope="col">What</th><th scope="col">Promised</th><th scope="col" class="number">Measured</th><th scope="col">Verdict</th></tr></thead>
<tbody>${accounts.map((account) => proofRow(account, phase, base))}</tbody>
</table></div>`;
}

const proofRow = (account: ObjectiveAccount, phase: Phase, base: string): Html =>
  html`<tr id="${account.id}"><th scope="row"><a href="${objectiveHref(base, account.id)}">${titleOf(account).name}</a></th><td>${tied(account.promised)}</td><td class="number">${figureOf(account)}</td><td>${verdictMark(account.verdict, verdictWords(account, phase))}</td></tr>`;
