import { DAY_MS, MINUTE_MS, MINUTES_PER_DAY } from "../../time/index.ts";
import type { BusinessHours } from "../contract.ts";

/** Whole weeks, so that every weekday counts alike. */
export const WEEKS = 52;
const DAYS = WEEKS * 7;

/** The moments of one year at which somebody is there. */
export interface CoveredYear {
  /** Epoch milliseconds, sorted, without touching one another. */
  readonly spans: readonly Span[];
  readonly minutes: number;
}

type Span = readonly [fromMs: number, toMs: number];

/** Weekly hours laid over the 52 weeks from a UTC day on, with the summer time of their zone. */
export function coveredYear({ zone, weekly }: BusinessHours, fromDate: string): CoveredYear {
  const fromMs = Date.parse(fromDate);
  const toMs = fromMs + DAYS * DAY_MS;
  const spans: Span[] = [];
  // A day more on both sides: where it is another day than in UTC.
  for (let day = -1; day <= DAYS; day++) {
    const date = Temporal.PlainDate.from(fromDate).add({ days: day });
    for (const { weekday, from, to } of weekly) {
      if (weekday !== date.dayOfWeek) continue;
      const start = Math.max(fromMs, momentOf(date, from, zone));
      const end = Math.min(toMs, momentOf(date, to, zone));
      if (start < end) addSpan(spans, [start, end]);
    }
  }
  return { spans, minutes: minutesOf(spans) };
}

/** How many minutes two of them share. */
export function commonMinutes(one: CoveredYear, other: CoveredYear): number {
  const common: Span[] = [];
  for (let a = 0, b = 0; a < one.spans.length && b < other.spans.length; ) {
    const [mine, theirs] = [one.spans[a]!, other.spans[b]!];
    const both: Span = [Math.max(mine[0], theirs[0]), Math.min(mine[1], theirs[1])];
    if (both[0] < both[1]) common.push(both);
    if (mine[1] < theirs[1]) a++;
    else b++;
  }
  return minutesOf(common);
}

function momentOf(date: Temporal.PlainDate, minute: number, timeZone: string): number {
  const isNextDay = minute === MINUTES_PER_DAY;
  const plainTime = { hour: isNextDay ? 0 : Math.floor(minute / 60), minute: minute % 60 };
  const day = isNextDay ? date.add({ days: 1 }) : date;
  return day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}

function addSpan(spans: Span[], next: Span): void {
  const last = spans.at(-1);
  if (last !== undefined && last[1] >= next[0]) spans[spans.length - 1] = [last[0], next[1]];
  else spans.push(next);
}

const minutesOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, [from, to]) => sum + to - from, 0) / MINUTE_MS;
