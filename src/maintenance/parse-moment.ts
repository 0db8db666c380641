import { complain, type Parse, parseTimeZone, quote, read } from "../core/contract/index.ts";
import { DAY_MS } from "../core/time/index.ts";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const HINT =
  "Write now, Sun 02:00 Europe/Paris, 2027-01-17 02:00 Europe/Paris, or 2027-01-17T02:00Z.";

/** A moment as people write it: epoch milliseconds. Without a zone, UTC is meant; a weekday is the next one. */
export const parseMoment =
  (nowMs: number): Parse<number> =>
  (text) => {
    const given = text.trim();
    if (given === "now") return read(nowMs);
    const instant = instantOf(given);
    if (instant !== null) return read(instant);
    const [, day = "", hours = "", minutes = "", zoneText = "UTC"] =
      /^(\d{4}-\d{2}-\d{2}|[a-z]{3,9})[\sT]+(\d{1,2}):(\d{2})(?:\s+(\S+))?$/i.exec(given) ?? [];
    if (day === "") return complain(`${quote(text)} is not a moment.`, HINT);
    const zone = parseTimeZone(zoneText);
    if (zone.kind === "complaint") return zone;
    const found = localMoments(day, Number(hours) * 60 + Number(minutes), zone.value, nowMs);
    const [first, second] = found;
    if (first === undefined)
      return complain(`${quote(text)} is a time that does not exist there.`, HINT);
    if (second !== undefined)
      return complain(
        `${quote(text)} comes twice, because clocks are set back.`,
        `Write ${new Date(first).toISOString()} or ${new Date(second).toISOString()}.`,
      );
    return read(first);
  };

function instantOf(text: string): number | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

/** None where clocks skip it or no such day is, two where they are set back over it. */
function localMoments(day: string, minute: number, zone: string, nowMs: number): number[] {
  if (minute >= 1440) return [];
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  const weekday = DAYS.indexOf(day.slice(0, 3).toLowerCase()) + 1;
  const isDate = /^\d/.test(day);
  if (!isDate && weekday === 0) return [];
  try {
    const ahead = (weekday - now.dayOfWeek + 7) % 7;
    const date = isDate ? Temporal.PlainDate.from(day) : now.toPlainDate().add({ days: ahead });
    const found = both(date, minute, zone);
    const isOver = !isDate && found.every((ms) => ms < nowMs) && found.length > 0;
    return isOver ? both(date.add({ days: 7 }), minute, zone) : found;
  } catch {
    return [];
  }
}

function both(date: Temporal.PlainDate, minute: number, zone: string): number[] {
  const local = date.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const moments = (["earlier", "later"] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation }),
  );
  return [
    ...new Set(
      moments
        .filter((one) => one.toPlainDateTime().equals(local))
        .map((one) => one.epochMilliseconds),
    ),
  ];
}

/** So far ahead maintenance can be announced. */
export const FARTHEST_MS = 400 * DAY_MS;
