import { html } from "hono/html";
import { exactPercent, plural } from "../../../core/format/index.ts";
import type { Html } from "../../../ui/index.ts";
import { effectWords, type Fault, isActive } from "../../faults/index.ts";
import { timeOfDay } from "./frame.ts";

/** What people ask for most, to start from. */
const presets = [
  ["Everything is away for a minute", { effect: { kind: "outage" }, forMs: 60_000 }],
  [
    "Slow answers",
    { effect: { kind: "latency", delay: { shape: "lognormal", medianMs: 400, p99Ms: 4_000 } } },
  ],
  ["One call in a hundred fails", { effect: { kind: "status", status: 500 }, share: 0.01 }],
  [
    "Issues cannot be read",
    { operation: "getIssue", effect: { kind: "status", status: 503, retryAfterS: 5 } },
  ],
  ["Connections are reset", { effect: { kind: "reset" }, share: 0.05 }],
  [
    "Webhooks get lost on their way",
    { effect: { kind: "reset" }, direction: "to-addon", share: 0.1 },
  ],
  ["The clock is 5 minutes ahead", { effect: { kind: "clock-skew", skewMs: 300_000 } }],
  [
    "Announced maintenance",
    { effect: { kind: "outage" }, afterMs: 60_000, forMs: 120_000, announced: true },
  ],
] as const;

const written = (fault: object): string => JSON.stringify(fault, null, 2);

export const faultsPage = (faults: readonly Fault[], nowMs: number): Html => html`<h1>Faults</h1>
<p class="lead">What goes wrong with the host on purpose. Its <a href="/status/api/v2/summary.json">status feed</a> tells the truth about all of it.</p>
<div id="live" data-live>${faults.length === 0 ? html`<p class="none">All is well.</p>` : table(faults, nowMs)}</div>
<section aria-labelledby="add"><h2 id="add">Add a fault</h2>
<p class="soft">Begin with one of these, change it as you like, and add it.</p>
<p class="presets">${presets.map(([words, fault]) => html`<button type="button" data-fill="${written(fault)}">${words}</button>`)}</p>
<form data-post="faults">
<label class="wide">As JSON <textarea id="json" name="json" rows="8" spellcheck="false">${written(presets[0][1])}</textarea></label>
<button class="main">Add</button><output></output>
</form></section>`;

const table = (faults: readonly Fault[], nowMs: number): Html => html`<table>
<thead><tr><th scope="col">What</th><th scope="col">Where</th><th scope="col" class="number">Share</th><th scope="col">From</th><th scope="col">Until</th><th scope="col"><span class="unseen">Remove</span></th></tr></thead>
<tbody>${faults.map((fault) => row(fault, nowMs))}</tbody></table>
<p class="lead"><button type="button" data-remove="faults">Remove all</button></p>`;

const row = (fault: Fault, nowMs: number): Html => html`<tr>
<th scope="row"><span class="state ${isActive(fault, nowMs) ? "bad" : "wait"}">${effectWords(fault.effect)}</span></th>
<td data-name="Where">${whereOf(fault)}</td>
<td data-name="Share" class="number">${exactPercent(fault.share)}</td>
<td data-name="From">${timeOfDay(fault.fromMs)}</td>
<td data-name="Until">${fault.untilMs === null ? "removed" : timeOfDay(fault.untilMs)}</td>
<td><button type="button" data-remove="faults/${fault.id}" aria-label="Remove: ${effectWords(fault.effect)}">Remove</button></td></tr>`;

function whereOf({ scope: { direction, tenants, product, method, path } }: Fault): string {
  const way = direction === "to-addon" ? "on the way to add-ons" : "";
  const route = [method, path].filter((part) => part !== null).join(" ");
  const sites = tenants === null ? "everywhere" : `on ${plural(tenants.length, "site")}`;
  return [way, route, product, sites].filter(Boolean).join(", ");
}
