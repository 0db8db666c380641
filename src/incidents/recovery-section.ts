import { html } from "hono/html";
import * as z from "zod";
import { durationWords, plural } from "../core/format/index.ts";
import { DAY_MS, MINUTE_MS } from "../core/time/index.ts";
import type { Section } from "../engine/index.ts";
import { type Incident, incidents } from "../entries/index.ts";
import { type Html, tied } from "../ui/index.ts";

/** What is older says little of how it is now. */
const SHOWN_MS = 93 * DAY_MS;

const shown = z.strictObject({
  promisedMinutes: z
    .number()
    .nullable()
    .describe("The recovery time objective; null: none is promised."),
  incidents: z.int().describe("Outages that ended in the last 93 days."),
  withinPromise: z
    .int()
    .describe("Of them those that were over in time; all where nothing is promised."),
  longestMinutes: z.number().nullable().describe("From beginning to end; null: there was none."),
  longestFirstAnswerMinutes: z
    .number()
    .nullable()
    .describe("Until a person first said something of one; null: there was none, or nobody did."),
});
type Shown = z.infer<typeof shown>;

/** What real outages say of the recovery time; drills say the rest. */
export const recoverySection: Section<Shown> = {
  key: "recoveries",
  schema: shown.describe("How fast the add-on came back after real outages, of the last 93 days."),
  shown({ known, addon, stretches, nowMs }) {
    const { contract } = stretches.find(({ toMs }) => nowMs < toMs) ?? stretches.at(-1) ?? {};
    const promisedMs = contract?.sla.recovery?.rtoMs ?? null;
    const all = known
      .state(incidents, addon)
      .all.filter((one) => isOutage(one) && one.endMs! > nowMs - SHOWN_MS);
    const tookMs = all.map(({ startMs, endMs }) => endMs! - startMs);
    const answeredMs = all.flatMap(({ firstAnswerMs, startMs }) =>
      firstAnswerMs === null ? [] : [firstAnswerMs - startMs],
    );
    return {
      promisedMinutes: promisedMs === null ? null : promisedMs / MINUTE_MS,
      incidents: all.length,
      withinPromise: tookMs.filter((ms) => promisedMs === null || ms <= promisedMs).length,
      longestMinutes: longest(tookMs),
      longestFirstAnswerMinutes: longest(answeredMs),
    };
  },
  below({ promisedMinutes, incidents, withinPromise, longestMinutes }): Html | "" {
    if (longestMinutes === null) return "";
    const words = (minutes: number) => durationWords(Math.max(1, minutes) * MINUTE_MS);
    const kept =
      promisedMinutes === null
        ? ""
        : ` ${withinPromise} of ${incidents} within the promised ${words(promisedMinutes)}.`;
    return html`<section class="group"><h2>Recovery from real outages</h2>
<p class="said">${tied(`${plural(incidents, "outage")} in the last 93 days; the longest was over after ${words(longestMinutes)}.${kept}`)}</p>
</section>`;
  },
};

/** One that customers felt, and that is over. */
const isOutage = ({ impact, endMs, isPublic, isWithdrawn }: Incident): boolean =>
  isPublic && !isWithdrawn && endMs !== null && (impact === "major" || impact === "critical");

const longest = (all: readonly number[]): number | null =>
  all.length === 0 ? null : Math.round((Math.max(...all) / MINUTE_MS) * 10) / 10;
