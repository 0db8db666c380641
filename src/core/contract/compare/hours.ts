import type { BusinessHours } from "../contract.ts";
import { holidaysPerYear } from "../values/holiday-regions.ts";
import { type CoveredYear, commonMinutes, coveredYear, WEEKS } from "./covered-year.ts";
import type { Judge } from "./term.ts";

/** Support hours, and the day from which they hold. */
export interface DatedHours {
  readonly hours: BusinessHours;
  readonly fromDate: string;
}

/**
 * Compares the minutes of the 52 weeks after the new day, in both zones with their summer time:
 * more where none is lost, less where none is gained, and without an order where hours move.
 */
export const judgeHours: Judge<DatedHours> = (before, { hours, fromDate }) => {
  const [was, is] = [coveredYear(before.hours, fromDate), coveredYear(hours, fromDate)];
  const common = commonMinutes(was, is);
  if (common === was.minutes) return common === is.minutes ? "neutral" : "stronger";
  if (common === is.minutes) return "weaker";
  return {
    before: sayWeek(was.minutes),
    after: `${sayWeek(is.minutes)}, ${hoursAWeek(common)} h of them as before`,
  };
};

const hoursAWeek = (minutes: CoveredYear["minutes"]): number =>
  Number((minutes / 60 / WEEKS).toFixed(1));

const sayWeek = (minutes: number): string => `${hoursAWeek(minutes)} h of support a week`;

/** Fewer holidays are more support; the days of two calendars have no order, only a number. */
export const judgeHolidays: Judge<string | null> = (before, after) => {
  if (before === null) return "weaker";
  if (after === null) return "stronger";
  return { before: sayHolidays(before), after: sayHolidays(after) };
};

function sayHolidays(code: string): string {
  const days = holidaysPerYear(code);
  return `closed on the public holidays of ${code}, about ${days} of them from Monday to Friday in a year`;
}
