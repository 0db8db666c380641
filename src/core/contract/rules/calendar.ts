import { exactDuration } from "../../format/index.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const SHORT_NOTICE_MS = 24 * 3_600_000;

export const calendarRules: readonly Rule[] = [
  rule({
    id: "effective-mid-month",
    severity: "warning",
    asks: "A promise by calendar months that begins with a month.",
    source: source.arithmetic,
    needs: ["effectiveFrom", "period"],
    check: ({ effectiveFrom, period }) =>
      period.kind === "month" && !effectiveFrom.endsWith("-01")
        ? {
            path: ["sla", "effectiveFrom"],
            message: `${effectiveFrom} is inside a month, whose statement would mix two versions or cover a part of it.`,
            hint: `Write ${effectiveFrom.slice(0, 8)}01 or the first of the next month.`,
          }
        : null,
  }),
  rule({
    id: "allowance-beside-rolling-period",
    severity: "warning",
    asks: "A maintenance allowance that is counted over the same time as the uptime.",
    source: source.arithmetic,
    needs: ["period", "maintenance"],
    check({ period, maintenance }) {
      if (period.kind === "month" || !maintenance) return null;
      const { ms } = maintenance.allowance;
      return {
        path: ["sla", "maintenance", "allowance"],
        message: `Uptime is counted over ${period.days} rolling days, maintenance by calendar months: ${exactDuration(2 * ms)} of it may fall into one period.`,
        hint: "Write period: month, or halve the allowance.",
      };
    },
  }),
  rule({
    id: "notice-short",
    severity: "warning",
    asks: "At least a day's notice of maintenance.",
    source: "published SLAs of Marketplace vendors: 24 to 48 hours",
    needs: ["maintenance"],
    check: ({ maintenance }) =>
      maintenance && maintenance.noticeMs < SHORT_NOTICE_MS
        ? {
            path: ["sla", "maintenance", "notice"],
            message: `${exactDuration(maintenance.noticeMs)} of notice reaches customers in other time zones while they sleep; other vendors give 24 h to 48 h.`,
            hint: "Write 24h or more.",
          }
        : null,
  }),
];
