import { html } from "hono/html";
import { count, plural } from "../../../core/format/index.ts";
import type { Html } from "../../../ui/index.ts";
import { type Installation, productNames, type Tenant, type World } from "../../world/index.ts";
import { installationOf } from "../views.ts";

const MOST_SHOWN = 100;

export function tenantsPage({ tenants }: World, wanted: string): Html {
  const found = [...tenants.all()].filter((tenant) => isWanted(tenant, wanted));
  return html`<h1>${plural(tenants.size, "site")}</h1>
<p class="lead">Pretend sites of Jira and Confluence Cloud, each with its own secret, people and data. Install an add-on, then open a site and use it there.</p>
<section aria-labelledby="install"><h2 id="install">Install an add-on</h2>
<form data-post="install">
<label class="wide">Address of its descriptor <input name="descriptorUrl" type="url" required placeholder="http://127.0.0.1:3000/atlassian-connect.json"></label>
<label>Sites <input name="tenants" type="number" min="1" max="${tenants.size}" value="${Math.min(10, tenants.size)}" required></label>
<label>Sites a second <input name="perSecond" type="number" min="0.1" max="10000" step="any" value="10" required></label>
<button class="main">Install</button><output></output>
</form></section>
<section aria-labelledby="sites"><h2 id="sites">Sites</h2>
<form method="get" action="/_mockhost/">
<label class="wide">Name, key, product, plan, zone, licence or state <input name="q" type="search" value="${wanted}"></label>
<button>Show</button>
</form>
<div id="live" data-live>${found.length === 0 ? html`<p class="none">No site is like that.</p>` : table(found)}</div></section>`;
}

const isWanted = (tenant: Tenant, wanted: string): boolean =>
  wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => textOf(tenant).includes(word));

function textOf(tenant: Tenant): string {
  const { name, clientKey, product, plan, timeZone, licence } = tenant;
  const installation = installationOf(tenant);
  const state = installation === null ? "" : `${installation.addonKey} ${installation.state}`;
  return [name, clientKey, product, plan, timeZone, licence, state].join(" ").toLowerCase();
}

const table = (found: readonly Tenant[]): Html => html`<table>
<thead><tr><th scope="col">Site</th><th scope="col">Product</th><th scope="col">Plan</th><th scope="col" class="number">People</th><th scope="col">Zone</th><th scope="col">Licence</th><th scope="col">Add-on</th><th scope="col">Keys</th></tr></thead>
<tbody>${found.slice(0, MOST_SHOWN).map(row)}</tbody></table>
${found.length > MOST_SHOWN ? html`<p class="lead">and ${plural(found.length - MOST_SHOWN, "more site")}; narrow them down by a word above.</p>` : ""}`;

const row = (tenant: Tenant): Html => html`<tr>
<th scope="row"><a href="${tenant.baseUrl}">${tenant.name}</a></th>
<td data-name="Product">${productNames[tenant.product]}</td>
<td data-name="Plan">${tenant.plan}</td>
<td data-name="People" class="number">${count(tenant.users)}</td>
<td data-name="Zone">${tenant.timeZone.replaceAll("_", " ")}</td>
<td data-name="Licence">${tenant.licence}</td>
<td data-name="Add-on">${addons(tenant)}</td>
<td data-name="Keys"><details><summary>show</summary><dl class="secrets">
<dt>Client key</dt><dd><code>${tenant.clientKey}</code></dd>
<dt>Secret</dt><dd><code>${tenant.sharedSecret}</code></dd>
</dl><a class="small" href="/_mockhost/calls?clientKey=${tenant.clientKey}">its calls</a></details></td></tr>`;

function addons({ installations }: Tenant): Html {
  const installed = [...installations.values()].filter(({ state }) => state !== "uninstalled");
  return installed.length === 0
    ? html`<span class="soft">none</span>`
    : html`${installed.map(addon)}`;
}

const marks: Readonly<Record<Installation["state"], string>> = {
  enabled: "",
  installing: "wait",
  disabled: "off",
  uninstalled: "off",
  failed: "bad",
};

const addon = ({ descriptor, release, state, pendingRelease }: Installation): Html =>
  html`<div><span class="state ${marks[state]}">${state}</span> <span title="${descriptor.key}">${descriptor.name} ${release}</span>${
    pendingRelease === null
      ? ""
      : html` <span class="soft small">${pendingRelease} waits for approval</span>`
  }</div>`;
