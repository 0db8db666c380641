import { dateWords, longDay, monthWords } from "../core/format/index.ts";
import type { Statement } from "../core/slo/index.ts";
import { DAY_MS, MINUTE_MS } from "../core/time/index.ts";

/** Whether anything is promised yet in what a statement is about. */
export const isPromised = ({ counted }: Statement): boolean => counted.phase !== "before-promise";

/**
 * The period by name, with what of it counts: "November 2026, from 20 November", "28 days to 15 January
 * 2027"; the first of those that roll by its beginning.
 */
export function periodWords(statement: Statement): string {
  const { period, counted } = statement;
  if (!isMonth(statement)) {
    const days = daysIn(statement);
    const isFirst = counted.toMs > period.toMs;
    return isFirst
      ? `${days} days from ${dateWords(counted.fromMs)}`
      : `${days} days to ${dateWords(period.toMs - 1)}`;
  }
  const from = counted.fromMs > period.fromMs ? `from ${longDay(counted.fromMs)}` : "";
  const to = counted.toMs < period.toMs ? `until ${longDay(counted.toMs - MINUTE_MS)}` : "";
  return [monthWords(period.fromMs), [from, to].filter(Boolean).join(" ")]
    .filter(Boolean)
    .join(", ");
}

export const daysIn = ({ period }: Statement): number =>
  Math.round((period.toMs - period.fromMs) / DAY_MS);

export const isMonth = ({ period }: Statement): boolean => /^\d{4}-\d{2}$/.test(period.name);
