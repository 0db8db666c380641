import type { Dialect, QueryField } from "./field.ts";
import { momentFunction, writtenMoment } from "./moment.ts";
import type { Operand } from "./query.ts";

/** Stands for `empty`; no value of a field is like it. */
export const EMPTY = "\u0000empty";

/** What a written value means for a field: moments as milliseconds, text in lower case. */
export function resolveOperand(
  operand: Operand,
  fieldName: string,
  type: QueryField<never>["type"],
  { nowMs, timeZone, accountId }: Pick<Dialect<never>, "nowMs" | "timeZone" | "accountId">,
  errors: string[],
): string[] {
  if (operand.kind === "empty") return [EMPTY];
  if (operand.kind === "function") {
    const { name, args } = operand;
    if (/^currentUser$/i.test(name)) return accountId === null ? [] : [accountId];
    const moment = momentFunction(name, args[0], nowMs, timeZone);
    if (moment !== null) return [String(moment)];
    errors.push(`Unable to find function '${name}(${args.join(", ")})'.`);
    return [];
  }
  if (type === "person") return [operand.value];
  if (type !== "moment") return [operand.value.toLowerCase()];
  const moment = writtenMoment(operand.value, nowMs, timeZone);
  if (moment !== null) return [String(moment)];
  errors.push(
    `Date value '${operand.value}' for field '${fieldName}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  );
  return [];
}
