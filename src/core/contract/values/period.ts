import { DAY_MS } from "../../time/index.ts";
import type { Period } from "../contract.ts";
import { parseDuration } from "./duration.ts";
import { complain, type Parse, quote, read } from "./reading.ts";

/** `month` (UTC calendar), or rolling days: `28d`, `4w` */
export const parsePeriod: Parse<Period> = (text) => {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === "month") return read({ kind: "month" });
  const length = parseDuration(trimmed);
  const days = length.kind === "read" ? length.value / DAY_MS : 0;
  return Number.isInteger(days) && days >= 1 && days <= 366
    ? read({ kind: "rolling", days })
    : complain(
        `${quote(text)} is not a period.`,
        "Write month for UTC calendar months, or a number of rolling days such as 28d (1 to 366).",
      );
};

export const printPeriod = (period: Period): string =>
  period.kind === "month" ? "month" : `${period.days}d`;
