import { html } from "hono/html";
import * as z from "zod";
import { durationWords, momentWords, plural } from "../core/format/index.ts";
import { DAY_MS, isoTime } from "../core/time/index.ts";
import type { Section } from "../engine/index.ts";
import { INCIDENT_IMPACTS, INCIDENT_STATES, type Incident, incidents } from "../entries/index.ts";
import { type Html, moment, tied } from "../ui/index.ts";

/** What is over is shown for so long. */
const SHOWN_MS = 93 * DAY_MS;

const shownIncident = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(INCIDENT_STATES),
  impact: z.enum(INCIDENT_IMPACTS),
  components: z.array(z.string()).describe("What of the add-on it touches; none: all of it."),
  from: z.iso.datetime(),
  to: z.iso.datetime().nullable().describe("null: it is not over."),
  updates: z
    .array(
      z.strictObject({ at: z.iso.datetime(), state: z.enum(INCIDENT_STATES), message: z.string() }),
    )
    .describe("Oldest first."),
  downMinutes: z
    .int()
    .nullable()
    .describe("So long the add-on as a whole was down in it; null: not worked out yet."),
  touchedTenants: z.int().nullable().describe("How many customers were down in it."),
  review: z.string().nullable().describe("What it came from, and what follows."),
});
export type ShownIncident = z.infer<typeof shownIncident>;

/** What customers see of incidents. */
export const incidentsSection: Section<readonly ShownIncident[]> = {
  key: "incidents",
  schema: z.array(shownIncident).describe("Incidents that are open, or ended in the last 93 days."),
  shown: ({ known, addon, nowMs }) =>
    known
      .state(incidents, addon)
      .all.filter(({ isPublic, isWithdrawn }) => isPublic && !isWithdrawn)
      .filter(({ endMs }) => endMs === null || endMs > nowMs - SHOWN_MS)
      .toSorted((a, b) => b.startMs - a.startMs)
      .map(shownOf),
  above: (all) =>
    listOf(
      "What is wrong now",
      all.filter(({ to }) => to === null),
    ),
  below: (all) =>
    listOf(
      "Earlier incidents",
      all.filter(({ to }) => to !== null),
    ),
};

const shownOf = (one: Incident): ShownIncident => ({
  ...{ id: one.id, title: one.title, state: one.state, impact: one.impact, review: one.review },
  components: [...one.components],
  downMinutes: one.touched?.downMinutes ?? null,
  touchedTenants: one.touched?.tenants ?? null,
  from: isoTime(one.startMs),
  to: one.endMs === null ? null : isoTime(one.endMs),
  updates: one.updates.map(({ atMs, state, message }) => ({ at: isoTime(atMs), state, message })),
});

const STATES: Readonly<Record<ShownIncident["state"], string>> = {
  investigating: "We are looking into it",
  identified: "The cause is known",
  monitoring: "Mended, and watched",
  resolved: "Over",
};
const IMPACTS: Readonly<Record<ShownIncident["impact"], string>> = {
  none: "no harm to customers",
  minor: "little harm to customers",
  major: "part of it does not work",
  critical: "it does not work",
};

function listOf(title: string, all: readonly ShownIncident[]): Html | "" {
  if (all.length === 0) return "";
  return html`<section class="group incidents"><h2>${title}</h2>${all.map(incidentOf)}</section>`;
}

function incidentOf(one: ShownIncident): Html {
  const { id, title, impact, components, from, to, updates, review } = one;
  const measured =
    one.touchedTenants === null
      ? ""
      : ` · ${plural(one.touchedTenants, "customer")} touched, ${plural(one.downMinutes ?? 0, "minute")} down`;
  const lasted =
    to === null ? "" : `, ${durationWords(Math.max(60_000, Date.parse(to) - Date.parse(from)))}`;
  const what =
    components.length === 0 ? IMPACTS[impact] : `${components.join(", ")}: ${IMPACTS[impact]}`;
  return html`<article class="incident" id="incident-${id}">
<h3>${title}</h3>
<p class="about">${tied(what)} · ${moment(from, momentWords(from))}${tied(lasted)}${measured}</p>
<ol class="updates">${updates
    .toReversed()
    .map(
      ({ at, state, message }) =>
        html`<li><b>${STATES[state]}</b> <span class="when">${moment(at, momentWords(at))}</span>${paragraphs(message)}</li>`,
    )}</ol>
${review === null ? "" : html`<details><summary>What it came from, and what follows</summary>${paragraphs(review)}</details>`}
</article>`;
}

const paragraphs = (text: string): readonly Html[] =>
  text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => html`<p>${part}</p>`);
