import {
  type Day,
  dayToIso,
  MINUTES_PER_DAY,
  type Minute,
  minuteOf,
  minuteToMs,
} from "../time/index.ts";
import type { CountedPart } from "./counted-part.ts";
import type { MinuteRange } from "./exclusions.ts";
import { EXCLUDED, OUTSIDE, STATES, UNKNOWN } from "./minute-state.ts";
import { daysOf, type StatementPeriod } from "./period.ts";

/** What of a period counts, before anything is seen. */
export interface Calendar {
  readonly counted: CountedPart;
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
   * 1 for each minute whose events count: those that are not excluded, and the one under way. A
   * share of events needs no whole minutes.
   */
  readonly open: Uint8Array;
  readonly isOpen: boolean;
  /** 1 for each minute that somebody disputes; null: none. */
  readonly disputed: Uint8Array | null;
}

/** The whole minutes of a period that count and have passed until `nowMs`. */
export function calendarOf(
  period: StatementPeriod,
  counted: CountedPart,
  nowMs: number,
  excluded: readonly MinuteRange[],
  disputed: readonly MinuteRange[] = [],
): Calendar {
  const [from, end] = [minuteOf(counted.fromMs), minuteOf(counted.toMs)];
  const now = Math.max(from, minuteOf(nowMs));
  const whole = { from, to: Math.min(now, end) };
  const events = { from, to: Math.min(minuteOf(nowMs) + 1, end) };
  const { from: firstDay, to: lastDay } = daysOf(period);
  const days = Array.from({ length: lastDay - firstDay + 1 }, (_, at) => {
    const start = (firstDay + at) * MINUTES_PER_DAY;
    const states = new Uint8Array(MINUTES_PER_DAY).fill(OUTSIDE);
    const open = new Uint8Array(MINUTES_PER_DAY);
    const mark = (column: Uint8Array, range: MinuteRange, value: number) =>
      column.fill(value, clamp(range.from - start), clamp(range.to - start));
    mark(states, whole, UNKNOWN);
    mark(open, events, 1);
    for (const range of excluded) {
      const inside = { from: Math.max(range.from, from), to: Math.min(range.to, whole.to) };
      mark(states, inside, EXCLUDED);
      mark(open, range, 0);
    }
    const inDispute = disputed.filter(
      (one) => one.from < start + MINUTES_PER_DAY && one.to > start,
    );
    const wrong = inDispute.length === 0 ? null : new Uint8Array(MINUTES_PER_DAY);
    for (const range of inDispute) mark(wrong!, range, 1);
    return dayOf(firstDay + at, states, open, wrong);
  });
  return { counted, firstDay, days, ahead: Math.max(0, end - now) };
}

const dayOf = (
  day: Day,
  states: Uint8Array,
  open: Uint8Array,
  disputed: Uint8Array | null,
): CalendarDay => ({
  day,
  name: dayToIso(day),
  states,
  open,
  isOpen: open.every(Boolean),
  disputed,
});

/** The same calendar for a scope that counts only from later on; days that do not differ are shared. */
export function calendarFrom(calendar: Calendar, from: Minute): Calendar {
  const { counted } = calendar;
  const days = calendar.days.map((day) => {
    const before = clamp(from - day.day * MINUTES_PER_DAY);
    const isSame = (column: Uint8Array) => column.subarray(0, before).every((one) => one === 0);
    if (isSame(day.states) && isSame(day.open)) return day;
    return dayOf(
      day.day,
      day.states.slice().fill(OUTSIDE, 0, before),
      day.open.slice().fill(0, 0, before),
      day.disputed,
    );
  });
  const end = minuteOf(counted.toMs);
  const fromMs = Math.min(counted.toMs, Math.max(counted.fromMs, minuteToMs(from)));
  return {
    ...calendar,
    counted: { ...counted, fromMs },
    days,
    ahead: Math.min(calendar.ahead, Math.max(0, end - from)),
  };
}

/** How many minutes are in each state, by MinuteState. */
export function countStates(states: Uint8Array): number[] {
  const counts = new Array<number>(STATES).fill(0);
  for (const state of states) counts[state]!++;
  return counts;
}

const clamp = (minute: number) => Math.max(0, Math.min(MINUTES_PER_DAY, minute));
