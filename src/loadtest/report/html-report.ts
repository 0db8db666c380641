import { html } from "hono/html";
import { tied } from "../../ui/index.ts";
import type { RunRecord } from "../record/index.ts";
import { headline, INVALID_HINT, kindWords, subline } from "./headline.ts";
import { charts } from "./page/charts.ts";
import { promiseTable, reasonList } from "./page/promise-table.ts";
import { recomputeSection } from "./page/recompute-section.ts";
import { reportPage, runVerdictMark } from "./page/report-page.ts";
import { requestTable } from "./page/request-table.ts";
import { resourceCharts } from "./page/resource-charts.ts";
import { faultSection, findingSection, planSection, rigSection } from "./page/sections.ts";

/** The run as one page that stands alone. */
export function htmlReport(record: RunRecord): Promise<string> {
  const { run, judgement } = record;
  const said = headline(record);
  const content = html`<div class="hero report">${runVerdictMark(judgement.verdict)}<h1>${tied(said)}</h1><p class="lead">${tied(subline(record))}</p>${judgement.verdict === "invalid" ? html`<p>${INVALID_HINT}</p>` : ""}</div>
<section><h2 class="unseen">Promises</h2>${promiseTable(record)}${reasonList(judgement.reasons)}</section>
${findingSection(record)}
<section class="group"><h2>How it went</h2>${charts(record)}${requestTable(record)}${faultSection(record)}</section>
${resourceCharts(record)}
${rigSection(record)}
${planSection(run.plan)}
${recomputeSection(record)}`;
  const { plan, startedMs } = run;
  return reportPage({ kind: kindWords(record), addon: plan.addon, said, startedMs, content });
}
