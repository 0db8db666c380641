import { html } from "hono/html";
import { type Html, tied } from "../../../ui/index.ts";
import type { RunRecord } from "../../record/index.ts";
import { costIntervalWords, costWords } from "../cost-words.ts";

/** What a request costs of each resource; nothing where none was told. */
export function costTable({ judgement }: RunRecord): Html | "" {
  const costs = judgement.findings.filter((finding) => finding.kind === "cost");
  if (costs.length === 0) return "";
  return html`<h3>What a request costs</h3><div class="scroll"><table class="narrow">
<thead><tr><th scope="col">Resource</th><th scope="col" class="number">A request</th><th scope="col" class="number">95 % interval</th></tr></thead>
<tbody>${costs.map((cost) => html`<tr><th scope="row">${cost.resource}</th><td class="number">${tied(costWords(cost.perRequest, cost.unit))}</td><td class="number">${tied(costIntervalWords(cost))}</td></tr>`)}</tbody>
</table></div>`;
}
