import Holidays from "date-holidays";
import { expect, test } from "vitest";
import { holidayRegions, holidaysPerYear } from "./holiday-regions.ts";

const YEARS = [2026, 2027, 2028, 2029, 2030];
const library = new Holidays();
const countries = Object.keys(library.getCountries()).sort();

test("the table names the countries and regions of the library that knows the days", () => {
  expect([...holidayRegions.keys()]).toEqual(countries);
  for (const country of countries)
    expect([country, ...holidayRegions.get(country)!]).toEqual([
      country,
      ...Object.keys(library.getStates(country) ?? {}).sort(),
    ]);
});

test("it counts the public holidays from Monday to Friday as the library does", () => {
  const counted = [...holidayRegions].flatMap(([country, regions]) => [
    [country, weekdaysOff(new Holidays(country))] as const,
    ...regions.map(
      (region) => [`${country}-${region}`, weekdaysOff(new Holidays(country, region))] as const,
    ),
  ]);
  expect(counted.map(([code]) => [code, holidaysPerYear(code)])).toEqual(counted);
  expect(holidaysPerYear("XX")).toBeNull();
});

/** In a mean year, rounded. */
function weekdaysOff(calendar: Holidays): number {
  const days = YEARS.flatMap((year) => [
    ...new Set(
      calendar
        .getHolidays(year)
        .filter(({ type }) => type === "public")
        .map(({ date }) => date.slice(0, 10))
        .filter((day) => new Date(day).getUTCDay() % 6 !== 0),
    ),
  ]);
  return Math.round(days.length / YEARS.length);
}
