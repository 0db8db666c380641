import { html } from "hono/html";
import type { Html } from "../../../ui/index.ts";
import type { RunRecord } from "../../record/index.ts";

/** What somebody needs who does not want to take our word for it. */
export function recomputeSection({ run }: RunRecord): Html {
  const { id, plan, planHash, release, startedMs } = run;
  const facts: readonly (readonly [string, string])[] = [
    ["Run", id],
    ["Started", new Date(startedMs).toISOString()],
    ["Add-on", plan.addon],
    ["Release", release ?? "not told"],
    ["Target", `${plan.target.kind}, ${plan.target.baseUrl}`],
    ["Seed", String(plan.seed)],
    ["Plan (SHA-256)", planHash],
    ["Contract (SHA-256)", plan.contract],
  ];
  return html`<section class="group"><h2>Compute it again</h2>
<div class="prose"><p>The run record beside this page holds the whole plan, and for every kind of request, class of tenants and stretch of time how many requests there were, how many were good, how many kept each promised limit exactly, and a mergeable histogram of how long they took. Every figure here is computed from it and from nothing else; judging the record again gives the same verdict, and the same plan with the same seed sends the same requests at the same moments.</p>
<p>The ledger's entry <code>run/${id}</code> holds the SHA-256 of the record, so that a changed one is noticed.</p></div>
${factList(facts)}</section>`;
}

/** Names and values by which something is known. */
export const factList = (facts: readonly (readonly [name: string, value: string])[]): Html =>
  html`<dl class="facts identity">${facts.map(([name, value]) => html`<div${value.length > 40 ? html` class="hash"` : ""}><dt>${name}</dt><dd>${value.length > 40 ? html`<code>${value}</code>` : value}</dd></div>`)}</dl>`;
