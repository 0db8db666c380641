import { html } from "hono/html";
import { count, milliseconds } from "../../core/format/index.ts";
import { type Html, tied, verdictMark } from "../../ui/index.ts";
import { type ComparisonRecord, releasesOf } from "../comparing/index.ts";
import { planHash, type RunRecord } from "../record/index.ts";
import { quantileMs } from "../statistics/index.ts";
import { allStreams } from "./all-streams.ts";
import {
  COMPARISON_INVALID_HINT,
  type ComparedRow,
  comparedRows,
  comparisonHeadline,
  comparisonSubline,
} from "./comparison-words.ts";
import { reasonList } from "./page/promise-table.ts";
import { factList } from "./page/recompute-section.ts";
import { reportPage, runVerdictMark } from "./page/report-page.ts";
import { planSection } from "./page/sections.ts";
import { anyStream, ended } from "./series.ts";

/** Two versions in turn as one page that stands alone. */
export function comparisonReport(record: ComparisonRecord): Promise<string> {
  const { plan, startedMs, comparison } = record;
  const { verdict, reasons } = comparison;
  const said = comparisonHeadline(record);
  const content = html`<div class="hero report">${runVerdictMark(verdict, WORDS[verdict])}<h1>${tied(said)}</h1><p class="lead">${tied(comparisonSubline(record))}</p>${verdict === "invalid" ? html`<p>${COMPARISON_INVALID_HINT}</p>` : ""}</div>
<section><h2 class="unseen">What was compared</h2>${figureTable(comparedRows(record))}${reasonList(reasons)}
<p class="small">Change is candidate against base; 95 % intervals from the scatter of the pairs, corrected for how much was compared.</p></section>
<section class="group"><h2>Run by run</h2>${runTable(record)}</section>
${planSection(plan)}
${recompute(record)}`;
  return reportPage({ kind: "Comparison", addon: plan.addon, said, startedMs, content });
}

const WORDS = { met: "No worse", missed: "Worse", insufficient: "Not settled", invalid: "Invalid" };

const MARKS = {
  regression: ["missed", "Worse"],
  none: ["met", "No worse"],
  insufficient: ["insufficient", "Not settled"],
} as const;

const figureTable = (rows: readonly ComparedRow[]): Html =>
  html`<div class="scroll"><table class="compared">
<thead><tr><th scope="col">Figure</th><th scope="col" class="number">Base</th><th scope="col" class="number">Candidate</th><th scope="col" class="number">Change</th><th scope="col" class="number">95 % interval</th><th scope="col">Verdict</th></tr></thead>
<tbody>${rows.map(figureRow)}</tbody></table></div>`;

function figureRow({
  group,
  name,
  base,
  candidate,
  change,
  interval,
  verdict,
  needed,
}: ComparedRow): Html {
  const [is, word] = MARKS[verdict];
  return html`<tr><th scope="row">${group}: ${tied(name)}</th>
<td class="number">${tied(base)}</td><td class="number">${tied(candidate)}</td>
<td class="number">${change === "" ? "–" : tied(change)}</td><td class="number">${interval === "" ? "–" : tied(interval)}</td>
<td>${verdictMark(is, word)}${needed === "" ? "" : html`<small>${needed}</small>`}</td></tr>`;
}

/** In the order in which they were made. */
function runTable({ pairs }: ComparisonRecord): Html {
  const runs = pairs.flatMap(({ base, candidate }, at) => [
    { pair: at + 1, version: "base", record: base },
    { pair: at + 1, version: "candidate", record: candidate },
  ]);
  const inTime = runs.toSorted((a, b) => a.record.run.startedMs - b.record.run.startedMs);
  if (inTime.length === 0) return html`<p>No pair of runs was whole.</p>`;
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">Run</th><th scope="col" class="number">Ended</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Median</th><th scope="col" class="number">p95</th><th scope="col">Rig</th></tr></thead>
<tbody>${inTime.map(({ pair, version, record }) => runRow(`Pair ${pair}, ${version}`, record))}</tbody></table></div>
<p class="small">Response times over the whole run, warm-up included; versions are compared without it.</p>`;
}

function runRow(name: string, { run, judgement }: RunRecord): Html {
  const { events, good, response } = ended(allStreams(run), anyStream);
  const ms = (q: number) => {
    const value = quantileMs(response, q);
    return value === null ? "–" : tied(milliseconds(value));
  };
  return html`<tr><th scope="row">${name}</th><td class="number">${count(events)}</td><td class="number">${count(events - good)}</td><td class="number">${ms(0.5)}</td><td class="number">${ms(0.95)}</td><td>${judgement.verdict === "invalid" ? "was the limit" : "valid"}</td></tr>`;
}

function recompute(record: ComparisonRecord): Html {
  const { id, startedMs, plan, margin } = record;
  const { base, candidate } = releasesOf(record);
  const facts = [
    ["Comparison", id],
    ["Started", new Date(startedMs).toISOString()],
    ["Base", base ?? "not told"],
    ["Candidate", candidate ?? "not told"],
    ["Margin", String(margin)],
    ["Seed", String(plan.seed)],
    ["Plan (SHA-256)", planHash(plan)],
    ["Contract (SHA-256)", plan.contract],
  ] as const;
  return html`<section class="group"><h2>Compute it again</h2>
<div class="prose"><p>Beside this page, <code>comparison.json</code> holds every figure and the SHA-256 of each run’s record, and <code>runs/</code> those records, from which every figure here is computed. The same plan with the same seed sends the same requests at the same moments to both.</p></div>
${factList(facts)}</section>`;
}
