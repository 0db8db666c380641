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

/** The minutes of a period before anything is seen: outside, excluded, or unknown. */
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
  /** OUTSIDE, EXCLUDED or UNKNOWN for each minute of the day. */
  readonly states: Uint8Array;
  /** How many minutes are in each state. */
  readonly counts: readonly number[];
  /** Every minute is UNKNOWN: whatever was measured on this day counts. */
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
  const { from: firstDay, to: lastDay } = daysOf(period);
  const days = Array.from({ length: lastDay - firstDay + 1 }, (_, at) => {
    const start = (firstDay + at) * MINUTES_PER_DAY;
    const states = new Uint8Array(MINUTES_PER_DAY).fill(OUTSIDE);
    const mark = (range: MinuteRange, state: number) =>
      states.fill(state, clamp(range.from - start), clamp(range.to - start));
    mark({ from, to }, UNKNOWN);
    for (const range of excluded)
      mark({ from: Math.max(range.from, from), to: Math.min(range.to, to) }, EXCLUDED);
    return calendarDay(firstDay + at, states);
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
    return calendarDay(day.day, day.states.slice().fill(OUTSIDE, 0, before));
  });
  return { ...calendar, days };
}

function calendarDay(day: Day, states: Uint8Array): CalendarDay {
  const counts = countStates(states);
  return { day, name: dayToIso(day), states, counts, isOpen: counts[UNKNOWN] === MINUTES_PER_DAY };
}

/** How many minutes are in each state. */
export function countStates(states: Uint8Array): number[] {
  const counts = new Array<number>(STATES).fill(0);
  for (const state of states) counts[state]!++;
  return counts;
}

const firstWholeMinute = (ms: number): Minute => Math.ceil(ms / MINUTE_MS);
const clamp = (minute: number) => Math.max(0, Math.min(MINUTES_PER_DAY, minute));
