import { account, uptimeAccount, uptimeObjective } from "./accounts.ts";
import { ADDON } from "./contract.ts";
import { eventObjectives, quantile } from "./event-accounts.ts";
import { earlier } from "./past-periods.ts";
import { days, quiet } from "./sketched-days.ts";
import { published, statement } from "./view.ts";

/** Hand-made views for tests: nothing in the product is made of these. */

/** Watching began a few seconds ago: promises and no figure. */
export const young = published({
  watchingSince: "2027-01-23T14:03:02.000Z",
  statement: statement({
    since: null,
    objectives: [uptimeObjective(uptimeAccount({}), "insufficient"), ...eventObjectives("young")],
    uptime: uptimeAccount({}),
  }),
});

/** Three weeks into a month: a window, a short failure, most promises kept. */
export const good = published({
  earlier,
  current: {
    kind: "answering",
    since: "2027-01-14T09:40:00.000Z",
    checkedAt: "2027-01-23T14:03:10.000Z",
    cause: null,
  },
  statement: statement({
    objectives: [
      uptimeObjective(uptimeAccount({ up: 32_343, down: 17, excluded: 163 }), "met"),
      ...eventObjectives("good"),
    ],
    uptime: uptimeAccount({ up: 32_343, down: 17, excluded: 163 }),
    days: days(Date.UTC(2027, 0, 1), [
      ...quiet(8),
      { excluded: 163 },
      ...quiet(4),
      { down: 16, late: 31 },
      ...quiet(5),
      { down: 1 },
      ...quiet(3),
    ]),
    tenants: {
      measured: 1_203,
      met: 1_141,
      missed: 3,
      insufficient: 59,
      worst: [{ tenant: "secret-customer", uptime: 0.97, down: 900 }],
    },
  }),
});

/** A bad month: the uptime and a percentile are missed. */
export const missed = published({
  addon: { ...ADDON, key: "com.example.charts", name: "Charts for Confluence" },
  current: {
    kind: "failing",
    since: "2027-01-23T13:58:00.000Z",
    checkedAt: "2027-01-23T14:03:10.000Z",
    cause: "status 503 instead of 200",
  },
  statement: statement({
    since: "2027-01-05T10:00:00.000Z",
    objectives: [
      uptimeObjective(uptimeAccount({ up: 24_963, down: 67, unknown: 1_012 }), "missed"),
      ...eventObjectives("missed"),
    ],
    uptime: uptimeAccount({ up: 24_963, down: 67, unknown: 1_012 }),
    days: days(Date.UTC(2027, 0, 5), [
      { unknown: 600 },
      ...quiet(3),
      { unknown: 1_440 },
      { down: 52, late: 96 },
      ...quiet(2),
      { late: 61 },
      ...quiet(8),
      { down: 1 },
      { down: 14, late: 44 },
    ]),
  }),
});

/** The first hour: figures, but too little evidence for most verdicts. */
export const early = published({
  watchingSince: "2027-01-23T13:03:00.000Z",
  statement: statement({
    since: "2027-01-23T13:03:00.000Z",
    objectives: [
      {
        ...uptimeObjective(uptimeAccount({ up: 57, unknown: 3 }), "insufficient"),
        needed: 2_940,
      },
      account("ui.p95", "ui", "p95 ≤ 1.2 s", quantile(0.95, 1200), {
        measured: 640,
        kept: 1,
        events: 44,
        needed: 29,
      }),
    ],
    uptime: uptimeAccount({ up: 57, unknown: 3 }),
    days: [
      {
        ...days(Date.UTC(2027, 0, 23), [{}])[0]!,
        up: 57,
        unknown: 3,
        objectives: { "ui.p95": { events: 44, kept: 44, broken: 0 } },
      },
    ],
  }),
});
