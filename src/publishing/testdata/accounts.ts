import type { Promised } from "../../core/contract/index.ts";
import type { Budget, ObjectiveAccount, UptimeAccount, Verdict } from "../../core/slo/index.ts";

/** What was measured of a promise. */
export interface Row {
  readonly measured?: number;
  readonly kept?: number;
  readonly events?: number;
  readonly verdict?: Verdict;
  readonly needed?: number;
}

const FORMULAS: Readonly<Record<Promised["kind"], string>> = {
  uptime: "tenant-minutes/3",
  quantile: "quantile-share/2",
  average: "charged-average/2",
  share: "event-share/2",
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
    range: null,
    unit: promise.kind === "uptime" || promise.kind === "share" ? "share" : "ms",
    kept: isCounted
      ? { share: kept, most: kept, low: Math.max(0, kept - 0.004), high: Math.min(1, kept + 0.003) }
      : null,
    events,
    undecided: null,
    since: events > 0 ? "2027-01-01T00:00:12.000Z" : null,
    verdict,
    needed,
    budget: isCounted
      ? budgetOf("events", allowed, spent, 0)
      : null,
    formula: FORMULAS[promise.kind],
  };
}

/** An account of these minutes, its shares worked out. */
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
    formula: "tenant-minutes/3",
    ...minutes,
  };
}

const ALLOWED_MINUTES = 44.64;

export function uptimeObjective(uptime: UptimeAccount, verdict: Verdict): ObjectiveAccount {
  const promise: Promised = { kind: "uptime", target: 0.999, downWhenFailing: 0.05 };
  const row = { measured: uptime.share ?? undefined, events: uptime.share === null ? 0 : 128_412 };
  const { share, worst, best, down, unknown } = uptime;
  return {
    ...account("uptime", "availability", "99.9 %", promise, { ...row, verdict } as Row),
    kept: share === null ? null : { share, most: share, low: worst!, high: best! },
    budget: budgetOf("minutes", ALLOWED_MINUTES, down, unknown),
  };
}

const budgetOf = (unit: Budget["unit"], allowed: number, spent: number, open: number): Budget => {
  const shareOf = (n: number) => (allowed > 0 ? n / allowed : 0);
  return { unit, allowed, spent, open, share: shareOf(spent), mostShare: shareOf(spent + open) };
};
