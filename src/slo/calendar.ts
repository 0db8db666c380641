import {
  type Day,
  dayToIso,
  MINUTE_MS,
  MINUTES_PER_DAY,
  type Minute,
  minuteOf,
} from "../time/index.ts";
import type { MinuteRange } from "./exclusions.ts";
import { EXCLUDED, OUTSIDE, STATES, UNKNOWN } from "./minute-state.ts";
import { daysOf } from "./period.ts";
import type { StatementPeriod } from "./statement.ts";

/** What of a period counts, before anything is seen. */
export interface Calendar {
  readonly period: StatementPeriod;
  readonly firstDay: Day;
  readonly days: readonly CalendarDay[];
  /** The last whole minutes of the period that no account holds yet, because they lie ahead. */
  readonly ahead: number;
}

export interface CalendarDay {
  readonly day: Day;
  /** `2027-01-31` */
  readonly name: string;
  /** OUTSIDE, EXCLUDED or UNKNOWN for each minute of the day: what uptime is made of. */
  readonly states: Uint8Array;
  /**
   * 1 for each minute whose events count: those that are not excluded, the one under way and the
   * one in which watching began included. A share of events needs no whole minutes.
   */
  readonly open: Uint8Array;
  readonly isOpen: boolean;
}

/** Whole minutes from `sinceMs` (null: never watched) until `nowMs`, within the period. */
export function calendarOf(
  period: StatementPeriod,
  sinceMs: number | null,
  nowMs: number,
  excluded: readonly MinuteRange[],
): Calendar {
  const to = minuteOf(Math.min(nowMs, period.toMs));
  const from = Math.min(to, firstWholeMinute(Math.max(sinceMs ?? nowMs, period.fromMs)));
  const events = {
    from: minuteOf(period.fromMs),
    to: minuteOf(Math.min(nowMs, period.toMs - 1)) + 1,
  };
  const { from: firstDay, to: lastDay } = daysOf(period);
  const days = Array.from({ length: lastDay - firstDay + 1 }, (_, at) => {
    const start = (firstDay + at) * MINUTES_PER_DAY;
    const states = new Uint8Array(MINUTES_PER_DAY).fill(OUTSIDE);
    const open = new Uint8Array(MINUTES_PER_DAY);
    const mark = (column: Uint8Array, range: MinuteRange, value: number) =>
      column.fill(value, clamp(range.from - start), clamp(range.to - start));
    mark(states, { from, to }, UNKNOWN);
    if (sinceMs !== null) mark(open, events, 1);
    for (const range of excluded) {
      mark(states, { from: Math.max(range.from, from), to: Math.min(range.to, to) }, EXCLUDED);
      mark(open, range, 0);
    }
    return {
      day: firstDay + at,
      name: dayToIso(firstDay + at),
      states,
      open,
      isOpen: open.every(Boolean),
    };
  });
  const ahead = minuteOf(period.toMs) - Math.max(to, minuteOf(period.fromMs));
  return { period, firstDay, days, ahead: sinceMs === null ? 0 : ahead };
}

/** The same calendar for a scope watched only since later; days that do not differ are shared. */
export function calendarSince(calendar: Calendar, sinceMs: number): Calendar {
  const since = firstWholeMinute(sinceMs);
  const days = calendar.days.map((day) => {
    const before = clamp(since - day.day * MINUTES_PER_DAY);
    if (day.states.subarray(0, before).every((state) => state === OUTSIDE)) return day;
    return { ...day, states: day.states.slice().fill(OUTSIDE, 0, before) };
  });
  const end = minuteOf(calendar.period.toMs);
  return { ...calendar, days, ahead: Math.min(calendar.ahead, Math.max(0, end - since)) };
}

/** How many minutes are in each state, by MinuteState. */
export function countStates(states: Uint8Array): number[] {
  const counts = new Array<number>(STATES).fill(0);
  for (const state of states) counts[state]!++;
  return counts;
}

const firstWholeMinute = (ms: number): Minute => Math.ceil(ms / MINUTE_MS);
const clamp = (minute: number) => Math.max(0, Math.min(MINUTES_PER_DAY, minute));
