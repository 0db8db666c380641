import { complain, type Reading, read } from "./reading.ts";

/** Minutes of one local day, `from` < `to` ≤ 1440; ISO weekday 1 = Monday. */
export interface Interval {
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}

export const MINUTES_PER_DAY = 1440;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

export const everyMinute: readonly Interval[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
  weekday,
  from: 0,
  to: MINUTES_PER_DAY,
}));

/** Sorts, joins what touches on the same day, and complains about what overlaps. */
export function joinIntervals(intervals: readonly Interval[]): Reading<readonly Interval[]> {
  const joined: Interval[] = [];
  for (const next of intervals.toSorted((a, b) => a.weekday - b.weekday || a.from - b.from)) {
    const last = joined.at(-1);
    if (last?.weekday !== next.weekday || last.to < next.from) joined.push(next);
    else if (last.to === next.from) joined[joined.length - 1] = { ...last, to: next.to };
    else return complain("Two of the hours overlap on one day.", "Name each hour of a day once.");
  }
  return read(joined);
}

export const minutesPerWeek = (weekly: readonly Interval[]): number =>
  weekly.reduce((sum, { from, to }) => sum + to - from, 0);

/** The longest time in a row, in minutes, in which nobody is there; a week where there are no hours. */
export function longestClosedMinutes(weekly: readonly Interval[]): number {
  const opens = weekly.map(({ weekday, from }) => (weekday - 1) * MINUTES_PER_DAY + from);
  const closes = weekly.map(({ weekday, to }) => (weekday - 1) * MINUTES_PER_DAY + to);
  const gaps = closes.map((close, at) => {
    const open = opens[at + 1] ?? (opens[0] ?? 0) + MINUTES_PER_WEEK;
    return open - close;
  });
  return weekly.length === 0 ? MINUTES_PER_WEEK : Math.max(...gaps);
}
