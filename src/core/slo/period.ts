import type { Period } from "../contract/index.ts";
import { DAY_MS, type Day, dayOf, dayToIso, dayToMs, minuteOf } from "../time/index.ts";

/** Half-open: `from` ≤ t < `to`, epoch milliseconds on whole UTC minutes. */
export interface StatementPeriod {
  /** "2027-01" or "28d to 2027-01-15". */
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The period that holds `nowMs`: its UTC calendar month, or the last `days` UTC days with today as
 * the last of them. Both end on a midnight still to come; minutes after `nowMs` are simply not in
 * any account yet.
 */
export function periodOf(period: Period, nowMs: number): StatementPeriod {
  return period.kind === "month" ? monthOf(nowMs) : lastDays(period.days, nowMs);
}

/** Every UTC calendar month that `fromMs` ≤ t < `toMs` touches, oldest first. */
export function months(fromMs: number, toMs: number): readonly StatementPeriod[] {
  const found: StatementPeriod[] = [];
  for (let at = fromMs; at < toMs; at = found.at(-1)!.toMs) found.push(monthOf(at));
  return found;
}

/** The UTC days that a period touches, both included: what to ask the store for. */
export function daysOf(period: StatementPeriod): { readonly from: Day; readonly to: Day } {
  return {
    from: dayOf(minuteOf(period.fromMs)),
    to: dayOf(minuteOf(period.toMs - 1)),
  };
}

function monthOf(atMs: number): StatementPeriod {
  const at = new Date(atMs);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return {
    name: at.toISOString().slice(0, 7),
    fromMs: Date.UTC(year, month),
    toMs: Date.UTC(year, month + 1),
  };
}

function lastDays(days: number, nowMs: number): StatementPeriod {
  const today = dayOf(minuteOf(nowMs));
  const toMs = dayToMs(today + 1);
  return { name: `${days}d to ${dayToIso(today)}`, fromMs: toMs - days * DAY_MS, toMs };
}
