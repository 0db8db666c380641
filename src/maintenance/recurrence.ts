import {
  andThen,
  complain,
  type Interval,
  type Parse,
  parseBusinessHours,
  quote,
  read,
} from "../core/contract/index.ts";
import { MINUTE_MS, MINUTES_PER_DAY } from "../core/time/index.ts";

/** Times of the week in a zone, each as long as it says. */
export interface Recurrence {
  readonly zone: string;
  readonly times: readonly WeeklyTime[];
}

interface WeeklyTime {
  /** ISO: 1 is Monday. */
  readonly weekday: number;
  readonly fromMinute: number;
  readonly minutes: number;
}

export interface Occurrence {
  readonly startMs: number;
  readonly endMs: number;
}

/** `Sun 02:00-03:00 Europe/Paris`, also `every Sunday` and `Sundays`; without a zone, UTC. */
export const parseRecurrence: Parse<Recurrence> = (text) => {
  const plain = text.replace(/^\s*every\s+/i, "").replace(/(day)s\b/gi, "$1");
  return andThen(parseBusinessHours(plain), ({ zone, weekly }) => {
    const times = overMidnight(weekly);
    return times.some(({ minutes }) => minutes > MINUTES_PER_DAY)
      ? complain(`${quote(text)} has a window of more than a day.`, "Shorten it.")
      : read({ zone: zone ?? "UTC", times });
  });
};

/** Hours that go on past midnight are one time. */
function overMidnight(weekly: readonly Interval[]): readonly WeeklyTime[] {
  const times: { weekday: number; fromMinute: number; minutes: number }[] = [];
  const touches = ({ weekday, fromMinute, minutes }: WeeklyTime, next: Interval) =>
    fromMinute + minutes === ((next.weekday - weekday + 7) % 7 || 7) * MINUTES_PER_DAY + next.from;
  for (const one of weekly) {
    const before = times.at(-1);
    if (before && touches(before, one)) before.minutes += one.to - one.from;
    else times.push({ weekday: one.weekday, fromMinute: one.from, minutes: one.to - one.from });
  }
  const [first, last] = [times[0], times.at(-1)];
  if (!first || !last || first === last || first.fromMinute > 0) return times;
  if (!touches(last, { weekday: first.weekday, from: 0, to: 0 })) return times;
  return [...times.slice(1, -1), { ...last, minutes: last.minutes + first.minutes }];
}

/**
 * Every time after a moment, in order, without end. A time keeps its length over a change of clocks: one
 * whose hour is skipped begins when clocks were set, one whose hour comes twice begins the first time.
 */
export function* occurrences({ zone, times }: Recurrence, afterMs: number): Generator<Occurrence> {
  const after = Temporal.Instant.fromEpochMilliseconds(afterMs).toZonedDateTimeISO(zone);
  for (let date = after.toPlainDate(); ; date = date.add({ days: 1 })) {
    const found = times
      .filter(({ weekday }) => weekday === date.dayOfWeek)
      .map(({ fromMinute, minutes }) => {
        const local = date.toPlainDateTime().add({ minutes: fromMinute });
        const startMs = local.toZonedDateTime(zone).epochMilliseconds;
        return { startMs, endMs: startMs + minutes * MINUTE_MS };
      })
      .filter(({ startMs }) => startMs > afterMs);
    yield* found.toSorted((a, b) => a.startMs - b.startMs);
  }
}
