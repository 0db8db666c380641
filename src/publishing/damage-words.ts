import { dayWords, list } from "../core/format/index.ts";
import type { ObjectiveAccount, Statement } from "../core/slo/index.ts";

const MOST_DAYS = 5;

/** Of which days something is missing from a figure; null: of none. */
export function damageWords(
  { promise, indicator }: ObjectiveAccount,
  { damaged = [] }: Statement,
): string | null {
  const isUptime = promise.kind === "uptime";
  const days = damaged
    .filter(({ indicators }) =>
      isUptime
        ? indicators.some((one) => one !== "recheck" && one !== "iframe")
        : indicators.includes(indicator),
    )
    .map(({ day }) => day);
  if (days.length === 0) return null;
  const shown = days.slice(0, MOST_DAYS).map(dayWords);
  const rest = days.length - shown.length;
  const which = list(rest > 0 ? [...shown, `${rest} more days`] : shown);
  const what = isUptime ? "minutes that it decided are unknown" : "no verdict rests on the rest";
  return `Part of what was measured on ${which} cannot be read any more; ${what}.`;
}
