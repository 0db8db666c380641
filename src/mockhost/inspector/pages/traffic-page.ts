import { html } from "hono/html";
import { count, percent, plural } from "../../../core/format/index.ts";
import type { Html } from "../../../ui/index.ts";
import type { FrameStats } from "../../pages/index.ts";
import type { PeopleAtWork } from "../../people/index.ts";
import type { WebhookCounters } from "../../webhooks/index.ts";
import type { InspectorParts } from "../parts.ts";
import { goodShare } from "../views.ts";

/** Frames that connect in time, as the host's reliability programme wants it. */
const WANTED_SHARE = 0.95;
const MOST_SHOWN = 100;

/** Those that are asked for most; any other may be written. */
const EVENTS = [
  "jira:issue_created",
  "jira:issue_updated",
  "jira:issue_deleted",
  "comment_created",
  "page_created",
  "page_updated",
];

export const trafficPage = ({ webhooks, pages, people, world }: InspectorParts): Html => {
  const { pending, running, awaitingRetry, deferred, held } = webhooks.load();
  const frames = pages.stats();
  return html`<h1>Traffic</h1>
<p class="lead">What add-ons are told, how their frames load, and the people who make all of it happen.</p>
<div id="live" data-live>
<section aria-labelledby="hooks"><h2 id="hooks">Webhooks</h2>
<p class="soft">${plural(pending, "delivery", "deliveries")} pending: ${running} under way, ${awaitingRetry} before a retry, ${deferred} of the secondary flow not yet begun, ${held} until their site is back.</p>
${webhooks.counters().length === 0 ? html`<p class="none">Nobody was told anything yet.</p>` : deliveries(webhooks.counters())}</section>
<section aria-labelledby="frames"><h2 id="frames">Frames in browsers</h2>
<p class="soft">A frame is good when its bridge is connected within 12 seconds; 95 % are wanted.</p>
${frames.length === 0 ? html`<p class="none">No browser has opened a frame yet.</p>` : loads(frames, (key) => world.tenants.byClientKey(key)?.name ?? key)}</section>
<section aria-labelledby="people"><h2 id="people">People</h2>${atWork(people)}</section>
</div>
<form data-post="people"><label>Actions a minute <input name="actionsPerMinute" type="number" min="0.1" max="60000" step="any" value="60" required></label>
<button>Let them work</button> <button type="button" data-remove="people">Send them home</button><output></output></form>
<section aria-labelledby="tell"><h2 id="tell">Tell add-ons of an event</h2>
<p class="soft">As if it had happened on a site. With an issue, the event carries it as it is.</p>
<form data-post="events">
<label>Site or client key <input name="clientKey" required></label>
<label class="wide">Event <input name="type" list="events" value="jira:issue_updated" required></label>
<label>Issue <input name="issue" placeholder="WEB-1"></label>
<datalist id="events">${EVENTS.map((event) => html`<option value="${event}"></option>`)}</datalist>
<button>Tell</button><output></output></form></section>`;
};

const deliveries = (all: readonly WebhookCounters[]): Html => html`<table>
<thead><tr><th scope="col">Add-on</th><th scope="col" class="number">Deliveries</th><th scope="col" class="number">Tries</th><th scope="col" class="number">Retries</th><th scope="col" class="number">Good</th><th scope="col" class="number">Other 2xx</th><th scope="col" class="number">Refused</th><th scope="col" class="number">Given up</th><th scope="col" class="number">Dropped</th></tr></thead>
<tbody>${all.map(
  (one) => html`<tr><th scope="row">${one.addonKey}</th>
<td data-name="Deliveries" class="number">${count(one.deliveries)}</td><td data-name="Tries" class="number">${count(one.tries)}</td>
<td data-name="Retries" class="number">${count(one.retries)}</td><td data-name="Good" class="number">${count(one.success)}</td>
<td data-name="Other 2xx" class="number">${count(one.accepted)}</td><td data-name="Refused" class="number">${count(one.refused)}</td>
<td data-name="Given up" class="number">${count(one.givenUp)}</td><td data-name="Dropped" class="number">${count(one.dropped + one.abandoned)}</td></tr>`,
)}</tbody></table>`;

const loads = (
  all: readonly FrameStats[],
  nameOf: (clientKey: string) => string,
): Html => html`<table>
<thead><tr><th scope="col">Module</th><th scope="col">Site</th><th scope="col" class="number">Good</th><th scope="col" class="number">Late</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Left</th><th scope="col" class="number">Open</th><th scope="col">Share</th></tr></thead>
<tbody>${all.slice(0, MOST_SHOWN).map((one) => {
  const share = goodShare(one);
  return html`<tr><th scope="row" title="${one.addonKey}">${one.moduleKey}</th><td data-name="Site">${nameOf(one.clientKey)}</td>
<td data-name="Good" class="number">${count(one.good)}</td><td data-name="Late" class="number">${count(one.late)}</td>
<td data-name="Failed" class="number">${count(one.failed)}</td><td data-name="Left" class="number">${count(one.left)}</td>
<td data-name="Open" class="number">${count(one.open)}</td>
<td data-name="Share">${share === null ? html`<span class="soft">none yet</span>` : html`<span class="state ${share >= WANTED_SHARE ? "" : "bad"}">${percent(share)}</span>`}</td></tr>`;
})}</tbody></table>
${all.length > MOST_SHOWN ? html`<p class="soft">and ${plural(all.length - MOST_SHOWN, "more module")}</p>` : ""}`;

function atWork({ plan, counts }: PeopleAtWork): Html {
  if (plan === null) return html`<p class="none">Nobody is at work.</p>`;
  const done = counts();
  const pace =
    "actionsPerMinute" in plan.pace
      ? `${plan.pace.actionsPerMinute} actions a minute`
      : `${plan.pace.perPersonPerHour} actions an hour by each person at work`;
  return html`<p>${pace}${plan.isAlways ? ", whatever the hour" : ", in the hours of their zones"}.</p>
<p class="soft">${plural(done.sessions, "session")}; pages: ${done.pagesGood} good, ${done.pagesFailed} failed; ${done.created} created, ${done.edited} edited, ${done.moved} moved, ${done.commented} commented, ${done.deleted} deleted; ${done.skipped} skipped.</p>`;
}
