import { count } from "../core/format/index.ts";
import type { Budget, ObjectiveAccount, Statement } from "../core/slo/index.ts";
import { daysIn, isMonth } from "./period-words.ts";

/** What is left of the error budget; null where there is none, or nothing to say of it yet. */
export function budgetLeft(account: ObjectiveAccount, statement: Statement): string | null {
  const { budget } = account;
  if (budget === null || account.kept === null) return null;
  return budget.unit === "minutes" ? minutesLeft(budget, statement) : eventsLeft(account, budget);
}

function minutesLeft({ allowed, spent, open }: Budget, statement: Statement): string {
  const whose = isMonth(statement)
    ? "this month’s budget"
    : `the budget of these ${daysIn(statement)} days`;
  const left = allowed - spent;
  if (left < 0) {
    const by = `${count(Math.ceil(-left))}${open > 0 ? " or more" : ""}`;
    return `${capital(whose)} of ${minutes(allowed)} minutes is overspent by ${by}.`;
  }
  return `${leftWords(left - open, left)} of ${minutes(allowed)} minutes of ${whose} are left.`;
}

/** Whatever is unknown may have been spent. */
function leftWords(least: number, most: number): string {
  if (least <= 0 && least < most) return `At most ${minutes(most)}`;
  const [low, high] = [minutes(least), minutes(most)];
  return low === high ? high : `${low} to ${high}`;
}

function eventsLeft(account: ObjectiveAccount, { allowed, spent, open }: Budget): string | null {
  if (account.verdict === "insufficient") return null;
  const may = `The promise lets ${count(Math.floor(allowed))} of them fail`;
  const { promise } = account;
  const isTimed = promise.kind === "share" ? promise.withinMs !== null : true;
  const did = open === 0 ? count(spent) : `${count(spent)} to ${count(spent + open)}`;
  return `${may}${isTimed ? " or be late" : ""}; ${did} did.`;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Whole minutes, one decimal where a whole one would hide much. */
const minutes = (n: number): string =>
  n < 10 ? String(Math.floor(n * 10) / 10) : count(Math.floor(n));
