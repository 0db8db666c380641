import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import {
  type Html,
  loadLine,
  loadLineFile,
  moment,
  momentWords,
  verdictMark,
} from "../../../publishing/index.ts";
import type { RunVerdict } from "../../run.ts";
import { reportLook } from "./report-look.ts";

const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(reportLook).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

export interface ReportPage {
  /** "Load test", "Comparison". */
  readonly kind: string;
  readonly addon: string;
  /** The one sentence that it comes to. */
  readonly said: string;
  readonly startedMs: number;
  readonly content: Html;
}

/** A page that stands alone: no script, nothing from elsewhere; to show, print or keep. */
export async function reportPage({
  kind,
  addon,
  said,
  startedMs,
  content,
}: ReportPage): Promise<string> {
  const started = new Date(startedMs).toISOString();
  const icon = `data:image/svg+xml,${encodeURIComponent(loadLineFile(0.5))}`;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${kind} of ${addon}: ${said}</title>
<meta name="description" content="${said}">
<link rel="icon" href="${icon}">
<style>${raw(reportLook)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top"><div class="width"><span class="brand">${loadLine(0.5)}<span><b>${addon}</b><small>${kind}</small></span></span>
<p class="kind">${moment(started, momentWords(started))}</p></div></header>
<main id="content" class="width">
${content}
</main>
<footer class="foot"><div class="width"><p>Measured by Plimsoll. A verdict is given only where the 95 % interval decides it.</p></div></footer>
</body>
</html>
`;
  return String(await document);
}

/** A run can be invalid, which no promise can: a barred circle. */
export const runVerdictMark = (verdict: RunVerdict, word?: string): Html =>
  verdict === "invalid"
    ? html`<span class="verdict invalid"><svg viewBox="0 0 16 16" aria-hidden="true"><circle class="hollow" cx="8" cy="8" r="6.5"/><path class="hollow" d="M3.5 12.5l9-9"/></svg>Invalid</span>`
    : verdictMark(verdict, word);
