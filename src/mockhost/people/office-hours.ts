/** A working day by the clock on the wall: the share of people at work, straight between the points. */
const weekday: readonly (readonly [hour: number, share: number])[] = [
  [0, 0.03],
  [6.5, 0.03],
  [9, 0.85],
  [10.5, 1],
  [12, 0.95],
  [12.75, 0.55],
  [13.75, 0.9],
  [16.5, 0.9],
  [18, 0.35],
  [20, 0.12],
  [24, 0.03],
];

/** Somebody is always awake; on Saturdays and Sundays a tenth of the others works as well. */
const NIGHT_OWLS = 0.03;
const WEEKEND = 0.1;
const SATURDAY = 6;

/** The share of people at work in a time zone, above 0, at most 1. */
export function officeWeight(timeZone: string, nowMs: number): number {
  const { dayOfWeek, hour, minute, second } =
    Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const share = shareAt(hour + minute / 60 + second / 3600);
  return dayOfWeek >= SATURDAY ? Math.max(NIGHT_OWLS, WEEKEND * share) : share;
}

function shareAt(hour: number): number {
  const next = weekday.findIndex(([from]) => from > hour);
  const [[fromHour, from], [toHour, to]] = [weekday[next - 1]!, weekday[next]!];
  return from + ((hour - fromHour) / (toHour - fromHour)) * (to - from);
}
