const UNIT_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * A moment as queries write it: "2026-11-23", "2026/11/23 09:30", "-7d", "now", or a function
 * (`startOfDay(-1)`, `endOfWeek()` …), in the time zone of the site; null where it is none.
 */
export function writtenMoment(text: string, nowMs: number, timeZone: string): number | null {
  const relative = /^([+-]?)((?:\d+[wdhm]\s*)+)$/.exec(text.trim());
  if (relative) {
    const sum = [...relative[2]!.matchAll(/(\d+)([wdhm])/g)].reduce(
      (ms, [, n, unit]) => ms + Number(n) * UNIT_MS[unit!]!,
      0,
    );
    return nowMs + (relative[1] === "-" ? -sum : sum);
  }
  const date = /^(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[ T](\d\d?):(\d\d))?$/.exec(text.trim());
  if (!date) return null;
  const [year, month, day, hour, minute] = date.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  try {
    return Temporal.ZonedDateTime.from(
      { timeZone, year, month, day, hour, minute },
      { overflow: "reject" },
    ).epochMilliseconds;
  } catch {
    return null;
  }
}

const units = { day: "days", week: "weeks", month: "months", year: "years" } as const;

/** `now()`, `now("-4w")`, `startOfDay(-1d)`, `endOfMonth()` … ; null for another name. */
export function momentFunction(
  name: string,
  arg: string | undefined,
  nowMs: number,
  timeZone: string,
): number | null {
  if (/^now$/i.test(name)) return arg === undefined ? nowMs : writtenMoment(arg, nowMs, timeZone);
  const match = /^(start|end)Of(Day|Week|Month|Year)$/i.exec(name);
  if (!match) return null;
  const unit = units[match[2]!.toLowerCase() as keyof typeof units];
  const shift = Number.parseInt(arg ?? "0", 10) || 0;
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(timeZone)
    .add({ [unit]: shift });
  const start = startOf(now, unit);
  return match[1]!.toLowerCase() === "start"
    ? start.epochMilliseconds
    : start.add({ [unit]: 1 }).epochMilliseconds - 1;
}

function startOf(
  moment: Temporal.ZonedDateTime,
  unit: (typeof units)[keyof typeof units],
): Temporal.ZonedDateTime {
  const day = moment.startOfDay();
  if (unit === "days") return day;
  if (unit === "weeks") return day.subtract({ days: day.dayOfWeek % 7 }).startOfDay();
  const month = day.with({ day: 1 }).startOfDay();
  return unit === "months" ? month : month.with({ month: 1 }).startOfDay();
}
