import { DAY_MS } from "../../time/index.ts";
import type { LevelPromise, Operations, Support, SupportDuration } from "../contract.ts";
import { supportLevels } from "../support-level.ts";
import { longestClosedMinutes, MINUTES_PER_DAY, minutesPerWeek } from "../values/weekly.ts";

/** When somebody is there to act. */

export const isRoundTheClock = ({ hours }: Support): boolean =>
  minutesPerWeek(hours.weekly) === 7 * MINUTES_PER_DAY;

/** Somebody is reached outside the support hours. */
export const isReachable = ({ emergency, alerts }: Pick<Operations, "emergency" | "alerts">) =>
  alerts.page.length > 0 || emergency?.email != null || emergency?.phone != null;

export const longestClosedMs = ({ hours }: Support): number =>
  longestClosedMinutes(hours.weekly) * 60_000;

/** How long the desk is open on the days on which it opens, on average. */
export function businessDayMs({ hours }: Support): number {
  const days = new Set(hours.weekly.map(({ weekday }) => weekday)).size;
  return days === 0 ? 0 : (minutesPerWeek(hours.weekly) / days) * 60_000;
}

/** Time on the level's own clock; a business day is a day of 24 h on the clock that never stops. */
export function clockMs(limit: SupportDuration, { clock }: LevelPromise, support: Support): number {
  if (limit.kind === "time") return limit.ms;
  return limit.days * (clock === "24x7" ? DAY_MS : businessDayMs(support));
}

/** The promised levels, most severe first. */
export const levelsOf = (support: Support | null) =>
  supportLevels.flatMap((level) => {
    const promise = support?.levels[level];
    return promise ? [{ level, promise }] : [];
  });
