import type { LevelPromise, Support, SupportDuration, SupportLevel } from "../contract.ts";
import { saySupportDuration } from "../say.ts";
import { supportLevels } from "../support-level.ts";
import { printHours } from "../values/print-hours.ts";
import { minutesPerWeek } from "../values/weekly.ts";
import { judgeHolidays, judgeHours } from "./hours.ts";
import { lessIsBetter, moreIsBetter, noOrder, qualifier, type Term, term } from "./term.ts";

/** What is promised about support. */
export function supportTerms(support: Support | null): readonly Term[] {
  if (support === null) return [];
  const { url, hours, holidays } = support;
  const kept = holidays === null ? "none" : holidays;
  return [
    term("sla.support.url", "The support address", url, url, noOrder),
    qualifier("sla.support.hours", "The support schedule", printHours(hours), hours, judgeHours),
    qualifier("sla.support.holidays", "The holiday calendar", kept, holidays, judgeHolidays),
    ...supportLevels.flatMap((level) => {
      const promise = support.levels[level];
      return promise ? levelTerms(level, promise, support) : [];
    }),
  ];
}

function levelTerms(level: SupportLevel, promise: LevelPromise, support: Support): readonly Term[] {
  const path = `sla.support.levels.${level}`;
  const limits = [
    ["initialResponse", "initial response", promise.initialResponse],
    ["resolution", "resolution", promise.resolution],
  ] as const;
  return [
    qualifier(`${path}.meaning`, `The meaning of ${level}`, promise.meaning, null, noOrder),
    qualifier(
      `${path}.clock`,
      `The clock of ${level}`,
      promise.clock,
      promise.clock === "24x7" ? 1 : 0,
      moreIsBetter,
    ),
    ...limits.flatMap(([key, words, limit]) => {
      if (limit === null) return [];
      const [name, text] = [`The ${words} of ${level}`, saySupportDuration(limit)];
      return [term(`${path}.${key}`, name, text, lengthOf(limit, support), lessIsBetter)];
    }),
  ];
}

/** Comparable lengths in minutes: a business day is as long as the desk is open on one. */
function lengthOf(limit: SupportDuration, { hours: { weekly } }: Support): number {
  if (limit.kind === "time") return limit.ms / 60_000;
  const days = new Set(weekly.map(({ weekday }) => weekday)).size;
  return (limit.days * minutesPerWeek(weekly)) / Math.max(1, days);
}
