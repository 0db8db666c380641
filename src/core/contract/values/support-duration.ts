import { plural } from "../../format/index.ts";
import type { SupportDuration } from "../contract.ts";
import { parseDuration, printDuration } from "./duration.ts";
import { andThen, complain, type Parse, quote, read } from "./reading.ts";

const BUSINESS_DAYS = /^(\d{1,3})\s*business\s+days?$/i;
const EXAMPLES = "Write a time on the level's clock such as 4h, or days such as 2 business days.";

/** `4h` or `2 business days` */
export const parseSupportDuration: Parse<SupportDuration> = (text) => {
  if (/business|working|workday/i.test(text)) return parseBusinessDays(text);
  return andThen(parseDuration(text), (ms) =>
    ms > 0 ? read({ kind: "time", ms }) : complain(`${quote(text)} is no time at all.`, EXAMPLES),
  );
};

function parseBusinessDays(text: string) {
  const days = Number(BUSINESS_DAYS.exec(text.trim())?.[1] ?? 0);
  return days > 0
    ? read({ kind: "business-days", days } as const)
    : complain(`${quote(text)} is not a number of whole business days.`, EXAMPLES);
}

export const printSupportDuration = (limit: SupportDuration): string =>
  limit.kind === "time" ? printDuration(limit.ms) : plural(limit.days, "business day");
