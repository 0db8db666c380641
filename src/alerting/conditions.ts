import type { Contract } from "../core/contract/index.ts";
import { durationWords, list, percent } from "../core/format/index.ts";
import {
  type BurnAlert,
  burnAlerts,
  periodOf,
  type StatementPeriod,
  targetOf,
} from "../core/slo/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time/index.ts";
import type { AlertSeverity } from "../entries/index.ts";
import type { Recent } from "./recent.ts";

/** Something that is wrong now, by one rule. Those of one group have one cause. */
export interface Condition {
  readonly key: string;
  readonly group: string;
  readonly severity: AlertSeverity;
  /** A sentence without its end. */
  readonly message: string;
  /** So long after an outage it may be no more than what was left of that. */
  readonly echoMs?: number;
  /** What to do about it, in the contract's words. */
  readonly runbook?: string;
  /** When it began, where that is known: before somebody could be sure of it. */
  readonly sinceMs?: number;
  /** The threshold that is crossed. */
  readonly thresholdId?: string;
}

/** What one path at one place was last found to be. */
interface SeenPath {
  readonly place: string;
  readonly path: string;
  readonly kind: "answering" | "failing" | "unknown";
  readonly sinceMs: number;
  readonly cause: string;
}

export interface Signals {
  readonly contract: Contract;
  readonly recent: Recent;
  readonly paths: readonly SeenPath[];
  /** The add-on as its checks see it together. */
  readonly current: {
    readonly kind: SeenPath["kind"];
    readonly sinceMs: number;
    readonly cause: string | null;
  } | null;
  /** Since when this process looks at checks and metrics. */
  readonly watchingMs: number;
  /** Of each objective the share of the period's budget that is left; it may be below 0. */
  readonly budgetLeft: ReadonlyMap<string, number>;
  readonly nowMs: number;
}

export const SERVICE = "service";

/** So long a failure lasts before somebody is woken: two checks in a row. */
const CONFIRMED_MS = 10_000;
/** All requests fail: so many of these, and so large a share. */
const LEAST_FAILURES = 10;
const ALL = 0.9;
/** So many minutes down within a window are more than chance. */
const LEAST_MINUTES = 3;
/** Metrics that came in so many of the minutes before are missed when none came for so long. */
const SILENT_MINUTES = 15;
const BEFORE_MINUTES = 120;
const USUALLY = 0.5;
const UNMEASURED_MS = DAY_MS;

/** Everything that is wrong, by all rules. */
export const conditionsOf = (signals: Signals): readonly Condition[] => [
  ...down(signals),
  ...allFailing(signals),
  ...burning(signals),
  ...silent(signals),
  ...unmeasured(signals),
  ...budgetEnding(signals),
];

/** Every path, or one that its places agree on, fails: somebody is needed within seconds. */
function down({ current, paths, nowMs }: Signals): readonly Condition[] {
  if (current?.kind !== "failing" || nowMs - current.sinceMs < CONFIRMED_MS) return [];
  const failing = paths.filter(({ kind }) => kind === "failing");
  const where = [...new Set(failing.map(({ path }) => path))];
  const cause = current.cause === null ? "" : `: ${current.cause}`;
  return [
    {
      key: "down",
      group: SERVICE,
      severity: "page",
      sinceMs: current.sinceMs,
      message: `its checks fail${where.length === 0 ? "" : ` at ${list(where)}`}${cause}`,
    },
  ];
}

/** The checks may well succeed while all that customers do fails. */
function allFailing({ recent }: Signals): readonly Condition[] {
  const { events, bad } = recent.requests(2);
  if (bad < LEAST_FAILURES || bad / events < ALL) return [];
  return [
    {
      key: "requests",
      group: SERVICE,
      severity: "page",
      message: `${bad} of the last ${events} requests failed`,
    },
  ];
}

function burning({ contract, recent, nowMs }: Signals): readonly Condition[] {
  const period = periodOf(contract.sla.period, nowMs);
  return recent.objectives.flatMap(({ id, indicator, sentence, promise }): readonly Condition[] => {
    const target =
      promise.kind === "uptime"
        ? promise.target
        : promise.kind === "quantile" || promise.kind === "share"
          ? targetOf(promise)
          : null;
    if (target === null) return [];
    const isUptime = promise.kind === "uptime";
    // A minute of which nothing is known was not down: three requests in a night are no trend.
    const counts = (minutes: number) => {
      const found = recent.counts(id, minutes);
      return isUptime ? { events: minutes, bad: found.bad } : found;
    };
    const minimumFailures = isUptime ? LEAST_MINUTES : LEAST_FAILURES;
    const firing = burnAlerts(counts, { target, minimumFailures }, period).filter(
      ({ isFiring }) => isFiring,
    );
    const worst = firing.find(({ rule }) => rule.severity === "page") ?? firing[0];
    if (worst === undefined) return [];
    const { severity } = worst.rule;
    return [
      {
        key: `burn/${id}`,
        // A slow leak is a matter of its own; what burns fast is what customers feel now.
        group: severity === "page" ? SERVICE : `burn/${indicator}`,
        severity,
        message: burnWords(id, sentence, worst, period),
        ...(severity === "ticket" && { echoMs: worst.rule.shortMinutes * MINUTE_MS }),
      },
    ];
  });
}

const burnWords = (
  id: string,
  sentence: string,
  { rule, longRate, failures }: BurnAlert,
  period: StatementPeriod,
) => {
  const leftMs = (period.toMs - period.fromMs) / longRate!;
  const unit = id === "uptime" ? "minutes down" : "requests";
  return `${id} (${sentence}) burns ${longRate!.toFixed(longRate! < 10 ? 1 : 0)} times as fast as it may: ${failures} ${unit} in ${durationWords(rule.longMinutes * MINUTE_MS)}; at this rate a whole budget lasts ${durationWords(leftMs)}`;
};

/** A sender that told of requests all the time and tells of none now: its failures would go unseen. */
function silent({ contract, recent, watchingMs, nowMs }: Signals): readonly Condition[] {
  const found: Condition[] = [];
  const watchedMs = nowMs - watchingMs;
  const window = BEFORE_MINUTES - SILENT_MINUTES;
  const before = recent.busyMinutes("requests", BEFORE_MINUTES, SILENT_MINUTES);
  if (
    watchedMs > SILENT_MINUTES * MINUTE_MS &&
    before >= window * USUALLY &&
    recent.busyMinutes("requests", SILENT_MINUTES, -1) === 0
  )
    found.push({
      key: "metrics",
      group: "absence/metrics",
      severity: "ticket",
      message: `no metrics came for ${SILENT_MINUTES} min, though they came in ${before} of the ${window} minutes before`,
    });
  const slowest = Math.max(0, ...contract.operations.probes.map(({ everyMs }) => everyMs));
  const patience = Math.ceil(Math.max(5 * MINUTE_MS, 5 * slowest) / MINUTE_MS);
  if (
    contract.operations.probes.length > 0 &&
    watchedMs > patience * MINUTE_MS &&
    recent.busyMinutes("checks", patience, -1) === 0
  )
    found.push({
      key: "checks",
      group: "absence/checks",
      severity: "ticket",
      message: `no check was made for ${patience} min`,
    });
  return found;
}

/** A promise that nothing measures is never kept. */
function unmeasured({ contract, recent, watchingMs, nowMs }: Signals): readonly Condition[] {
  if (nowMs - watchingMs < UNMEASURED_MS) return [];
  if (nowMs - Date.parse(contract.sla.effectiveFrom) < UNMEASURED_MS) return [];
  return recent.objectives
    .filter(({ promise: { kind } }) => kind === "uptime" || kind === "quantile" || kind === "share")
    .filter(
      ({ id, indicator }) => indicator !== "iframe" && recent.counts(id, 3 * 24 * 60).events === 0,
    )
    .map(({ id, sentence }) => ({
      key: `unmeasured/${id}`,
      group: `absence/${id}`,
      severity: "ticket",
      message: `nothing measured ${id} (${sentence}) for three days`,
    }));
}

/** The uptime's budget will be gone within days, and before the period is over. */
function budgetEnding({ contract, recent, budgetLeft, nowMs }: Signals): readonly Condition[] {
  const period = periodOf(contract.sla.period, nowMs);
  const uptime = contract.sla.uptime;
  const left = budgetLeft.get("uptime");
  if (uptime === null || left === undefined || left <= 0) return [];
  const { events, bad } = recent.counts("uptime", 24 * 60);
  if (events === 0 || bad < 3) return [];
  const rate = bad / events / (1 - uptime.target);
  const endMs = nowMs + (left * (period.toMs - period.fromMs)) / rate;
  if (endMs >= period.toMs || endMs > nowMs + 3 * DAY_MS) return [];
  return [
    {
      key: "budget/uptime",
      group: "forecast/uptime",
      severity: "ticket",
      message: `${percent(left)} of the budget of its uptime is left; at the rate of the last day it is gone in ${durationWords(Math.max(HOUR_MS, endMs - nowMs))}`,
    },
  ];
}
