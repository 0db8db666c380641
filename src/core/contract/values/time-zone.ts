import { nearest } from "../nearest.ts";
import { complain, type Parse, quote, read } from "./reading.ts";

/** `Europe/Paris`: a zone of the IANA tables, or UTC. */
export const parseTimeZone: Parse<string> = (text) => {
  const zone = text.trim();
  const known = /^[A-Za-z][\w+\-/]{1,50}$/.test(zone) ? knownZone(zone) : null;
  if (known !== null) return read(known);
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

/** The zone as the tables spell it. */
function knownZone(zone: string): string | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch {
    return null;
  }
}
