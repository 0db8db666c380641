import type { Objective } from "../contract/index.ts";
import { emptySlot, type Indicator } from "../measurement/index.ts";
import { type Minute, minuteToMs } from "../time/index.ts";
import type { AccountContext, TotalsByIndicator } from "./account-context.ts";
import { dayOfPromise } from "./indicator-totals.ts";
import { judgeAverage } from "./judge-average.ts";
import { judgeEvents } from "./judge-events.ts";
import { judgeUptime } from "./judge-uptime.ts";
import { DOWN, EXCLUDED, UNKNOWN, UP } from "./minute-state.ts";
import { notMeasured } from "./not-measured.ts";
import type {
  DamagedDay,
  DayAccount,
  ObjectiveAccount,
  ObjectiveDay,
  Statement,
  TenantDistribution,
  UptimeAccount,
} from "./statement.ts";
import { allChecks, allDisputed, allMinutes } from "./tally.ts";
import type { ScopeTally } from "./tenant-tally.ts";
import { uptimeOf } from "./uptime.ts";

/** The scope a statement is about. */
export interface Scope {
  /** null: the add-on as a whole. */
  readonly tenant: string | null;
  readonly sinceMs: number | null;
  readonly tenants: TenantDistribution | null;
  readonly damaged: readonly DamagedDay[];
}

/** Turns what was counted into the statement that people read. */
export function drawUpStatement(
  { input, objectives }: AccountContext,
  { tenant, sinceMs, tenants, damaged }: Scope,
  counted: ScopeTally,
): Statement {
  const { contract, period, nowMs } = input;
  const isPromised = counted.calendar.counted.phase !== "before-promise";
  const uptime = contract.sla.uptime
    ? uptimeOf(allMinutes(counted.tally), allDisputed(counted.tally))
    : null;
  return {
    addon: contract.addon.key,
    tenant,
    period,
    computedAt: iso(nowMs),
    since: sinceMs === null ? null : iso(sinceMs),
    effectiveFrom: contract.sla.effectiveFrom,
    counted: counted.calendar.counted,
    objectives: objectives
      .map((objective) => judge(objective, counted, uptime))
      .map((account) => (isIncomplete(account, damaged) ? unproven(account) : account))
      .map(isPromised ? (account) => account : unjudged),
    uptime,
    checks: allChecks(counted.tally),
    days: daysOfStatement(counted),
    ...(damaged.length > 0 && { damaged }),
    tenants: isPromised ? tenants : null,
  };
}

/** Before a promise is in force nothing keeps it or breaks it: its figures alone are known. */
const unjudged = (account: ObjectiveAccount): ObjectiveAccount => ({
  ...account,
  verdict: "insufficient",
  needed: null,
  budget: null,
});

/** Uptime says itself how many minutes are unknown. */
const isIncomplete = ({ indicator, promise }: ObjectiveAccount, damaged: readonly DamagedDay[]) =>
  promise.kind !== "uptime" && damaged.some(({ indicators }) => indicators.includes(indicator));

/** How many events are missing, and how they ended, nobody knows: no more of them settles it. */
const unproven = (account: ObjectiveAccount): ObjectiveAccount => ({
  ...account,
  verdict: "insufficient",
  needed: null,
});

function judge(
  objective: Objective,
  { calendar, tally, totals }: ScopeTally,
  uptime: UptimeAccount | null,
): ObjectiveAccount {
  const { id, indicator, promise, sentence } = objective;
  const named = { id, indicator, promise, promised: sentence };
  const figure = totals.get(indicator as Indicator) ?? null;
  const since = isoOfMinute(figure?.since ?? null);
  switch (promise.kind) {
    case "uptime": {
      const events = tally.events.reduce((a, b) => a + b, 0);
      const verdict = judgeUptime(uptime!, promise.target, calendar.ahead);
      return { ...named, ...verdict, events, since: isoOfMinute(tally.since) };
    }
    case "quantile":
    case "share":
      return { ...named, ...judgeEvents(promise, figure?.slot ?? emptySlot), since };
    case "average":
      return { ...named, ...judgeAverage(promise.limitMs, figure?.slot ?? emptySlot), since };
    case "recovery":
    case "support":
      return { ...named, ...notMeasured(promise), since: null };
  }
}

function daysOfStatement({ calendar, tally, totals }: ScopeTally): DayAccount[] {
  return calendar.days.map(({ name }, at) => {
    const minutes = tally.minutes[at]!;
    return {
      day: name,
      events: tally.events[at]!,
      bad: tally.bad[at]!,
      down: minutes[DOWN]!,
      excluded: minutes[EXCLUDED]!,
      unknown: minutes[UNKNOWN]!,
      up: minutes[UP]!,
      objectives: objectivesOn(totals, at),
    };
  });
}

function objectivesOn(
  totals: TotalsByIndicator,
  at: number,
): Readonly<Record<string, ObjectiveDay>> {
  const fared: Record<string, ObjectiveDay> = {};
  for (const figure of totals.values())
    for (const [index, { id }] of figure.promises.entries())
      fared[id] = dayOfPromise(figure, at, index);
  return fared;
}

const iso = (ms: number) => new Date(ms).toISOString();
const isoOfMinute = (minute: Minute | null) => (minute === null ? null : iso(minuteToMs(minute)));
