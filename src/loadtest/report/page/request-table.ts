import { html } from "hono/html";
import { count, milliseconds, percent } from "../../../core/format/index.ts";
import { type Html, tied } from "../../../ui/index.ts";
import type { RunRecord } from "../../record/index.ts";
import { quantileMs } from "../../statistics/index.ts";
import { allStreams } from "../all-streams.ts";
import { type Ended, ended } from "../series.ts";

const QUANTILES = [0.5, 0.95, 0.99, 1] as const;

/** Every kind of request over the whole run, the slowest first: where the time goes. */
export function requestTable({ run }: RunRecord): Html | "" {
  const streams = allStreams(run);
  const steps = [...new Set(streams.map(({ stream }) => stream.step))];
  const rows = steps
    .map((step) => ({ step, of: ended(streams, (stream) => stream.step === step) }))
    .filter(({ of }) => of.events > 0)
    .sort((a, b) => slowness(b.of) - slowness(a.of));
  if (rows.length === 0) return "";
  return html`<h3>Request by request</h3><div class="scroll"><table>
<thead><tr><th scope="col">Request</th><th scope="col" class="number">Ended</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Median</th><th scope="col" class="number">p95</th><th scope="col" class="number">p99</th><th scope="col" class="number">Longest</th></tr></thead>
<tbody>${rows.map(row)}</tbody>
</table></div><p class="small">Response times over the whole run, warm-up included; the promises above are judged without it.</p>`;
}

const slowness = ({ response }: Ended): number => quantileMs(response, 0.95) ?? 0;

const row = ({ step, of }: { readonly step: string; readonly of: Ended }): Html =>
  html`<tr><th scope="row">${step}</th><td class="number">${count(of.events)}</td><td class="number">${failedWords(of)}</td>${QUANTILES.map((q) => html`<td class="number">${timeWords(quantileMs(of.response, q))}</td>`)}</tr>`;

const failedWords = ({ events, good }: Ended): string =>
  good === events ? "0" : `${count(events - good)} (${tied(percent((events - good) / events))})`;

const timeWords = (ms: number | null): string => (ms === null ? "–" : tied(milliseconds(ms)));
