import { DAY_NAMES, type WrittenHours } from "./business-hours.ts";
import { everyMinute, type Interval } from "./weekly.ts";

/** The text that `parseBusinessHours` reads back as the same hours. */
export function printHours({ zone, weekly }: WrittenHours): string {
  const days = isAllDay(weekly) ? "24x7" : printWeek(weekly);
  return zone === null ? days : `${days} ${zone}`;
}

const isAllDay = (weekly: readonly Interval[]): boolean =>
  JSON.stringify(weekly) === JSON.stringify(everyMinute);

/** Days in a row with the same hours become one group. */
function printWeek(weekly: readonly Interval[]): string {
  const hoursOf = DAY_NAMES.map((_, at) =>
    weekly
      .filter(({ weekday }) => weekday === at + 1)
      .map(({ from, to }) => `${printTime(from)}-${printTime(to)}`)
      .join(", "),
  );
  const groups: string[] = [];
  for (let first = 0; first < DAY_NAMES.length; ) {
    let last = first;
    while (hoursOf[last + 1] === hoursOf[first]) last++;
    const days = first === last ? DAY_NAMES[first] : `${DAY_NAMES[first]}-${DAY_NAMES[last]}`;
    if (hoursOf[first] !== "") groups.push(`${days} ${hoursOf[first]}`);
    first = last + 1;
  }
  return groups.join("; ");
}

const printTime = (minutes: number): string =>
  `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;

const pad = (figure: number): string => String(figure).padStart(2, "0");
