import Holidays from "date-holidays";

/**
 * Public holidays by year, as local ISO days, by the tables of date-holidays (its data: CC BY-SA 3.0,
 * see NOTICE). Days that stand in for one that falls on a weekend are there beside it.
 * @param code country, or country and region: "FR", "DE-BY"
 */
export function publicHolidays(code: string): (year: number) => ReadonlySet<string> {
  const [country = "", region] = code.split("-");
  const table = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const known = new Map<number, ReadonlySet<string>>();
  return (year) => {
    const days = known.get(year) ?? new Set(table.getHolidays(year).flatMap(daysOf));
    known.set(year, days);
    return days;
  };
}

/** One day, or each of several in a row. */
function daysOf({ type, date, start, end }: ReturnType<Holidays["getHolidays"]>[number]): string[] {
  if (type !== "public") return [];
  const first = Temporal.PlainDate.from(date.slice(0, 10));
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
  return Array.from({ length: days }, (_, at) => first.add({ days: at }).toString());
}
