import { html } from "hono/html";
import { slaHash } from "../core/contract/index.ts";
import { dateWords } from "../core/format/index.ts";
import { type Html, renderPage, tied } from "../ui/index.ts";
import { formulaList } from "./formulas.ts";
import { frameOf } from "./frame.ts";
import {
  maintenancePromise,
  periodPromise,
  recoveryPromise,
  retirementPromise,
  uptimePromise,
} from "./promise-words.ts";
import { proofTable } from "./proof-table.ts";
import { baseOf, type PublicView, type PublishedAddon } from "./public-view.ts";
import { creditSection, supportSection } from "./support-section.ts";
import { type Group, titleOf } from "./titles.ts";

/** The promise of one add-on in readable form, each clause beside its proof; or (null) of all, in short. */
export function promisePage(view: PublicView, published: PublishedAddon | null): Promise<string> {
  return published === null ? promiseIndex(view) : promiseOf(view, published);
}

function promiseOf(view: PublicView, published: PublishedAddon): Promise<string> {
  const { addon, sla, statement } = published;
  const base = baseOf(view, published);
  const clauses = (heading: string, group: Group, words: readonly string[]) =>
    clause(heading, words, proofOf(published, group, base));
  return renderPage({
    title: `${addon.name}: promise`,
    description: `What ${addon.vendor} promises the customers of ${addon.name}, and whether it is kept.`,
    frame: frameOf(view, published, "promise"),
    content: html`<div class="title"><h1>What ${addon.vendor} promises for ${addon.name}</h1>
<p class="lead">${inForce(published)} Figures are judged over ${periodPromise(sla)}.</p></div>
${identity(view, published, base)}
${clauses("Uptime", "Availability", uptimePromise(sla))}
${clauses("Response times", "Response times", ["A percentile is promised as a share: “p95 ≤ 400 ms” means that at least 95 % of the requests succeed within 400 ms."])}
${clauses("Lifecycle", "Lifecycle", ["Calls by which the host installs the add-on, tells it of events, and loads its frames."])}
${clauses("Recovery", "Recovery", recoveryPromise(sla))}
${clauseAlone("Maintenance", maintenancePromise(sla))}
${sla.support === null ? "" : supportSection(sla.support, proofOf(published, "Support", base))}
${creditSection(sla.credits)}
${clauseAlone("Retirement", retirementPromise(sla))}
<section class="group" id="formulas"><h2>Formulas</h2>${formulaList(statement.objectives)}</section>
<section class="group" id="written"><h2>As written</h2>
<p>The section of the contract from which all of the above is made.</p>
<pre class="written" tabindex="0">${published.written.text}</pre></section>`,
  });
}

function promiseIndex(view: PublicView): Promise<string> {
  return renderPage({
    title: "Promises",
    description: "What is promised for each add-on, and whether it is kept.",
    frame: frameOf(view, null, "promise"),
    content: html`<div class="title"><h1>Promises</h1></div>
${view.addons.map((published) => {
  const base = baseOf(view, published);
  return html`<section class="group"><h2><a href="${base}/sla">${published.addon.name}</a></h2>
<p>${inForce(published)}</p>${proofTable(published.statement.objectives, published.statement.counted.phase, base)}</section>`;
})}`,
  });
}

function inForce({ sla, statement }: PublishedAddon): string {
  const begun = sla.effectiveFrom <= statement.computedAt.slice(0, 10);
  if (begun) return `In force since ${dateWords(sla.effectiveFrom)}.`;
  return `In force from ${dateWords(sla.effectiveFrom)}. Until then figures are shown, and nothing is judged.`;
}

function identity(
  { publicKey }: PublicView,
  { version, written }: PublishedAddon,
  base: string,
): Html {
  return html`<dl class="facts identity">
<div><dt>Version</dt><dd>${version}</dd></div>
<div><dt>For machines</dt><dd><a href="${base}/sla.json">sla.json</a>, <a href="/sla.schema.json">schema</a></dd></div>
<div class="hash"><dt>Hash of the promise as written</dt><dd><code>${slaHash(written)}</code></dd></div>
${publicKey && html`<div class="hash"><dt>Public key that signs the ledger</dt><dd><code>${publicKey}</code></dd></div>`}
</dl>`;
}

const proofOf = ({ statement }: PublishedAddon, group: Group, base: string): Html | "" =>
  proofTable(
    statement.objectives.filter((account) => titleOf(account).group === group),
    statement.counted.phase,
    base,
  );

/** A heading with its words and proof; nothing where nothing of the kind is promised. */
const clause = (heading: string, words: readonly string[], proof: Html | ""): Html | "" =>
  proof === "" ? "" : clauseAlone(heading, words, proof);

/** The same for a promise that no figure stands beside. */
function clauseAlone(heading: string, words: readonly string[], proof: Html | "" = ""): Html | "" {
  if (words.length === 0) return "";
  return html`<section class="group"><h2>${heading}</h2>
<div class="prose">${words.map((said) => html`<p>${tied(said)}</p>`)}</div>
${proof}</section>`;
}
