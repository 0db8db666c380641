import type { Budget, ObjectiveAccount, Statement, UptimeAccount, Verdict } from "../slo/index.ts";
import { DAY_MS, elapsed } from "../time/index.ts";
import {
  clockWords,
  count,
  dateWords,
  durationWords,
  milliseconds,
  monthWords,
  percent,
  percentBeside,
  plural,
  promisedPercent,
} from "./figures.ts";
import type { CurrentState, PublishedAddon } from "./public-view.ts";
import { counted, titleOf } from "./titles.ts";

/** Figures speak in sentences: every sentence of the public pages that states a figure is made here. */

/** The state of one add-on, or of several, in one sentence. */
export function headline(addons: readonly PublishedAddon[]): string {
  const accounts = addons.flatMap((one) => one.statement.objectives);
  if (accounts.length === 0) return "No figure is promised.";
  if (accounts.every((account) => account.measured === null)) return notYet(addons);
  const { met, missed, insufficient } = tally(accounts);
  const all = accounts.length;
  if (missed > 0) return `${missed} of ${all} promises ${missed === 1 ? "is" : "are"} missed.`;
  if (met === all) return all === 1 ? "The promise is kept." : `All ${all} promises are kept.`;
  if (met === 0) return "Too early to say: no promise is proven yet.";
  const rest = `${insufficient}\u00a0${insufficient === 1 ? "is" : "are"} not yet proven`;
  return `${met} of ${all} promises ${met === 1 ? "is" : "are"} kept; ${rest}.`;
}

function notYet(addons: readonly PublishedAddon[]): string {
  const ages = addons.flatMap(({ statement, watchingSince }) => {
    const began = statement.since ?? watchingSince;
    return began === null ? [] : [Date.parse(statement.computedAt) - Date.parse(began)];
  });
  if (ages.length === 0) return "Nothing has been measured yet.";
  return `Watching began ${elapsed(Math.max(...ages))} ago: no figure yet.`;
}

/** How many of each verdict. */
export function tally(accounts: readonly { verdict: Verdict }[]): Record<Verdict, number> {
  const of = (verdict: Verdict) => accounts.filter((a) => a.verdict === verdict).length;
  return { met: of("met"), missed: of("missed"), insufficient: of("insufficient") };
}

/** What was measured against what was promised: "Kept: 99.96 % of minutes, promised 99.9 %." */
export function outcome(account: ObjectiveAccount, uptime: UptimeAccount | null): string {
  const { measured, promise } = account;
  if (measured === null) return nothingYet(account);
  switch (promise.kind) {
    case "uptime":
      return uptimeOutcome(account, measured, promise.target, uptime);
    case "quantile": {
      const within = `within ${milliseconds(promise.limitMs)}`;
      return shareOutcome(account, `were answered ${within}`, promise.quantile);
    }
    case "average": {
      const over = `over ${counted(account.events, titleOf(account).event)}`;
      const promised = `promised at most ${milliseconds(promise.limitMs)}`;
      return `${opening(account.verdict)} ${milliseconds(measured)} on average ${over}, ${promised}.`;
    }
    case "share": {
      const within = promise.withinMs === null ? "" : ` within ${milliseconds(promise.withinMs)}`;
      return shareOutcome(account, `succeeded${within}`, promise.target);
    }
    case "recovery": {
      const promised = `promised at most ${durationWords(promise.limitMs)}`;
      return `${opening(account.verdict)} ${durationWords(measured)}, ${promised}.`;
    }
    case "support":
      return supportOutcome(account, measured);
  }
}

function nothingYet(account: ObjectiveAccount): string {
  if (account.events === 0) return "Nothing has been measured yet.";
  const events = counted(account.events, titleOf(account).event);
  return `${events} were measured, but not so finely that they could be held against the limit.`;
}

function uptimeOutcome(
  account: ObjectiveAccount,
  measured: number,
  target: number,
  uptime: UptimeAccount | null,
): string {
  const said = `${opening(account.verdict)} ${percentBeside(measured, target)} of`;
  const promised = `promised ${promisedPercent(target)}`;
  if (account.verdict !== "insufficient" || uptime === null) return `${said} minutes, ${promised}.`;
  const known = plural(uptime.up + uptime.down, "known minute");
  const unknown = uptime.unknown === 0 ? "" : `; ${count(uptime.unknown)} are unknown`;
  return `${said} ${known}, ${promised}${unknown}.`;
}

function shareOutcome(account: ObjectiveAccount, did: string, target: number): string {
  const events = counted(account.events, titleOf(account).event);
  const promised = `promised ${promisedPercent(target)}`;
  if (account.kept === null) return nothingYet(account);
  const share = percentBeside(account.kept.share, target);
  return `${opening(account.verdict)} ${share} of ${events} ${did}, ${promised}.`;
}

function supportOutcome(account: ObjectiveAccount, measured: number): string {
  const figure = account.unit === "share" ? percent(measured) : durationWords(measured);
  const over = counted(account.events, titleOf(account).event);
  return `${opening(account.verdict)} ${figure} over ${over}, promised ${account.promised}.`;
}

const OPENINGS: Readonly<Record<Verdict, string>> = {
  met: "Kept:",
  missed: "Missed:",
  insufficient: "Not yet proven:",
};
const opening = (verdict: Verdict): string => OPENINGS[verdict];

/** What is still missing for a verdict; null where one is given or counting more would not settle it. */
export function needed(account: ObjectiveAccount): string | null {
  if (account.verdict !== "insufficient" || account.needed === null) return null;
  const { event } = titleOf(account);
  const more = account.needed === 1 ? event.one : event.many;
  if (account.events === 0) return `A verdict takes about ${counted(account.needed, event)}.`;
  return `About ${count(account.needed)} more ${more} would settle it.`;
}

/** What is left of the error budget; null where there is none, or nothing to say of it yet. */
export function budgetLeft(account: ObjectiveAccount, statement: Statement): string | null {
  const { budget } = account;
  if (budget === null || account.measured === null) return null;
  return budget.unit === "minutes" ? minutesLeft(budget, statement) : eventsLeft(account, budget);
}

function minutesLeft(budget: Budget, { period }: Statement): string {
  const isMonth = /^\d{4}-\d{2}$/.test(period.name);
  const whose = isMonth ? "this month’s budget" : `the budget of these ${days(period)} days`;
  const allowed = minutes(budget.allowed);
  const left = budget.allowed - budget.spent;
  if (left < 0)
    return `${capital(whose)} of ${allowed} minutes is overspent by ${overspent(left)}.`;
  return `${minutes(left)} of ${allowed} minutes of ${whose} are left.`;
}

function eventsLeft(account: ObjectiveAccount, { allowed, spent }: Budget): string | null {
  if (account.verdict === "insufficient") return null;
  const may = `The promise lets ${count(Math.floor(allowed))} of them fail`;
  const { promise } = account;
  const isTimed = promise.kind === "share" ? promise.withinMs !== null : true;
  return `${may}${isTimed ? " or be late" : ""}; ${count(spent)} did.`;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const overspent = (left: number): string => count(Math.ceil(-left));

/** Whole minutes, one decimal where a whole one would hide much. */
const minutes = (n: number): string =>
  n < 10 ? String(Math.floor(n * 10) / 10) : count(Math.floor(n));
const days = ({ fromMs, toMs }: Statement["period"]): number =>
  Math.round((toMs - fromMs) / DAY_MS);

/** The running period by name: "November 2026", "28 days to 15 January 2027". */
export function periodWords({ period }: Statement): string {
  if (/^\d{4}-\d{2}$/.test(period.name)) return monthWords(period.fromMs);
  return `${days(period)} days to ${dateWords(period.toMs - 1)}`;
}

/** What is going on at this moment; null where nobody looked. */
export function currently(current: CurrentState | null, computedAt: string): string | null {
  if (current === null) return null;
  const at = Date.parse(computedAt);
  const since = elapsed(at - Date.parse(current.since));
  const checked = `last checked at ${clockWords(current.checkedAt)}`;
  const what = {
    answering: `Answering for ${since}`,
    failing: `Failing for ${since}`,
    maintenance: `In announced maintenance for ${since}`,
    unknown: `Nothing known for ${since}`,
  }[current.kind];
  const why = current.cause === null ? "" : `: ${current.cause}`;
  return `${what}${why}; ${checked}.`;
}
