import { nearest } from "../nearest.ts";
import { holidayRegions } from "./holiday-regions.ts";
import { complain, type Parse, quote, read } from "./reading.ts";

/** `FR` or `DE-BY`: whose public holidays the support desk keeps. */
export const parseHolidays: Parse<string> = (text) => {
  const [country = "", ...rest] = text.trim().split("-");
  const region = rest.join("-");
  const regions = holidayRegions.get(country.toUpperCase());
  if (regions === undefined) return unknownCountry(text);
  if (region === "") return rest.length === 0 ? read(country.toUpperCase()) : unknownCountry(text);
  const known = regions.find((code) => code.toLowerCase() === region.toLowerCase());
  return known === undefined
    ? complain(
        `${quote(region)} is not a region of ${country.toUpperCase()} with holidays of its own.`,
        regions.length === 0
          ? `Write ${country.toUpperCase()}.`
          : `Known are ${regions.map((code) => `${country.toUpperCase()}-${code}`).join(", ")}.`,
      )
    : read(`${country.toUpperCase()}-${known}`);
};

function unknownCountry(text: string) {
  const names = new Intl.DisplayNames("en", { type: "region" });
  const named = new Map([...holidayRegions.keys()].map((code) => [names.of(code) ?? code, code]));
  const name = nearest(text.trim(), [...named.keys()]);
  return complain(
    `${quote(text)} is not a country of the holiday tables.`,
    name === null
      ? "Write a country code such as FR, or one with a region such as DE-BY."
      : `Did you mean ${named.get(name)} (${name})?`,
  );
}
