import type { LevelPromise, Sla, Support, SupportLevel } from "../contract.ts";
import { clockMs, isRoundTheClock } from "../rules/attendance.ts";
import { saySupportDuration } from "../say.ts";
import { supportLevels } from "../support-level.ts";
import { printHours } from "../values/print-hours.ts";
import { judgeHolidays, judgeHours } from "./hours.ts";
import {
  type Judge,
  lessIsBetter,
  moreIsBetter,
  promisesNothing,
  qualifier,
  type Term,
  term,
} from "./term.ts";

/** What is promised about support. */
export function supportTerms({
  support,
  effectiveFrom,
}: Pick<Sla, "support" | "effectiveFrom">): readonly Term[] {
  if (support === null) return [];
  const { url, hours, holidays } = support;
  const kept = holidays === null ? "none" : holidays;
  return [
    term("sla.support.url", "The support address", url, url, promisesNothing),
    qualifier(
      "sla.support.hours",
      "The support schedule",
      printHours(hours),
      { hours, fromDate: effectiveFrom },
      judgeHours,
    ),
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
    qualifier(
      `${path}.meaning`,
      `The meaning of ${level}`,
      promise.meaning,
      promise.meaning,
      judgeMeaning,
    ),
    qualifier(
      `${path}.clock`,
      `The clock of ${level}`,
      promise.clock,
      promise.clock === "24x7" || isRoundTheClock(support) ? 1 : 0,
      moreIsBetter,
    ),
    ...limits.flatMap(([key, words, limit]) => {
      if (limit === null) return [];
      const [name, text] = [`The ${words} of ${level}`, saySupportDuration(limit)];
      return [term(`${path}.${key}`, name, text, clockMs(limit, promise, support), lessIsBetter)];
    }),
  ];
}

/** Other words may mean other tickets; only a person can tell. */
const judgeMeaning: Judge<string> = (before, after) =>
  plain(before) === plain(after)
    ? "neutral"
    : { before: `tickets that are “${before}”`, after: `tickets that are “${after}”` };

const plain = (meaning: string): string =>
  meaning.toLowerCase().replaceAll(/\s+/g, " ").replace(/\.$/, "");
