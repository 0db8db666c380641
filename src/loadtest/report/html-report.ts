import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import {
  type Html,
  loadLine,
  loadLineFile,
  moment,
  momentWords,
  tied,
  verdictMark,
} from "../../publishing/index.ts";
import type { RunRecord } from "../record/index.ts";
import type { RunVerdict } from "../run.ts";
import { headline, INVALID_HINT, kindWords, subline } from "./headline.ts";
import { charts } from "./page/charts.ts";
import { promiseTable, reasonList } from "./page/promise-table.ts";
import { recomputeSection } from "./page/recompute-section.ts";
import { reportLook } from "./page/report-look.ts";
import { requestTable } from "./page/request-table.ts";
import { resourceCharts } from "./page/resource-charts.ts";
import { faultSection, findingSection, planSection, rigSection } from "./page/sections.ts";

const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(reportLook).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The run as one page that stands alone: no script, nothing from elsewhere; to show, print or keep. */
export async function htmlReport(record: RunRecord): Promise<string> {
  const { run, judgement } = record;
  const said = headline(record);
  const started = new Date(run.startedMs).toISOString();
  const icon = `data:image/svg+xml,${encodeURIComponent(loadLineFile(0.5))}`;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${kindWords(record)} of ${run.plan.addon}: ${said}</title>
<meta name="description" content="${said}">
<link rel="icon" href="${icon}">
<style>${raw(reportLook)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top"><div class="width"><span class="brand">${loadLine(0.5)}<span><b>${run.plan.addon}</b><small>${kindWords(record)}</small></span></span>
<p class="kind">${moment(started, momentWords(started))}</p></div></header>
<main id="content" class="width">
<div class="hero report">${runVerdictMark(judgement.verdict)}<h1>${tied(said)}</h1><p class="lead">${tied(subline(record))}</p>${judgement.verdict === "invalid" ? html`<p>${INVALID_HINT}</p>` : ""}</div>
<section><h2 class="unseen">Promises</h2>${promiseTable(record)}${reasonList(record)}</section>
${findingSection(record)}
<section class="group"><h2>How it went</h2>${charts(record)}${requestTable(record)}${faultSection(record)}</section>
${resourceCharts(record)}
${rigSection(record)}
${planSection(record)}
${recomputeSection(record)}
</main>
<footer class="foot"><div class="width"><p>Measured by Plimsoll. A verdict is given only where the 95 % interval decides it.</p></div></footer>
</body>
</html>
`;
  return String(await document);
}

/** A run can be invalid, which no promise can: a barred circle. */
const runVerdictMark = (verdict: RunVerdict): Html =>
  verdict === "invalid"
    ? html`<span class="verdict invalid"><svg viewBox="0 0 16 16" aria-hidden="true"><circle class="hollow" cx="8" cy="8" r="6.5"/><path class="hollow" d="M3.5 12.5l9-9"/></svg>Invalid</span>`
    : verdictMark(verdict);
