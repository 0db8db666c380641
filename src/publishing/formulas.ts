import { html } from "hono/html";
import type { Promised } from "../core/contract/index.ts";
import type { ObjectiveAccount } from "../core/slo/index.ts";
import type { Html } from "../ui/index.ts";

/** How the figures of one kind of promise come about, in words that a customer can check. */
interface Formula {
  readonly name: string;
  readonly expression: string;
  readonly words: readonly string[];
}

const FORMULAS: Readonly<Record<Promised["kind"], Formula>> = {
  uptime: {
    name: "Uptime",
    expression: "uptime = 1 − down ÷ (all − excluded − unknown)",
    words: [
      "Each whole UTC minute since the promise is in force and watched is one of four. Excluded: inside maintenance that was announced in time and within the allowance, or inside an outage of the host that is proven. Down: more than the promised share of its requests failed, or, where there was none, the checks of a path failed. Up: something was seen, and it is not down. Unknown: nothing was seen, or too little to tell.",
      "Each path that is checked is judged by itself, however often it is asked: a minute without requests is down when more than that share of the checks of one path failed in it, at as many places as must agree; up when every path told something there and none is down. A check that fails is asked again at once and takes no minute down when it is answered then; both stay in the count of checks. A check that only tells that the machine that checks was cut off decides nothing, and before one without an answer counts as failed, that machine must reach an address that does not depend on the add-on.",
      "Kept only if the promise holds even were every unknown minute down, and only once as many minutes were up as one bad one would break: 1,000 where 99.9 % is promised. Missed only if the period cannot keep it even were every unknown minute and all that is still to come up. Not yet proven otherwise.",
    ],
  },
  quantile: {
    name: "Percentile of response times",
    expression: "share = requests that succeeded within the limit ÷ all requests",
    words: [
      "The verdict rests on the share of requests that succeeded within the limit, counted one by one; a failure is never within it. Kept or missed only when the whole 95 % interval of that share (Wilson), with every request that a histogram leaves undecided counted both ways, lies on one side of the promised share, and never missed by a single one; not yet proven otherwise.",
      "The figure shown is the percentile itself, read from merged histograms with a relative error of at most 1.1 %; where a sender’s own histogram is coarser, between which times it lies. Where it falls among the failures, it is the slowest of all requests.",
    ],
  },
  average: {
    name: "Average response time",
    expression: "average = time that all requests took ÷ number of requests that succeeded",
    words: [
      "Each success also carries the time that failures took, so that no failure can improve the figure. A request that timed out took the time-out.",
      "Kept or missed only when the 95 % interval of the average lies on one side of the limit; fewer than thirty requests are never judged.",
    ],
  },
  share: {
    name: "Share of events",
    expression: "share = events that succeeded in time ÷ all events",
    words: [
      "Kept or missed only when the whole 95 % interval of the share (Wilson) lies on one side of the promised share, and never missed by a single event; not yet proven otherwise.",
    ],
  },
  recovery: {
    name: "Recovery",
    expression: "reckoned from what is on record: drills, incidents, backups",
    words: ["While nothing is on record there is no figure, and the promise is not yet proven."],
  },
  support: {
    name: "Support times",
    expression: "reckoned from the tickets on record, on the clock of each one’s level",
    words: [
      "The clock runs in the support hours promised, or around the clock where that is promised.",
    ],
  },
};

/** "tenant-minutes/1" → "formula-tenant-minutes-1": where `/sla` explains it. */
export const formulaAnchor = (id: string): string => `formula-${id.replace(/[^A-Za-z0-9]+/g, "-")}`;

/** Every formula that the accounts name, once. */
export function formulaList(accounts: readonly ObjectiveAccount[]): Html {
  const once = new Map(accounts.map((account) => [account.formula, account.promise.kind]));
  return html`${[...once].map(([id, kind]) => {
    const { name, expression, words } = FORMULAS[kind];
    return html`<h3 id="${formulaAnchor(id)}">${name} <code>${id}</code></h3>
<div class="prose"><p class="reckoning">${expression}</p>${words.map((p) => html`<p>${p}</p>`)}</div>`;
  })}`;
}
