import { exactPercent } from "../../format/index.ts";
import { DAY_MS } from "../../time/index.ts";
import type { Period, Sla } from "../contract.ts";
import { sayAbout } from "../say.ts";

/** A calendar month counts 30 days here, as tables of allowed downtime do. */
export const daysOf = (period: Period): number => (period.kind === "month" ? 30 : period.days);

export const periodMs = (period: Period): number => daysOf(period) * DAY_MS;

/** How long an add-on may be down in one period: (1 − target) × period. */
export const allowedDownMs = (target: number, period: Period): number =>
  Math.round((1 - target) * periodMs(period));

export const perPeriod = (period: Period): string =>
  period.kind === "month" ? "a month" : `in ${period.days} days`;

/** "99.9 % a month allows 43 min 12 s of downtime" */
export const sayAllowed = ({ target }: NonNullable<Sla["uptime"]>, period: Period): string =>
  `${exactPercent(target)} ${perPeriod(period)} allows ${sayAbout(allowedDownMs(target, period))} of downtime`;

/** The uptime that is left when an add-on is down this long, rounded down: "98.88 %". */
export function sayUptimeLeft(downMs: number, period: Period): string {
  const share = Math.max(0, 1 - downMs / periodMs(period));
  return exactPercent(Math.floor(share * 10_000) / 10_000);
}
