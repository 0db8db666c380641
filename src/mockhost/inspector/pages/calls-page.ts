import { html } from "hono/html";
import { plural } from "../../../core/format/index.ts";
import type { Html } from "../../../ui/index.ts";
import type { Journal, World } from "../../world/index.ts";
import type { callFilter } from "../call-filter.ts";
import { timeOfDay } from "./frame.ts";

type Line = ReturnType<Journal["lines"]>[number];
type Filter = ReturnType<(typeof callFilter)["parse"]>;

const kinds = ["lifecycle", "webhook", "descriptor", "page", "rest", "remote", "fault"];

export function callsPage({ journal, tenants }: World, filter: Filter): Html {
  const site = tenants.byName(filter.clientKey ?? "");
  const lines = journal.lines({
    limit: 100,
    ...filter,
    ...(site && { clientKey: site.clientKey }),
  });
  const choice = (value: string, words: string, isChosen: boolean) =>
    html`<option value="${value}"${isChosen ? html` selected` : ""}>${words}</option>`;
  return html`<h1>Calls</h1>
<p class="lead">What the host asked of add-ons and what they asked of it, newest first. Open a line to see its whole address and what its token says; while one is open, the list stands still.</p>
<form method="get" action="/_mockhost/calls">
<label>Direction <select name="direction">${choice("", "both", filter.direction === undefined)}${choice("to-addon", "to the add-on", filter.direction === "to-addon")}${choice("to-host", "to the host", filter.direction === "to-host")}</select></label>
<label>Kind <select name="kind">${choice("", "every", filter.kind === undefined)}${kinds.map((kind) => choice(kind, kind, filter.kind === kind))}</select></label>
<label class="wide">Site or client key <input name="clientKey" value="${filter.clientKey ?? ""}"></label>
<label class="tick"><input type="checkbox" name="refusedOnly" value="true"${filter.refusedOnly ? html` checked` : ""}> only what went wrong</label>
<button>Show</button>
</form>
<div id="live" data-live>${
    lines.length === 0
      ? html`<p class="none">Nothing yet.</p>`
      : html`<ol class="calls">${lines.map((line) => row(line, tenants.byClientKey(line.clientKey ?? "")?.name ?? null))}</ol>
<p class="lead small">The latest ${plural(lines.length, "call")}.</p>`
  }</div>`;
}

const row = (line: Line, site: string | null): Html => html`<li><details><summary>
<span class="soft">${timeOfDay(line.atMs)}</span>
<span class="way soft">${line.direction === "to-addon" ? "to add-on" : "to host"}</span>
<span class="what"><b>${line.method}</b> <span class="path">${pathOf(line.url)}</span> <span class="soft small">${line.kind}${site === null ? "" : `, ${site}`}</span></span>
<span class="outcome"><span class="state ${line.reason === null ? "" : "bad"}">${line.status ?? "none"}</span> <span class="soft">${Math.round(line.tookMs)} ms</span></span>
${line.reason === null ? "" : html`<span class="reason">${line.reason}</span>`}
</summary><p class="about">Call ${line.id}${line.addonKey === null ? "" : `, add-on ${line.addonKey}`}${line.clientKey === null ? "" : `, client key ${line.clientKey}`}</p>
<p class="about">${line.url}</p>
<pre>${line.claims === null ? "There is no token, or it is none that can be read." : JSON.stringify(line.claims, null, 2)}</pre></details></li>`;

/** Without the host, which is the same on every line, and without the query, which hides the rest. */
function pathOf(address: string): string {
  const url = URL.parse(address, "http://host.invalid");
  return url === null ? address : `${url.pathname}${url.search === "" ? "" : "?…"}`;
}
