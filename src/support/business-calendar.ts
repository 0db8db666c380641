/** When somebody is there, in the local time of one zone. */
export interface BusinessCalendar {
  /** IANA */
  readonly zone: string;
  /** Minutes of the local day, `from` < `to` ≤ 1440; ISO weekday 1 = Monday. */
  readonly weekly: readonly {
    readonly weekday: number;
    readonly from: number;
    readonly to: number;
  }[];
  /** Local days of a year on which nobody is: `2027-01-01`. */
  readonly closedIn: (year: number) => ReadonlySet<string>;
}

/** Half-open, epoch milliseconds. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** All hours of all days. */
export const aroundTheClock: BusinessCalendar = {
  zone: "UTC",
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1440 })),
  closedIn: () => new Set(),
};

/**
 * The open times of the local days of one year, in order. Where clocks are set, an hour that is skipped
 * is not open, and one that comes twice is open twice.
 */
export function openIn(
  { zone, weekly, closedIn }: BusinessCalendar,
  year: number,
): readonly Span[] {
  const byWeekday = Map.groupBy(weekly, ({ weekday }) => weekday);
  const closed = closedIn(year);
  const spans: Span[] = [];
  const end = Temporal.PlainDate.from({ year: year + 1, month: 1, day: 1 });
  for (
    let day = Temporal.PlainDate.from({ year, month: 1, day: 1 });
    Temporal.PlainDate.compare(day, end) < 0;
    day = day.add({ days: 1 })
  ) {
    const own = byWeekday.get(day.dayOfWeek);
    if (own === undefined || closed.has(day.toString())) continue;
    for (const { from, to } of own) {
      const startMs = instantOf(day, from, zone, "earlier");
      const endMs = instantOf(day, to, zone, "later");
      if (startMs < endMs) spans.push({ startMs, endMs });
    }
  }
  return spans;
}

/** `twice`: which of the two a time means that comes twice. One that is skipped is the moment at which clocks are set forward. */
function instantOf(
  day: Temporal.PlainDate,
  minute: number,
  zone: string,
  twice: "earlier" | "later",
): number {
  if (minute === 1440) return day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  const time = day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const found = time.toZonedDateTime(zone, { disambiguation: twice });
  if (found.toPlainDateTime().equals(time)) return found.epochMilliseconds;
  const before = time.toZonedDateTime(zone, { disambiguation: "earlier" });
  return before.getTimeZoneTransition("next")!.epochMilliseconds;
}
