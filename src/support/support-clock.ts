import type { Contract, SupportLevel } from "../core/contract/index.ts";
import { HOUR_MS, MINUTE_MS } from "../core/time/index.ts";
import { aroundTheClock, type BusinessCalendar } from "./business-calendar.ts";
import { type BusinessTime, businessTime } from "./business-time.ts";

export type ClockKind = "response" | "resolution";

/** Public holidays of a year, as local ISO days. */
export type Holidays = (year: number) => ReadonlySet<string>;

/** One promised time of one level, and how time goes by for it. */
export interface SupportClock {
  readonly time: BusinessTime;
  /** Open time until it is due. */
  readonly promisedMs: number;
  /** In which people read it. */
  readonly zone: string;
}

/** null: the contract promises no such thing. */
export function supportClock(
  { sla: { support } }: Contract,
  level: SupportLevel,
  kind: ClockKind,
  holidays: Holidays,
): SupportClock | null {
  const promise = support?.levels[level];
  const duration = kind === "response" ? promise?.initialResponse : promise?.resolution;
  if (support == null || promise === undefined || duration == null) return null;
  const { zone, weekly } = support.hours;
  const isAlways = promise.clock === "24x7";
  const calendar: BusinessCalendar = isAlways
    ? aroundTheClock
    : { zone, weekly, closedIn: support.holidays === null ? () => new Set() : holidays };
  const promisedMs =
    duration.kind === "time" ? duration.ms : duration.days * businessDayMs(calendar);
  return { time: businessTime([calendar]), promisedMs, zone };
}

/** A business day is as long as a working day of the week is on average; of a clock that always runs, a day. */
function businessDayMs({ weekly }: BusinessCalendar): number {
  const days = new Set(weekly.map(({ weekday }) => weekday)).size;
  const minutes = weekly.reduce((sum, { from, to }) => sum + to - from, 0);
  return days === 0 ? 24 * HOUR_MS : (minutes / days) * MINUTE_MS;
}
