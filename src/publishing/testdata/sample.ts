import type { Addon, Promised, Sla } from "../../contract/index.ts";
import type {
  DayAccount,
  ObjectiveAccount,
  Statement,
  UptimeAccount,
  Verdict,
} from "../../slo/index.ts";
import { DAY_MS, dayToIso, MINUTES_PER_DAY } from "../../time/index.ts";
import type { PublicView, PublishedAddon } from "../index.ts";
import { writtenSla } from "../index.ts";

/** Hand-made views for tests: nothing in the product is made of these. */

export const CONTRACT = `plimsoll: 1
addon:
  key: com.example.roadmaps
  name: Roadmaps for Jira
sla:
  effectiveFrom: 2027-01-01
  period: month                      # month (UTC calendar) | 28d (rolling)
  uptime: { target: 99.9%, downWhen: 5% of requests fail }
  responseTime:
    ui:      { median: 400ms, p90: 800ms, p95: 1200ms }
    service: { average: 150ms, p95: 400ms }
  lifecycle: { install: 99%, webhook: 99%, iframe: 95% within 12s }
  recovery: { rto: 8h, rpo: 24h, drill: every 30d }
  maintenance: { notice: 48h, allowance: 4h per month }
  # Answered by people, not by robots.
  support:
    url: https://support.example.com
    hours: Mon-Fri 09:00-17:00

operations:
  secret: never shown
`;

export const ADDON: Addon = {
  key: "com.example.roadmaps",
  name: "Roadmaps for Jira",
  vendor: "Example Ltd",
  host: "connect",
  baseUrl: "https://roadmaps.example.com",
  descriptor: "/atlassian-connect.json",
  payment: "paid",
  timeZone: "Europe/Paris",
};

const HOUR = 3_600_000;

export const SLA: Sla = {
  effectiveFrom: "2027-01-01",
  period: { kind: "month" },
  uptime: { target: 0.999, downWhenFailing: 0.05 },
  responseTime: {
    ui: { medianMs: 400, p90Ms: 800, p95Ms: 1200 },
    service: { averageMs: 150, p95Ms: 400 },
  },
  lifecycle: {
    install: { target: 0.99, withinMs: null },
    webhook: { target: 0.99, withinMs: null },
    iframe: { target: 0.95, withinMs: 12_000 },
  },
  recovery: { rtoMs: 8 * HOUR, rpoMs: 24 * HOUR, drillEveryMs: 30 * DAY_MS },
  maintenance: { noticeMs: 48 * HOUR, allowance: { ms: 4 * HOUR, per: "month" } },
  support: {
    url: "https://support.example.com",
    hours: {
      zone: "Europe/Paris",
      weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 540, to: 1020 })),
    },
    holidays: "FR",
    levels: {
      L1: {
        meaning: "service down",
        initialResponse: { kind: "time", ms: HOUR },
        resolution: { kind: "time", ms: 8 * HOUR },
        clock: "24x7",
      },
      L2: {
        meaning: "feature unusable",
        initialResponse: { kind: "time", ms: 4 * HOUR },
        resolution: { kind: "business-days", days: 2 },
        clock: "support-hours",
      },
    },
  },
  credits: [
    { below: 0.999, credit: 0.1 },
    { below: 0.99, credit: 0.25 },
  ],
};

const PERIOD = { name: "2027-01", fromMs: Date.UTC(2027, 0, 1), toMs: Date.UTC(2027, 1, 1) };

interface Row {
  readonly measured?: number;
  readonly kept?: number;
  readonly events?: number;
  readonly verdict?: Verdict;
  readonly needed?: number;
}

const FORMULAS: Readonly<Record<Promised["kind"], string>> = {
  uptime: "tenant-minutes/1",
  quantile: "quantile-share/1",
  average: "charged-average/1",
  share: "event-share/1",
  recovery: "recovery-record/1",
  support: "support-clock/1",
};

/** An account of a promise; without a row nothing was measured. */
export function account(
  id: string,
  indicator: string,
  promised: string,
  promise: Promised,
  row: Row = {},
): ObjectiveAccount {
  const { measured = null, kept, events = 0, verdict = "insufficient", needed = null } = row;
  const target =
    promise.kind === "quantile" ? promise.quantile : "target" in promise ? promise.target : 1;
  const allowed = (1 - target) * events;
  const spent = kept === undefined ? 0 : Math.round((1 - kept) * events);
  const isCounted = kept !== undefined && promise.kind !== "uptime";
  return {
    id,
    indicator,
    promise,
    promised,
    measured,
    unit: promise.kind === "uptime" || promise.kind === "share" ? "share" : "ms",
    kept: isCounted
      ? { share: kept, low: Math.max(0, kept - 0.004), high: Math.min(1, kept + 0.003) }
      : null,
    events,
    since: events > 0 ? "2027-01-01T00:00:12.000Z" : null,
    verdict,
    needed,
    budget: isCounted
      ? { unit: "events", allowed, spent, share: allowed > 0 ? spent / allowed : 0 }
      : null,
    formula: FORMULAS[promise.kind],
  };
}

export function uptimeAccount(minutes: Partial<UptimeAccount>): UptimeAccount {
  const { up = 0, down = 0, excluded = 0, unknown = 0 } = minutes;
  const seen = up + down;
  const share = (good: number, of: number) => (seen === 0 ? null : good / of);
  return {
    all: seen + excluded + unknown,
    excluded,
    down,
    up,
    unknown,
    share: share(up, seen),
    worst: share(up, seen + unknown),
    best: share(up + unknown, seen + unknown),
    windowsAsDown: share(up, seen + excluded),
    windowsAsUp: share(up + excluded, seen + excluded),
    formula: "tenant-minutes/1",
    ...minutes,
  };
}

const ALLOWED_MINUTES = 44.64;

export function uptimeObjective(uptime: UptimeAccount, verdict: Verdict): ObjectiveAccount {
  const promise: Promised = { kind: "uptime", target: 0.999, downWhenFailing: 0.05 };
  const row = { measured: uptime.share ?? undefined, events: uptime.share === null ? 0 : 128_412 };
  const { share, worst, best, down } = uptime;
  const spent = { spent: down, share: down / ALLOWED_MINUTES };
  return {
    ...account("uptime", "availability", "99.9 %", promise, { ...row, verdict } as Row),
    kept: share === null ? null : { share, low: worst!, high: best! },
    budget: { unit: "minutes", allowed: ALLOWED_MINUTES, ...spent },
  };
}

const quantile = (q: number, limitMs: number): Promised => ({
  kind: "quantile",
  quantile: q,
  limitMs,
});

/** Everything that the contract promises beside the uptime. */
const eventObjectives = (is: "young" | "good" | "missed"): readonly ObjectiveAccount[] => {
  const row = (measured: number, kept: number, events: number, verdict: Verdict = "met"): Row =>
    is === "young" ? {} : { measured, kept, events, verdict };
  const late = is === "missed" ? row(1_642.2, 0.9172, 12_340, "missed") : row(812.4, 0.9721, 12_340);
  return [
    account("ui.median", "ui", "median ≤ 400 ms", quantile(0.5, 400), row(231.2, 0.842, 12_340)),
    account("ui.p90", "ui", "p90 ≤ 800 ms", quantile(0.9, 800), row(604.1, 0.9512, 12_340)),
    account("ui.p95", "ui", "p95 ≤ 1.2 s", quantile(0.95, 1200), late),
    account(
      "service.average",
      "service",
      "average ≤ 150 ms",
      { kind: "average", limitMs: 150 },
      is === "young" ? {} : { measured: 96.4, events: 88_213, verdict: "met" },
    ),
    account("service.p95", "service", "p95 ≤ 400 ms", quantile(0.95, 400), row(318, 0.9688, 88_213)),
    account(
      "install",
      "install",
      "99 %",
      { kind: "share", target: 0.99, withinMs: null },
      is === "young" ? {} : { measured: 1, kept: 1, events: 41, needed: 343 },
    ),
    account(
      "webhook",
      "webhook",
      "99 %",
      { kind: "share", target: 0.99, withinMs: null },
      row(0.9971, 0.9971, 20_118),
    ),
    account(
      "rto",
      "rto",
      "back within 8 h",
      { kind: "recovery", limitMs: 8 * HOUR },
      is === "young" ? {} : { measured: 3.4 * HOUR, events: 1, verdict: "met" },
    ),
    account("rpo", "rpo", "at most 24 h of data lost", { kind: "recovery", limitMs: 24 * HOUR }),
    account("L1.initial-response", "initial-response", "within 1 h, around the clock", {
      kind: "support",
      level: "L1",
      limit: { kind: "time", ms: HOUR },
    }),
  ];
};

interface DaySketch {
  readonly down?: number;
  readonly excluded?: number;
  readonly unknown?: number;
  readonly late?: number;
}

/** Whole UTC days from `from` on, each with 1,440 minutes and 400 page requests. */
export function days(fromMs: number, sketches: readonly DaySketch[]): readonly DayAccount[] {
  return sketches.map(({ down = 0, excluded = 0, unknown = 0, late = 8 }, at) => ({
    day: dayToIso(fromMs / DAY_MS + at),
    events: 4_100,
    bad: down * 3,
    down,
    excluded,
    unknown,
    up: MINUTES_PER_DAY - down - excluded - unknown,
    objectives: {
      "ui.median": { events: 400, kept: 330, broken: 70 },
      "ui.p90": { events: 400, kept: 380, broken: 20 },
      "ui.p95": { events: 400, kept: 400 - late, broken: late },
      "service.p95": { events: 2_900, kept: 2_840, broken: 60 },
      install: { events: at % 9 === 4 ? 0 : 3, kept: at % 9 === 4 ? 0 : 3, broken: 0 },
      webhook: { events: 660, kept: 658, broken: 2 },
    },
  }));
}

const quiet = (n: number): DaySketch[] => Array.from({ length: n }, () => ({}));

export function statement(parts: Partial<Statement>): Statement {
  return {
    addon: ADDON.key,
    tenant: null,
    period: PERIOD,
    computedAt: "2027-01-23T14:03:22.000Z",
    since: "2026-11-20T08:12:00.000Z",
    objectives: [],
    uptime: null,
    days: [],
    tenants: null,
    ...parts,
  };
}

export function published(parts: Partial<PublishedAddon> & { statement: Statement }): PublishedAddon {
  return {
    addon: ADDON,
    sla: SLA,
    written: writtenSla(CONTRACT),
    version: 3,
    earlier: [],
    watchingSince: "2026-11-20T08:12:00.000Z",
    current: null,
    tests: [],
    ...parts,
  };
}

/** Watching began a few seconds ago: promises and no figure. */
export const young = published({
  watchingSince: "2027-01-23T14:03:02.000Z",
  statement: statement({
    since: null,
    objectives: [uptimeObjective(uptimeAccount({}), "insufficient"), ...eventObjectives("young")],
    uptime: uptimeAccount({}),
  }),
});

const december = days(Date.UTC(2026, 11, 1), [
  ...quiet(9),
  { down: 1 },
  ...quiet(8),
  { excluded: 120 },
  ...quiet(12),
]);
const november = days(Date.UTC(2026, 10, 20), [{ unknown: 492 }, ...quiet(10)]);

const earlier = [
  statement({
    period: { name: "2026-11", fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 1) },
    objectives: [
      uptimeObjective(uptimeAccount({ up: 15_348, unknown: 492 }), "insufficient"),
      ...eventObjectives("missed"),
    ],
    uptime: uptimeAccount({ up: 15_348, unknown: 492 }),
    days: november,
  }),
  statement({
    period: { name: "2026-12", fromMs: Date.UTC(2026, 11, 1), toMs: Date.UTC(2027, 0, 1) },
    objectives: [
      uptimeObjective(uptimeAccount({ up: 44_519, down: 1, excluded: 120 }), "met"),
      ...eventObjectives("good"),
    ],
    uptime: uptimeAccount({ up: 44_519, down: 1, excluded: 120 }),
    days: december,
  }),
];

/** Three weeks into a month: a window, a short failure, most promises kept. */
export const good = published({
  earlier,
  current: {
    kind: "answering",
    since: "2027-01-14T09:40:00.000Z",
    checkedAt: "2027-01-23T14:03:10.000Z",
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
      uptimeObjective(uptimeAccount({ up: 57, unknown: 3 }), "insufficient"),
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

export const viewOf = (...addons: readonly PublishedAddon[]): PublicView => ({ addons });
