import { html } from "hono/html";
import { plural } from "../../../core/format/index.ts";
import type { Html } from "../../../ui/index.ts";
import type { AppStatus, Release } from "../../versions/index.ts";
import { timeOfDay } from "./frame.ts";

export const appsPage = (apps: readonly AppStatus[]): Html => html`<h1>Releases</h1>
<p class="lead">The host polls each add-on's descriptor; what changed in it decides whether a release comes by itself or waits for an administrator.</p>
<form data-post="poll"><button>Poll now</button><output></output></form>
<div id="live" data-live>${apps.length === 0 ? html`<p class="none">No add-on is installed yet.</p>` : apps.map(app)}</div>`;

function app(status: AppStatus): Html {
  const { addonKey, name, descriptorUrl, polledAtMs, problem, pendingTenants } = status;
  return html`<section class="app"><h2>${name}</h2>
<p class="soft small"><code>${addonKey}</code>, polled at ${timeOfDay(polledAtMs)} from <a href="${descriptorUrl}">${descriptorUrl}</a></p>
${problem === null ? "" : html`<p class="state bad">${problem}</p>`}
<table><thead><tr><th scope="col">Release</th><th scope="col">Kind</th><th scope="col">Seen</th><th scope="col">Because</th><th scope="col">Sites</th></tr></thead>
<tbody>${status.releases.toReversed().map((release) => releaseRow(status, release))}</tbody></table>
${pendingTenants === 0 ? "" : html`<p class="state wait">${plural(pendingTenants, "site")} ${pendingTenants === 1 ? "waits" : "wait"} for approval.</p>${approveForm(addonKey)}`}
</section>`;
}

const kinds: Readonly<Record<Release["kind"], string>> = {
  first: "first",
  automatic: "comes by itself",
  "needs-approval": "needs approval",
  major: "major, needs approval",
};

const releaseRow = (
  { tenantsByRelease }: AppStatus,
  { release, kind, atMs, because }: Release,
): Html => html`<tr><th scope="row"><b>${release}</b></th>
<td data-name="Kind">${kinds[kind]}</td><td data-name="Seen">${timeOfDay(atMs)}</td>
<td data-name="Because">${because.join("; ")}</td>
<td data-name="Sites">${plural(tenantsByRelease[release] ?? 0, "site")}</td></tr>`;

const approveForm = (addonKey: string): Html => html`<form data-post="approve">
<input type="hidden" name="addonKey" value="${addonKey}">
<label>Share who approve <input name="share" type="number" min="0" max="1" step="any" value="1"></label>
<label>Within ms <input name="withinMs" type="number" min="0" value="10000"></label>
<button>Approve</button><output></output></form>`;
