import { plural } from "../../format/index.ts";
import type { Period, Sla } from "../contract.ts";
import { allowedDownMs } from "../rules/allowed-down.ts";
import { sayAbout } from "../say.ts";
import type { Judge } from "./term.ts";

/** Figures over other stretches of time have no order, whatever their targets. */
export const judgePeriod: Judge<Sla> = (before, after) => ({
  before: sayWhatItAllows(before),
  after: sayWhatItAllows(after),
});

export const sayPeriod = (period: Period): string =>
  period.kind === "month" ? "calendar months" : `${plural(period.days, "day")}, rolling`;

/** July and August, or December and January: the budgets of both may be spent in one outage. */
const LONGEST_TWO_MONTHS = { kind: "rolling", days: 62 } as const;

function sayWhatItAllows({ uptime, period }: Sla): string {
  const isMonth = period.kind === "month";
  if (uptime === null)
    return `figures over ${isMonth ? "each calendar month" : `any ${plural(period.days, "day")}`}`;
  const allowed = sayAbout(allowedDownMs(uptime.target, period));
  if (!isMonth)
    return `${allowed} of downtime in any ${plural(period.days, "day")}, and as much in one outage`;
  const overTurn = sayAbout(allowedDownMs(uptime.target, LONGEST_TWO_MONTHS));
  return `${allowed} of downtime in a month of 30 days, and ${overTurn} in one outage over the turn of two long months`;
}
