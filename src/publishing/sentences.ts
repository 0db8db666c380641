import type { ObjectiveAccount, Statement, Verdict } from "../slo/index.ts";
import { DAY_MS, elapsed, MINUTE_MS } from "../time/index.ts";
import { budgetLeft } from "./budget-words.ts";
import { checksSaid } from "./check-words.ts";
import {
  between,
  clockWords,
  count,
  dateWords,
  durationWords,
  longDay,
  milliseconds,
  millisecondsBetween,
  monthWords,
  percent,
  percentBeside,
  percentBetween,
  plural,
  promisedPercent,
} from "./figures.ts";
import type { CurrentState, PublishedAddon } from "./public-view.ts";
import { counted, titleOf } from "./titles.ts";
import { undecidedWords } from "./undecided-words.ts";
import { isSoFar, verdictWords } from "./verdict-words.ts";

/** Figures speak in sentences: every sentence of the public pages that states a figure is made here. */

/** The state of one add-on, or of several, in one sentence. */
export function headline(addons: readonly PublishedAddon[]): string {
  const promised = addons.filter(({ statement }) => isPromised(statement));
  if (addons.length > 0 && promised.length === 0)
    return `Nothing is promised before ${earliest(addons)}.`;
  const judged = promised.flatMap(({ statement }) =>
    statement.objectives.map((account) => ({ ...account, phase: statement.counted.phase })),
  );
  if (judged.length === 0) return "No figure is promised.";
  if (judged.every(isUnmeasured)) return notYet(promised);
  const { met, missed, insufficient } = tally(judged);
  const all = judged.length;
  const soFar = (verdict: Verdict) =>
    judged.some((one) => one.verdict === verdict && isSoFar(one, one.phase)) ? " so far" : "";
  const isOver = judged.every(({ phase }) => phase === "over");
  const [is, are] = isOver ? ["was", "were"] : ["is", "are"];
  const those = (n: number) => (n === 1 ? is : are);
  if (missed > 0 && all === 1) return `The promise ${is} missed${soFar("missed")}.`;
  if (missed > 0) return `${missed} of ${all} promises ${those(missed)} missed${soFar("missed")}.`;
  if (met === all)
    return `${all === 1 ? `The promise ${is}` : `All ${all} promises ${are}`} kept${soFar("met")}.`;
  if (met === 0)
    return isOver ? "No promise was proven." : "Too early to say: no promise is proven yet.";
  const rest = `${insufficient}\u00a0${those(insufficient)} not ${isOver ? "" : "yet "}proven`;
  return `${met} of ${all} promises ${those(met)} kept${soFar("met")}; ${rest}.`;
}

const isPromised = ({ counted }: Statement): boolean => counted.phase !== "before-promise";

const earliest = (addons: readonly PublishedAddon[]): string =>
  dateWords(addons.map(({ statement }) => statement.effectiveFrom).sort()[0]!);

const isUnmeasured = ({ measured, kept }: ObjectiveAccount): boolean =>
  measured === null && kept === null;

function notYet(addons: readonly PublishedAddon[]): string {
  const ages = addons.flatMap(({ statement, watchingSince }) => {
    const began = statement.since ?? watchingSince;
    return began === null ? [] : [Date.parse(statement.computedAt) - Date.parse(began)];
  });
  if (ages.length === 0) return "Nothing has been measured yet.";
  return `Watching began ${elapsed(Math.max(...ages))} ago: no figure yet.`;
}

/** The promise that a few words about an add-on are about: the first that is missed, else uptime. */
export const foremost = ({ objectives }: Statement): ObjectiveAccount | undefined =>
  objectives.find(({ verdict }) => verdict === "missed") ??
  objectives.find(({ promise }) => promise.kind === "uptime");

/** How many of each verdict. */
function tally(accounts: readonly { verdict: Verdict }[]): Record<Verdict, number> {
  const of = (verdict: Verdict) => accounts.filter((a) => a.verdict === verdict).length;
  return { met: of("met"), missed: of("missed"), insufficient: of("insufficient") };
}

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
  const promised = promisedPercent(target);
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
  const promised = promisedPercent(target);
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
    ...(account.promise.kind === "uptime" ? checksSaid(statement.checks) : []),
  ].filter((said) => said !== null);

/** The same without the budget: what is proven, and why not more. */
export const provenWords = (account: ObjectiveAccount, statement: Statement): string =>
  [outcome(account, statement), needed(account, statement), undecidedWords(account)]
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

/** The period by name, with what of it counts: "November 2026, from 20 November", "28 days to 15 January 2027"; the first of those that roll by its beginning. */
export function periodWords(statement: Statement): string {
  const { period, counted } = statement;
  if (!isMonth(statement)) {
    const days = Math.round((period.toMs - period.fromMs) / DAY_MS);
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

const isMonth = ({ period }: Statement): boolean => /^\d{4}-\d{2}$/.test(period.name);

/** What is going on at this moment; null where nobody looked. */
export function currently(current: CurrentState | null, computedAt: string): string | null {
  if (current === null) return null;
  const at = Date.parse(computedAt);
  const since = elapsed(at - Date.parse(current.since));
  const checked = `last checked at ${clockWords(current.checkedAt)}`;
  const what = {
    answering: `Answering for ${since}`,
    failing: `Failing its checks for ${since}`,
    maintenance: `In announced maintenance for ${since}`,
    unknown: `Nothing known for ${since}`,
  }[current.kind];
  const why = current.cause === null ? "" : `: ${current.cause}`;
  return `${what}${why}; ${checked}.`;
}
