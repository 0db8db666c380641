import { complain, type Parse, quote, read } from "./reading.ts";

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const EXAMPLE = "Write year-month-day, such as 2027-01-01.";

/** `2027-01-01`: a day that exists, between 2000 and 2199. */
export const parseDate: Parse<string> = (text) => {
  const trimmed = text.trim();
  const [, year] = ISO.exec(trimmed) ?? [];
  if (year === undefined) return complain(`${quote(text)} is not a date.`, EXAMPLE);
  if (!isOfCalendar(trimmed))
    return complain(`${quote(text)} is not a day of the calendar.`, EXAMPLE);
  return Number(year) >= 2000 && Number(year) < 2200
    ? read(trimmed)
    : complain(`${quote(text)} lies in another age.`, EXAMPLE);
};

/** `Date` moves 31 June on to 1 July, so what comes back differs. */
function isOfCalendar(date: string): boolean {
  const atMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(date);
}
