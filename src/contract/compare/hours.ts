import type { BusinessHours } from "../contract.ts";
import { MINUTES_PER_DAY, minutesPerWeek } from "../values/weekly.ts";
import type { Judge } from "./term.ts";

/** Weaker as soon as one minute that was covered no longer is, whatever is added elsewhere. */
export const judgeHours: Judge<BusinessHours> = (before, after) => {
  if (covers(after, before)) return covers(before, after) ? "neutral" : "stronger";
  return "weaker";
};

function covers(outer: BusinessHours, inner: BusinessHours): boolean {
  if (minutesPerWeek(outer.weekly) === 7 * MINUTES_PER_DAY) return true;
  // Hours of two zones drift against each other with summer time; nothing is certain to be covered.
  if (outer.zone !== inner.zone) return inner.weekly.length === 0;
  return inner.weekly.every(({ weekday, from, to }) =>
    outer.weekly.some((at) => at.weekday === weekday && at.from <= from && to <= at.to),
  );
}

/** Fewer holidays are more support; two countries' holidays have no order. */
export const judgeHolidays: Judge<string | null> = (before, after) => {
  if (before === null) return "weaker";
  return after === null ? "stronger" : "neutral";
};
