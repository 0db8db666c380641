import { parseDuration, printDuration } from "./duration.ts";
import { andThen, complain, type Parse, quote, read } from "./reading.ts";

/** Time that may be used up in each calendar month. */
export interface Allowance {
  readonly ms: number;
  readonly per: "month";
}

const MONTH_MS = 28 * 86_400_000;

/** `4h per month` */
export const parseAllowance: Parse<Allowance> = (text) => {
  const [, length, per] = /^(.+?)\s*(?:per|a|\/)\s*([a-z]+)$/is.exec(text.trim()) ?? [];
  if (length === undefined || per === undefined)
    return complain(`${quote(text)} does not say how much in which time.`, EXAMPLE);
  if (per.toLowerCase() !== "month")
    return complain(`${quote(text)}: allowances are per month, not per ${quote(per)}.`, EXAMPLE);
  return andThen(parseDuration(length), (ms) =>
    ms < MONTH_MS
      ? read({ ms, per: "month" })
      : complain(`${quote(text)} is a whole month or more.`, EXAMPLE),
  );
};

const EXAMPLE = "Write it as in 4h per month.";

export const printAllowance = ({ ms, per }: Allowance): string => `${printDuration(ms)} per ${per}`;
