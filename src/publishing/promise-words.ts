import type { BusinessHours, Sla, SupportDuration } from "../core/contract/index.ts";
import { durationWords, exactPercent, milliseconds, plural } from "../core/format/index.ts";

/** The clauses of the promise in words, as `/sla` says them. */

export const periodPromise = ({ period }: Sla): string =>
  period.kind === "month" ? "each UTC calendar month" : `any ${period.days} UTC days in a row`;

export function uptimePromise(sla: Sla): readonly string[] {
  if (sla.uptime === null) return [];
  const { target, downWhenFailing } = sla.uptime;
  return [
    `The add-on is up for at least ${exactPercent(target)} of the minutes of ${periodPromise(sla)}.`,
    `A minute is down when more than ${exactPercent(downWhenFailing)} of its requests fail.`,
  ];
}

export function recoveryPromise({ recovery }: Sla): readonly string[] {
  if (recovery === null) return [];
  const { rtoMs, rpoMs, drillEveryMs } = recovery;
  return [
    rtoMs === null ? "" : `After an outage the add-on is back within ${durationWords(rtoMs)}.`,
    rpoMs === null ? "" : `No more than ${durationWords(rpoMs)} of data are lost.`,
    drillEveryMs === null
      ? ""
      : `Recovery is rehearsed at least every ${durationWords(drillEveryMs)}.`,
  ].filter(Boolean);
}

export function maintenancePromise({ maintenance }: Sla): readonly string[] {
  if (maintenance === null) return [];
  const { noticeMs, allowance } = maintenance;
  return [
    `Maintenance is announced at least ${durationWords(noticeMs)} ahead and takes no more than ${durationWords(allowance.ms)} per ${allowance.per}.`,
    "Only maintenance that keeps to both is left out of the uptime; late notice and overruns count as downtime.",
  ];
}

export const retirementPromise = ({ retirement }: Sla): readonly string[] =>
  retirement === null
    ? []
    : [
        `Customers are told that the add-on ends at least ${durationWords(retirement.noticeMs)} before it does.`,
      ];

export function limitWords(limit: SupportDuration | null): string {
  if (limit === null) return "–";
  if (limit.kind === "business-days") return plural(limit.days, "business day");
  return limit.ms < 60_000 ? milliseconds(limit.ms) : durationWords(limit.ms);
}

const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

/** `Monday to Friday 09:00–17:00`, one line for each run of days with the same hours. */
export function hoursWords({ weekly }: BusinessHours): readonly string[] {
  const hoursOf = WEEKDAYS.map((_, at) =>
    weekly
      .filter(({ weekday }) => weekday === at + 1)
      .map(({ from, to }) => `${timeOfDay(from)}–${timeOfDay(to)}`)
      .join(", "),
  );
  const lines: string[] = [];
  for (let first = 0; first < WEEKDAYS.length; ) {
    let last = first;
    while (hoursOf[last + 1] === hoursOf[first]) last++;
    const days = first === last ? WEEKDAYS[first] : `${WEEKDAYS[first]} to ${WEEKDAYS[last]}`;
    if (hoursOf[first] !== "") lines.push(`${days} ${hoursOf[first]}`);
    first = last + 1;
  }
  return lines;
}

const timeOfDay = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
