import { exactDuration } from "../../format/index.ts";
import { DAY_MS } from "../../time/index.ts";
import type { Period } from "../contract.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

/** The longest month. */
const MONTH_DAYS = 31;
/** A period that is over is corrected and sealed in the month after it. */
const AFTERWARDS_DAYS = 35;

const daysOf = (period: Period): number => (period.kind === "month" ? MONTH_DAYS : period.days);

export const retentionRules: readonly Rule[] = [
  rule({
    id: "counts-shorter-than-period",
    severity: "error",
    asks: "Counts of each minute for the whole period and 35 days after it.",
    source: source.formula,
    needs: ["period", "retention"],
    check({ period, retention }) {
      const leastDays = daysOf(period) + AFTERWARDS_DAYS;
      if (retention.countsMs >= leastDays * DAY_MS) return null;
      return {
        path: ["operations", "retention", "counts"],
        message: `Counts are kept for ${exactDuration(retention.countsMs)}, but a period lasts ${daysOf(period)} days and is settled within ${AFTERWARDS_DAYS} more: its first minutes would be gone before it is judged for good.`,
        hint: `Write counts: ${leastDays}d or more.`,
      };
    },
  }),
  rule({
    id: "detail-longer-than-counts",
    severity: "error",
    asks: "Counts for at least as long as detail.",
    source: source.arithmetic,
    needs: ["retention"],
    check: ({ retention: { detailMs, countsMs } }) =>
      detailMs <= countsMs
        ? null
        : {
            path: ["operations", "retention", "detail"],
            message: `Detail is to be kept for ${exactDuration(detailMs)}, the counts that it belongs to for ${exactDuration(countsMs)} only.`,
            hint: "Write counts at least as long as detail.",
          },
  }),
];
