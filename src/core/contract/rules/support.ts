import { exactDuration } from "../../format/index.ts";
import { DAY_MS } from "../../time/index.ts";
import type { SupportLevel } from "../contract.ts";
import { saySupportDuration } from "../say.ts";
import { allowedDownMs, sayAllowed } from "./allowed-down.ts";
import { businessDayMs, clockMs, isReachable, isRoundTheClock, levelsOf } from "./attendance.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const LIMITS = ["initialResponse", "resolution"] as const;

const at = (level: SupportLevel, ...more: string[]) => ["sla", "support", "levels", level, ...more];

export const supportRules: readonly Rule[] = [
  rule({
    id: "level-promises-nothing",
    severity: "warning",
    asks: "At least one time for every level of support.",
    source: source.guide,
    needs: ["support"],
    check: ({ support }) =>
      levelsOf(support)
        .filter(({ promise }) => promise.initialResponse === null && promise.resolution === null)
        .map(({ level }) => ({
          path: at(level),
          message: `${level} promises neither an initial response nor a resolution.`,
          hint: "Write initialResponse: 8h, or take the level out.",
        })),
  }),
  rule({
    id: "resolution-before-response",
    severity: "error",
    asks: "A resolution that takes at least as long as the initial response.",
    source: source.arithmetic,
    needs: ["support"],
    check: ({ support }) =>
      levelsOf(support).flatMap(({ level, promise }) => {
        const { initialResponse, resolution } = promise;
        if (!support || !initialResponse || !resolution) return [];
        if (clockMs(resolution, promise, support) >= clockMs(initialResponse, promise, support))
          return [];
        return {
          path: at(level, "resolution"),
          message: `${level} is solved within ${saySupportDuration(resolution)}, before the first answer within ${saySupportDuration(initialResponse)}.`,
          hint: "Exchange the two.",
        };
      }),
  }),
  rule({
    id: "levels-out-of-order",
    severity: "warning",
    asks: "Times that grow from L1 to L4.",
    source: source.guide,
    needs: ["support"],
    check: ({ support }) =>
      levelsOf(support).flatMap(({ level, promise }, index, all) => {
        const before = all[index - 1];
        if (!support || !before) return [];
        return LIMITS.flatMap((key) => {
          const [mine, theirs] = [promise[key], before.promise[key]];
          if (!mine || !theirs) return [];
          if (clockMs(mine, promise, support) >= clockMs(theirs, before.promise, support))
            return [];
          return {
            path: at(level, key),
            message: `${level} is promised within ${saySupportDuration(mine)}, sooner than the more severe ${before.level} within ${saySupportDuration(theirs)}.`,
            hint: `Exchange the two, or shorten ${before.level}.`,
          };
        });
      }),
  }),
  rule({
    id: "business-days-around-the-clock",
    severity: "warning",
    asks: "Hours, not business days, on a clock that never stops.",
    source: source.arithmetic,
    needs: ["support"],
    check: ({ support }) =>
      levelsOf(support).flatMap(({ level, promise }) =>
        LIMITS.filter(
          (key) => promise.clock === "24x7" && promise[key]?.kind === "business-days",
        ).map((key) => ({
          path: at(level, key),
          message: `${level} runs around the clock, on which there are no business days.`,
          hint: "Write hours, such as 48h, or take clock: 24x7 out.",
        })),
      ),
  }),
  rule({
    id: "business-days-without-holidays",
    severity: "warning",
    asks: "Holidays wherever business days are promised.",
    source: source.arithmetic,
    needs: ["support"],
    check: ({ support }) =>
      support?.holidays === null &&
      levelsOf(support).some(({ promise }) =>
        LIMITS.some((key) => promise[key]?.kind === "business-days"),
      )
        ? {
            path: ["sla", "support"],
            message:
              "Business days are promised and no holidays are named, so public holidays count as working days.",
            hint: "Write holidays: with a country code such as FR.",
          }
        : null,
  }),
  rule({
    id: "around-the-clock-unreachable",
    severity: "warning",
    asks: "Somebody who is reached at night, where a level runs around the clock.",
    source: source.guide,
    needs: ["support", "emergency", "alerts"],
    check({ support, emergency, alerts }) {
      if (!support || isRoundTheClock(support) || isReachable({ emergency, alerts })) return null;
      return levelsOf(support)
        .filter(({ promise }) => promise.clock === "24x7")
        .map(({ level }) => ({
          path: at(level, "clock"),
          message: `${level} runs around the clock, but outside the support hours nobody can be reached.`,
          hint: "Name operations.emergency, or write clock: support-hours.",
        }));
    },
  }),
  rule({
    id: "critical-response-beyond-a-day",
    severity: "warning",
    asks: "An answer to L1 within 24 h on working days.",
    source: source.fortified,
    needs: ["addon", "support"],
    check({ addon, support }) {
      const L1 = support?.levels.L1;
      if (addon.host === "plain" || !support || !L1?.initialResponse) return null;
      const mostMs = L1.clock === "24x7" ? DAY_MS : businessDayMs(support);
      if (clockMs(L1.initialResponse, L1, support) <= mostMs) return null;
      return {
        path: at("L1", "initialResponse"),
        message: `The host's own programme asks for an answer to critical tickets within 24 h on working days; ${saySupportDuration(L1.initialResponse)} is longer.`,
        hint: "Write 1 business day or less.",
      };
    },
  }),
  rule({
    id: "resolution-outlasts-uptime",
    severity: "warning",
    asks: "An L1 resolution that fits into the downtime that the uptime allows.",
    source: source.arithmetic,
    needs: ["uptime", "support", "period"],
    check({ uptime, support, period }) {
      const L1 = support?.levels.L1;
      if (!uptime || uptime.target === 1 || !support || !L1?.resolution) return null;
      const takesMs = clockMs(L1.resolution, L1, support);
      if (takesMs <= allowedDownMs(uptime.target, period)) return null;
      const clock = L1.clock === "24x7" ? "" : " of support hours";
      return {
        path: at("L1", "resolution"),
        message: `${sayAllowed(uptime, period)}; an L1 ticket (${L1.meaning}) may take ${exactDuration(takesMs)}${clock} to solve.`,
        hint: "Promise a shorter resolution, or a lower uptime.",
      };
    },
  }),
];
