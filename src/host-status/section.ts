import { html } from "hono/html";
import * as z from "zod";
import { momentWords, plural } from "../core/format/index.ts";
import { excludedMinutes } from "../core/slo/index.ts";
import { DAY_MS } from "../core/time/index.ts";
import type { Section, SectionContext } from "../engine/index.ts";
import { type HostIncident, hostHistory, hostOutages } from "../entries/index.ts";
import { type Html, moment, tied } from "../ui/index.ts";

/** What is over is shown for so long. */
const SHOWN_MS = 93 * DAY_MS;

const shownOutage = z.strictObject({
  id: z.string().describe("The host's own."),
  name: z.string().describe("As the host's status page calls it."),
  from: z.iso.datetime(),
  to: z.iso.datetime().nullable().describe("null: the page does not say that it is over."),
  excludedMinutes: z
    .number()
    .describe("So many of its minutes both the page and our own checks showed: they are left out."),
});
type ShownOutage = z.infer<typeof shownOutage>;

/** Outages of the host that its own page tells of. */
export const hostSection: Section<readonly ShownOutage[]> = {
  key: "hostOutages",
  schema: z.array(shownOutage).describe("Outages of the host, of the last 93 days."),
  shown({ known, addon, nowMs }: SectionContext) {
    const history = known.state(hostHistory, addon);
    return history.incidents
      .filter(
        ({ counts, endAt }) => counts && (endAt === null || Date.parse(endAt) > nowMs - SHOWN_MS),
      )
      .toSorted((a, b) => b.startAt.localeCompare(a.startAt))
      .map(({ id, name, startAt: from, endAt: to }) => ({
        ...{ id, name, from, to },
        excludedMinutes: minutesOf(
          { ...history, incidents: history.incidents.filter((one) => one.id === id) },
          nowMs,
        ),
      }));
  },
  below(outages): Html | "" {
    if (outages.length === 0) return "";
    return html`<section class="group"><h2>Outages of the host</h2>
<div class="scroll"><table><thead><tr><th scope="col">What</th><th scope="col">When</th><th scope="col">Uptime</th></tr></thead><tbody>${outages.map(rowOf)}</tbody></table></div>
</section>`;
  },
};

function minutesOf(
  history: { readonly incidents: readonly HostIncident[] } & Parameters<typeof hostOutages>[0],
  nowMs: number,
): number {
  const period = { name: "", fromMs: 0, toMs: nowMs };
  const ranges = excludedMinutes({ windows: [], hostOutages: hostOutages(history) }, null, period);
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

function rowOf({ name, from, to, excludedMinutes }: ShownOutage): Html {
  const until = to === null ? "not over yet" : moment(to, momentWords(to));
  const counted =
    excludedMinutes === 0
      ? "counts like any other time"
      : `${plural(excludedMinutes, "minute")} left out`;
  return html`<tr><th scope="row">${name}</th><td>${moment(from, momentWords(from))} – ${until}</td><td>${tied(counted)}</td></tr>`;
}
