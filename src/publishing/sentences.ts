import {
  between,
  clockWords,
  count,
  dateWords,
  durationWords,
  exactPercent,
  milliseconds,
  millisecondsBetween,
  percent,
  percentBeside,
  percentBetween,
  plural,
} from "../core/format/index.ts";
import type { ObjectiveAccount, Statement } from "../core/slo/index.ts";
import { MINUTE_MS } from "../core/time/index.ts";
import { budgetLeft } from "./budget-words.ts";
import { checksSaid } from "./check-words.ts";
import { damageWords } from "./damage-words.ts";
import { isMonth, isPromised } from "./period-words.ts";
import { counted, titleOf } from "./titles.ts";
import { undecidedWords } from "./undecided-words.ts";
import { verdictWords } from "./verdict-words.ts";

/** Figures speak in sentences: every sentence of the public pages that states a figure is made here. */

/** What was measured against what was promised: "Kept so far: 99.96 % of minutes, promised 99.9 %." */
export function outcome(account: ObjectiveAccount, statement: Statement): string {
  const { figure, promised, rest = "" } = clauses(account, statement);
  if (isPromised(statement))
    return figure === null
      ? nothingYet(account, statement)
      : `${opening(account, statement)} ${figure}, promised ${promised}${rest}.`;
  const measured =
    figure === null ? "Nothing has been measured yet" : `Before the promise: ${figure}`;
  return `${measured}; promised from ${dateWords(statement.effectiveFrom)}: ${promised}.`;
}

function opening(account: ObjectiveAccount, { counted: { phase } }: Statement): string {
  const { verdict, measured, promise } = account;
  const isBelow =
    promise.kind === "uptime" && verdict === "insufficient" && measured! < promise.target;
  return isBelow
    ? `Below the promise${phase === "running" ? " so far" : ""}:`
    : `${verdictWords(account, phase)}:`;
}

function nothingYet(
  account: ObjectiveAccount,
  { counted: { fromMs }, computedAt }: Statement,
): string {
  const isToBegin = Date.parse(computedAt) < fromMs;
  if (isToBegin)
    return `Nothing counts yet: the first whole minute begins at ${clockWords(fromMs)}.`;
  if (account.promise.kind === "uptime" && Date.parse(computedAt) < fromMs + MINUTE_MS)
    return "Nothing counts yet: the first whole minute is not over.";
  if (account.events === 0) return "Nothing has been measured yet.";
  const events = counted(account.events, titleOf(account).event);
  if (account.promise.kind === "uptime")
    return `${events} were measured, but too little to tell of any whole minute.`;
  return `${events} were measured, but none is known to have succeeded.`;
}

/** Parts of an outcome; without a figure while there is none. */
interface Clauses {
  readonly figure: string | null;
  readonly promised: string;
  readonly rest?: string;
}

function clauses(account: ObjectiveAccount, statement: Statement): Clauses {
  const { promise, measured } = account;
  const over = `over ${counted(account.events, titleOf(account).event)}`;
  switch (promise.kind) {
    case "uptime":
      return uptimeClauses(account, promise.target, statement);
    case "quantile": {
      const did = `were answered within ${milliseconds(promise.limitMs)}`;
      return shareClauses(account, did, promise.quantile);
    }
    case "average": {
      const figure = timeWords(account);
      const promised = `at most ${milliseconds(promise.limitMs)}`;
      return { figure: figure && `${figure} on average ${over}`, promised };
    }
    case "share": {
      const within = promise.withinMs === null ? "" : ` within ${milliseconds(promise.withinMs)}`;
      return shareClauses(account, `succeeded${within}`, promise.target);
    }
    case "recovery": {
      const promised = `at most ${durationWords(promise.limitMs)}`;
      return { figure: measured === null ? null : durationWords(measured), promised };
    }
    case "support": {
      const figure = account.unit === "share" ? percent : durationWords;
      const { promised } = account;
      return { figure: measured === null ? null : `${figure(measured)} ${over}`, promised };
    }
  }
}

function uptimeClauses(account: ObjectiveAccount, target: number, statement: Statement): Clauses {
  const { verdict, measured } = account;
  const { uptime } = statement;
  const promised = exactPercent(target);
  if (measured === null || uptime === null) return { figure: null, promised };
  const share = percentBeside(measured, target);
  if (verdict !== "insufficient") return { figure: `${share} of minutes`, promised };
  const known = plural(uptime.up + uptime.down, "known minute");
  const rest = uptime.unknown === 0 ? "" : `; ${count(uptime.unknown)} are unknown`;
  return { figure: `${share} of ${known}`, promised, rest };
}

function shareClauses(
  { kept, ...account }: ObjectiveAccount,
  did: string,
  target: number,
): Clauses {
  const promised = exactPercent(target);
  if (kept === null) return { figure: null, promised };
  const share = between(percentBetween(kept.share, kept.most, target));
  const events = counted(account.events, titleOf(account).event);
  return { figure: `${share} of ${events} ${did}`, promised };
}

function timeWords({ measured, range }: ObjectiveAccount): string | null {
  if (range !== null) return between(millisecondsBetween(range.low, range.high));
  return measured === null ? null : milliseconds(measured);
}

/** All that is said of one promise beside its figure, in order. */
export const saidOf = (account: ObjectiveAccount, statement: Statement): readonly string[] =>
  [
    outcome(account, statement),
    budgetLeft(account, statement),
    needed(account, statement),
    undecidedWords(account),
    damageWords(account, statement),
    ...(account.promise.kind === "uptime" ? checksSaid(statement.checks) : []),
  ].filter((said) => said !== null);

/** The same without the budget: what is proven, and why not more. */
export const provenWords = (account: ObjectiveAccount, statement: Statement): string =>
  [
    outcome(account, statement),
    needed(account, statement),
    undecidedWords(account),
    damageWords(account, statement),
  ]
    .filter((said) => said !== null)
    .join(" ");

/** What is still missing for a verdict; null where one is given or counting more would not settle it. */
function needed(account: ObjectiveAccount, statement: Statement): string | null {
  const { verdict, promise, events, needed } = account;
  if (verdict !== "insufficient" || !isPromised(statement)) return null;
  if (promise.kind === "uptime") return minutesNeeded(account, statement);
  if (needed === null) return null;
  const { event } = titleOf(account);
  if (events === 0) return `A verdict takes about ${counted(needed, event)}.`;
  return `About ${count(needed)} more ${needed === 1 ? event.one : event.many} would settle it.`;
}

function minutesNeeded(
  { needed, measured }: ObjectiveAccount,
  statement: Statement,
): string | null {
  if (needed !== null) {
    const minutes = plural(needed, measured === null ? "minute" : "more minute");
    return `It takes ${minutes} without downtime to prove it.`;
  }
  return statement.counted.phase === "running" && isMonth(statement)
    ? "It can no longer be proven this month: too few minutes are left."
    : null;
}
