import Holidays from "date-holidays";
import { expect, test } from "vitest";
import { holidayRegions } from "./holiday-regions.ts";

test("the table names the countries and regions of the library that knows the days", () => {
  const library = new Holidays();
  const countries = Object.keys(library.getCountries()).sort();
  expect([...holidayRegions.keys()]).toEqual(countries);
  for (const country of countries)
    expect([country, ...holidayRegions.get(country)!]).toEqual([
      country,
      ...Object.keys(library.getStates(country) ?? {}).sort(),
    ]);
});
