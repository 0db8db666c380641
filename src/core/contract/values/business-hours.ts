import { andThen, complain, type Parse, quote, type Reading, read } from "./reading.ts";
import { parseTimeZone } from "./time-zone.ts";
import { everyMinute, type Interval, joinIntervals, MINUTES_PER_DAY } from "./weekly.ts";

/** Business hours as written: `zone` is null where the add-on's own zone is meant. */
export interface WrittenHours {
  readonly zone: string | null;
  readonly weekly: readonly Interval[];
}

export const DAY_NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const TIME = /^(\d{1,2}):(\d{2})$/;
const EXAMPLES =
  "Write Mon-Fri 09:00-17:00, Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-12:00, or 24x7.";

/**
 * `Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-12:00 Europe/Paris`, or `24x7`.
 * An interval that ends before it begins goes on past midnight.
 */
export const parseBusinessHours: Parse<WrittenHours> = (text) => {
  const trimmed = text.trim();
  if (trimmed.length > 400) return complain(`${quote(text)} is too long for hours.`, EXAMPLES);
  const [, body = trimmed, zoneText] =
    /^(.*\S)\s+([A-Za-z_]+\/[\w+\-/]+|UTC)$/s.exec(trimmed) ?? [];
  if (zoneText === undefined)
    return andThen(parseWeek(body), (weekly) => read({ zone: null, weekly }));
  return andThen(parseTimeZone(zoneText), (zone) =>
    andThen(parseWeek(body), (weekly) => read({ zone, weekly })),
  );
};

function parseWeek(text: string): Reading<readonly Interval[]> {
  if (/^24\s*[x×/]\s*7$/i.test(text)) return read(everyMinute);
  const intervals: Interval[] = [];
  for (const group of text.split(";").filter((part) => part.trim() !== "")) {
    const reading = parseGroup(group.trim());
    if (reading.kind === "complaint") return reading;
    intervals.push(...reading.value);
  }
  if (intervals.length === 0) return complain(`${quote(text)} names no hours.`, EXAMPLES);
  return joinIntervals(intervals);
}

/** `Mon-Fri 09:00-12:00, 13:00-17:00` */
function parseGroup(group: string): Reading<readonly Interval[]> {
  const [, dayPart, hourPart] = /^([a-z][a-z\s,–-]*?)\s+(\d.*)$/is.exec(group) ?? [];
  if (dayPart === undefined || hourPart === undefined)
    return complain(`${quote(group)} is not days followed by hours.`, EXAMPLES);
  return andThen(parseDays(dayPart), (days) => {
    const intervals: Interval[] = [];
    for (const span of hourPart.split(",")) {
      const reading = parseSpan(span.trim());
      if (reading.kind === "complaint") return reading;
      intervals.push(...days.flatMap((weekday) => overMidnight(weekday, ...reading.value)));
    }
    return read(intervals);
  });
}

/** `Mon-Wed, Fri` → ISO weekdays; a range may go over Sunday. */
function parseDays(text: string): Reading<readonly number[]> {
  const days = new Set<number>();
  for (const part of text.split(",")) {
    const [first, last = first, ...more] = part.split(/[-–]/).map((name) => weekdayOf(name.trim()));
    if (first === undefined || first === 0 || last === undefined || last === 0 || more.length > 0)
      return complain(`${quote(part.trim())} is not a day or a range of days.`, EXAMPLES);
    for (let day = first; ; day = (day % 7) + 1) {
      days.add(day);
      if (day === last) break;
    }
  }
  return read([...days]);
}

/** 1 = Monday; 0 where the name is none. `Mon` and `Monday` are both known. */
function weekdayOf(name: string): number {
  const long = /^(mon|tues|wednes|thurs|fri|satur|sun)day$/i.test(name) || /^[a-z]{3}$/i.test(name);
  const short = name.slice(0, 3).toLowerCase();
  return long ? DAY_NAMES.findIndex((day) => day.toLowerCase() === short) + 1 : 0;
}

/** `09:00-17:00` → minutes of the day. */
function parseSpan(span: string): Reading<readonly [from: number, to: number]> {
  const [from, to, ...more] = span.split(/\s*[-–]\s*/).map(minutesOf);
  if (from === undefined || to === undefined || from < 0 || to < 0 || more.length > 0)
    return complain(`${quote(span)} is not a span of hours.`, EXAMPLES);
  if (from === to || from === MINUTES_PER_DAY)
    return complain(`${quote(span)} is empty.`, "The whole day is 00:00-24:00.");
  return read([from, to]);
}

function minutesOf(time: string): number {
  const [, hours, minutes] = TIME.exec(time) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && total <= MINUTES_PER_DAY ? total : -1;
}

function overMidnight(weekday: number, from: number, to: number): readonly Interval[] {
  if (from < to) return [{ weekday, from, to }];
  const evening = { weekday, from, to: MINUTES_PER_DAY };
  return to === 0 ? [evening] : [evening, { weekday: (weekday % 7) + 1, from: 0, to }];
}
