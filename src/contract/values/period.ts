import type { Period } from "../contract.ts";
import { complain, type Parse, quote, read } from "./reading.ts";

const DAYS = /^(\d{1,3})\s*(?:d|days?)$/i;

/** `month` (UTC calendar) or `28d` (rolling) */
export const parsePeriod: Parse<Period> = (text) => {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === "month") return read({ kind: "month" });
  const days = Number(DAYS.exec(trimmed)?.[1] ?? 0);
  return days >= 1 && days <= 366
    ? read({ kind: "rolling", days })
    : complain(
        `${quote(text)} is not a period.`,
        "Write month for UTC calendar months, or a number of rolling days such as 28d (1 to 366).",
      );
};

export const printPeriod = (period: Period): string =>
  period.kind === "month" ? "month" : `${period.days}d`;
