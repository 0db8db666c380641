import type { ObjectiveAccount } from "../../core/slo/index.ts";
import { account, uptimeAccount, uptimeObjective } from "./accounts.ts";
import { SLA } from "./contract.ts";
import { quantile } from "./event-accounts.ts";
import { days } from "./sketched-days.ts";
import { published, statement } from "./view.ts";

/** Hand-made views of what is not decided: nothing in the product is made of these. */

const events = 12_340;

/** A sender with the default buckets of the OpenTelemetry SDK, and limits that are none of them. */
const pages: ObjectiveAccount = {
  ...account("ui.p95", "ui", "p95 ≤ 2 s", quantile(0.95, 2000), { measured: 2500, events }),
  range: { low: 1000, high: 2500 },
  kept: { share: 0.1724, most: 1, low: 0.1659, high: 1 },
  undecided: { events: 10_213, cause: "buckets" },
  budget: { unit: "events", allowed: 617, spent: 0, open: 10_213, share: 0, mostShare: 16.55 },
};
const webhooks: ObjectiveAccount = {
  ...account(
    "webhook",
    "webhook",
    "99 %",
    { kind: "share", target: 0.99, withinMs: null },
    { events: 400 },
  ),
  measured: 0.9725,
  range: { low: 0.9725, high: 1 },
  kept: { share: 0.9725, most: 1, low: 0.9514, high: 1 },
  undecided: { events: 11, cause: "status" },
  budget: { unit: "events", allowed: 4, spent: 0, open: 11, share: 0, mostShare: 2.75 },
};
const uptime = uptimeAccount({ up: 4_480, down: 6, unknown: 40 });
const [wholeDay] = days(Date.UTC(2027, 0, 20), [{ down: 6, unknown: 40 }]);

export const coarse = published({
  watchingSince: "2027-01-20T10:00:00.000Z",
  statement: statement({
    since: "2027-01-20T10:00:00.000Z",
    objectives: [{ ...uptimeObjective(uptime, "insufficient"), needed: 41_474 }, pages, webhooks],
    uptime,
    days: [17, 40, 96, 0].map((share, at) => ({
      ...wholeDay!,
      day: `2027-01-2${at}`,
      objectives: {
        "ui.p95": { events: 400, kept: 4 * share, broken: at === 1 ? 12 : 0 },
        webhook: { events: 100, kept: 100 - at, broken: 0 },
      },
    })),
  }),
});

/** A promise of the month to come: figures, and nothing to judge them by. */
export const unpromised = published({
  sla: { ...SLA, effectiveFrom: "2027-02-01" },
  watchingSince: "2027-01-20T10:00:00.000Z",
  statement: statement({
    since: "2027-01-20T10:00:00.000Z",
    effectiveFrom: "2027-02-01",
    counted: {
      fromMs: Date.UTC(2027, 0, 20, 10),
      toMs: Date.UTC(2027, 1, 1),
      phase: "before-promise",
    },
    objectives: [uptimeObjective(uptime, "insufficient"), { ...pages, kept: pages.kept }].map(
      (one) => ({ ...one, budget: null, needed: null }),
    ),
    uptime,
    days: coarse.statement.days,
  }),
});
