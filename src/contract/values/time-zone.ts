import { nearest } from "../nearest.ts";
import { complain, type Parse, quote, read } from "./reading.ts";

/** `Europe/Paris`: a zone of the IANA tables, or UTC. */
export const parseTimeZone: Parse<string> = (text) => {
  const zone = text.trim();
  if (/^[A-Za-z][\w+\-/]{1,50}$/.test(zone) && isKnown(zone)) return read(zone);
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  const meant = zones.find((known) => cityOf(known) === cityOf(zone)) ?? nearest(zone, zones);
  return complain(
    `${quote(text)} is not a time zone.`,
    meant === null
      ? "Write a zone of the IANA tables such as Europe/Paris, or UTC."
      : `Did you mean ${meant}?`,
  );
};

const cityOf = (zone: string) => zone.toLowerCase().replace(/^.*\//, "").replaceAll(" ", "_");

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
