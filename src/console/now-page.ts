import { html } from "hono/html";
import { clockWords, count, elapsed, milliseconds, plural } from "../core/format/index.ts";
import {
  type Html,
  loadLine,
  moment,
  renderPage,
  tied,
  verdictMark,
  type Water,
} from "../ui/index.ts";
import { consoleFrame } from "./console-frame.ts";
import { consoleLook } from "./console-look.ts";
import { diagnosticTable } from "./diagnostic-table.ts";
import { jobTable } from "./job-table.ts";
import { diskWords, leadOf, nowHeadline, stateOf, storeWords } from "./now-words.ts";
import type { AddonView, CheckView, IntakeView, OperationsView } from "./operations-view.ts";

/** The vendor's first page: what is going on now. `spent`: the water in the mark. */
export function nowPage(
  view: OperationsView,
  spent: Water | null,
  nouns: readonly string[] = [],
): Promise<string> {
  const said = nowHeadline(view);
  return renderPage({
    title: `Now: ${said}`,
    description: said,
    frame: consoleFrame(view, spent, "now", nouns),
    look: consoleLook,
    content: html`<section class="hero">${loadLine(spent)}<div><h1>${tied(said)}</h1><p class="lead">${tied(leadOf(view))}</p></div></section>
${facts(view)}
${view.addons.map((addon) => addonSection(addon, view.atMs))}
${intakeSection(view.intake, view.atMs)}
${diagnosticTable(view)}
${jobTable(view)}`,
  });
}

function facts({ startedAtMs, atMs, store, intake, version }: OperationsView): Html {
  const perMinute = intake.senders.flatMap((sender) => sender.pointsPerMinute ?? []);
  const points = perMinute.reduce((sum, each) => sum + each, 0);
  const isKnown = perMinute.length > 0 || intake.senders.length === 0;
  return html`<dl class="facts">
<div><dt>Running for</dt><dd>${moment(iso(startedAtMs), elapsed(atMs - startedAtMs))}</dd></div>
<div><dt>Points taken in</dt><dd>${isKnown ? `${count(points)} a minute` : "–"}</dd></div>
<div><dt>Store</dt><dd>${tied(storeWords(store))}</dd></div>
${store.disk === null ? "" : html`<div><dt>Disk</dt><dd>${tied(diskWords(store.disk, store.forecast))}</dd></div>`}
<div><dt>Last written</dt><dd>${moment(iso(store.writtenAtMs), `${elapsed(atMs - store.writtenAtMs)} ago`)}${store.isWritable ? "" : "; what came since was not taken"}</dd></div>
<div><dt>Version</dt><dd>${version}</dd></div>
</dl>`;
}

function addonSection(addon: AddonView, atMs: number): Html {
  return html`<section class="group"><h2><a href="${addon.url}">${addon.name}</a></h2>
${addon.checks.length === 0 ? html`<p>Its contract has no probes: whether it answers is not checked.</p>` : checkTable(addon, atMs)}
${descriptorLine(addon)}</section>`;
}

const checkTable = ({ checks }: AddonView, atMs: number): Html =>
  html`<div class="scroll"><table class="states"><thead><tr><th scope="col">Path</th><th scope="col">From</th><th scope="col">State</th><th scope="col">Last check</th></tr></thead><tbody>${checks.map((check) => checkRow(check, atMs))}</tbody></table></div>`;

function checkRow(check: CheckView, atMs: number): Html {
  const { path, place, kind, sinceMs, checkedAtMs, cause, durationMs } = check;
  const { verdict, words } = stateOf(check);
  const since = sinceMs === null ? "" : `for ${elapsed(atMs - sinceMs)}`;
  const took = durationMs === null ? "" : `, ${milliseconds(durationMs)}`;
  return html`<tr class="${kind}"><th scope="row">${path}</th><td>${place}</td><td>${verdictMark(verdict, words)} ${tied(since)}${cause === "" ? "" : html`<small>${cause}</small>`}</td><td>${checkedAtMs === null ? "–" : moment(iso(checkedAtMs), clockWords(checkedAtMs))}${tied(took)}</td></tr>`;
}

function descriptorLine({ descriptor }: AddonView): Html | "" {
  if (descriptor === null) return "";
  const { isInUse, readAtMs, problem } = descriptor;
  if (problem !== null)
    return html`<p>Its descriptor cannot be read: ${problem} ${isInUse ? "The one seen before stays in use." : NOT_TOLD_APART}</p>`;
  if (readAtMs === null)
    return html`<p>${isInUse ? "Its descriptor is remembered from before; it was not read yet." : `Its descriptor was not read yet. ${NOT_TOLD_APART}`}</p>`;
  return html`<p class="quiet">Its descriptor was last read at ${moment(iso(readAtMs), clockWords(readAtMs))}.</p>`;
}

const NOT_TOLD_APART =
  "Until it is, pages, lifecycle calls and webhooks cannot be told apart from other requests.";

function intakeSection({ url, senders }: IntakeView, atMs: number): Html {
  const rows = senders.map(
    ({ service, address, lastAtMs, pointsPerMinute, accepted, refused }) =>
      html`<tr><th scope="row">${service || "(no service.name)"}</th><td>${address || "–"}</td><td>${moment(iso(lastAtMs), `${elapsed(atMs - lastAtMs)} ago`)}</td><td class="number">${pointsPerMinute === null ? "–" : count(pointsPerMinute)}</td><td class="number">${count(accepted)}</td><td class="number">${count(refused)}</td></tr>`,
  );
  return html`<section class="group"><h2>Metrics that come in</h2>
${
  rows.length === 0
    ? html`<p>None came in since Plimsoll was started. Add-ons post them to <code>${url}</code> (OTLP over HTTP) with the intake key.</p>`
    : html`<div class="scroll"><table><thead><tr><th scope="col">Service</th><th scope="col">Address</th><th scope="col">Last batch</th><th scope="col" class="number">Points a minute</th><th scope="col" class="number">Taken in</th><th scope="col" class="number">Refused</th></tr></thead><tbody>${rows}</tbody></table></div><p class="quiet">${plural(senders.length, "sender")} by <code>service.name</code>; points since Plimsoll was started. They post to <code>${url}</code>.</p>`
}</section>`;
}

const iso = (ms: number): string => new Date(ms).toISOString();
