import { html } from "hono/html";
import { count, percent } from "../../../core/format/index.ts";
import { type Html, tied, verdictMark } from "../../../ui/index.ts";
import { rigReasonsOf } from "../../judging/index.ts";
import type { Baseline, Phase, TestPlan } from "../../model/index.ts";
import type { RunRecord } from "../../record/index.ts";
import { meaningOf, resentWords } from "../fault-words.ts";
import { figure } from "../figure.ts";
import { toldFindings } from "../found.ts";
import { totals } from "../series.ts";

/** What the test found beside the promises; costs stand with what was used. */
export function findingSection(record: RunRecord): Html | "" {
  const findings = toldFindings(record);
  if (findings.length === 0) return "";
  return html`<section class="group"><h2>What it found</h2><div class="findings">${findings.map(
    ({ title, sentence, verdict }) =>
      html`<div class="finding"><h3>${title}</h3>${verdict === null ? "" : verdictMark(verdict.is, verdict.word)}<p>${tied(sentence)}</p></div>`,
  )}</div></section>`;
}

/** Why requests failed, most frequent first, and how many were sent again. */
export function faultSection({ run }: RunRecord): Html | "" {
  const { errors, planned, resent } = totals(run);
  const rows = Object.entries(errors).sort(([, a], [, b]) => b - a);
  const again = resentWords(resent);
  const said = again === null ? "" : html`<p class="small">${tied(again)}</p>`;
  if (rows.length === 0) return said;
  return html`<h3>Why requests failed</h3><div class="scroll"><table class="narrow faults">
<thead><tr><th scope="col">Reason</th><th scope="col" class="number">Requests</th><th scope="col" class="number">Of all</th></tr></thead>
<tbody>${rows.map(([error, n]) => html`<tr><th scope="row"><code>${error}</code>${meaningOf(error) === null ? "" : html` <small>${meaningOf(error)}</small>`}</th><td class="number">${count(n)}</td><td class="number">${tied(percent(planned === 0 ? 0 : Math.min(1, n / planned)))}</td></tr>`)}</tbody>
</table></div>${said}`;
}

/** Whether what sent the load can be believed. */
export function rigSection({ run }: RunRecord): Html {
  const reasons = rigReasonsOf(run);
  const said =
    reasons.length === 0
      ? html`<p>The machine that sent the load was never the limit: what was measured is the add-on.</p>`
      : html`<ul class="reasons">${reasons.map((reason) => html`<li>${tied(reason)}</li>`)}</ul>`;
  return html`<section class="group"><h2>Can it be believed?</h2>
<div class="prose">${said}${floorSentence(run.floor)}</div>
<div class="scroll"><table>
<thead><tr><th scope="col">Load</th><th scope="col" class="number">Sessions a second</th><th scope="col" class="number">Requests</th><th scope="col" class="number">Answered</th><th scope="col" class="number">Injector CPU</th><th scope="col" class="number">Its lateness</th><th scope="col" class="number">Its event loop</th><th scope="col">Unanswered because of</th></tr></thead>
<tbody>${run.phases.map(rigRow)}</tbody></table></div>
<p class="small">Lateness and event loop: 99 % of the time no more than that. Every time is counted from the moment at which a request was meant to start; time-outs count at their full length and as failures.</p></section>`;
}

/** How much of what was measured is the rig's own. */
function floorSentence(floor: Baseline | null): Html | "" {
  if (floor === null || floor.p50Ms === null) return "";
  const { offered, p50Ms, p99Ms } = floor;
  return html`<p>${tied(`Of a target that does nothing it measures ${msWords(p50Ms)} (median) and ${msWords(p99Ms)} (99 %) at ${figure(offered)} sessions a second: so much of every time is its own.`)}</p>`;
}

const rigRow = ({ name, offered, tally, rig }: Phase): Html => html`<tr>
<th scope="row">${name}</th><td class="number">${offered === null ? "–" : figure(offered)}</td><td class="number">${count(tally.planned)}</td>
<td class="number">${tied(percent(Math.min(1, rig.achieved)))}</td>
<td class="number">${tied(percent(rig.cpu, 0))}</td>
<td class="number">${msWords(rig.tardinessP99)}</td>
<td class="number">${msWords(rig.eventLoopDelayP99)}</td>
<td>${blameWords(rig.blame)}</td></tr>`;

const msWords = (ms: number | null): string => (ms === null ? "–" : `${figure(ms)}\u00a0ms`);

function blameWords(blame: Phase["rig"]["blame"]): string {
  const named = [
    ["the add-on", blame.system],
    ["the network", blame.network],
    ["the injector", blame.injector],
  ] as const;
  const there = named.filter(([, n]) => n > 0).map(([who, n]) => `${who}: ${count(n)}`);
  return there.length === 0 ? "–" : there.join(", ");
}

/** What was asked of the add-on. */
export function planSection(plan: TestPlan): Html {
  const { workload } = plan;
  const weights = workload.scenarios.reduce((sum, { weight }) => sum + weight, 0);
  return html`<section class="group"><h2>What was asked of it</h2>
<p>${tied(populationWords(plan))}</p>
<div class="scroll"><table><thead><tr><th scope="col">Session</th><th scope="col" class="number">Share</th><th scope="col">Requests, in order</th></tr></thead>
<tbody>${workload.scenarios.map(({ name, weight, steps }) => html`<tr><th scope="row">${name}</th><td class="number">${tied(percent(weights > 0 ? weight / weights : 0, 1))}</td><td>${steps.map(({ method, path }) => html`<code class="request" title="${path}">${method} ${path.split("?", 1)[0]}</code>`)}</td></tr>`)}</tbody></table></div></section>`;
}

function populationWords({ workload }: TestPlan): string {
  const { tenants, skew } = workload.population;
  const spread =
    skew.kind === "even"
      ? "all of which come alike"
      : `the k-th largest of which comes in proportion to 1/k^${figure(skew.exponent)}`;
  return `${count(tenants)} tenants, ${spread}. The largest are the first 1 % of them, the middle the next 19 %.`;
}
