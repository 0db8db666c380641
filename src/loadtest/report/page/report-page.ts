import { html } from "hono/html";
import { momentWords } from "../../../core/format/index.ts";
import { isoTime } from "../../../core/time/index.ts";
import {
  contentSecurityPolicy,
  type Html,
  loadLine,
  loadLineFile,
  moment,
  renderDocument,
  verdictMark,
} from "../../../ui/index.ts";
import type { RunVerdict } from "../../model/index.ts";
import { reportLook } from "./report-look.ts";

const policy = contentSecurityPolicy({
  look: reportLook,
  script: null,
  images: "data:",
  forms: "'none'",
});

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
export function reportPage({ kind, addon, said, startedMs, content }: ReportPage): Promise<string> {
  const started = isoTime(startedMs);
  return renderDocument({
    title: `${kind} of ${addon}: ${said}`,
    description: said,
    icon: `data:image/svg+xml,${encodeURIComponent(loadLineFile(0.5))}`,
    policy,
    look: reportLook,
    script: null,
    header: html`<span class="brand">${loadLine(0.5)}<span><b>${addon}</b><small>${kind}</small></span></span>
<p class="kind">${moment(started, momentWords(started))}</p>`,
    content,
    footer: html`<p>Measured by Plimsoll. A verdict is given only where the 95 % interval decides it.</p>`,
  });
}

/** A run can be invalid, which no promise can: a barred circle. */
export const runVerdictMark = (verdict: RunVerdict, word?: string): Html =>
  verdict === "invalid"
    ? html`<span class="verdict invalid"><svg viewBox="0 0 16 16" aria-hidden="true"><circle class="hollow" cx="8" cy="8" r="6.5"/><path class="hollow" d="M3.5 12.5l9-9"/></svg>Invalid</span>`
    : verdictMark(verdict, word);
