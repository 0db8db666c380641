import { type Contract, type Objective, objectives, type ProbeHistory } from "../contract/index.ts";
import type { Indicator } from "../measurement/index.ts";
import { type Calendar, calendarOf } from "./calendar.ts";
import { countedPart, type PromisedTime, promisedTimeOf } from "./counted-part.ts";
import { disputedMinutes, type Exclusions, excludedMinutes } from "./exclusions.ts";
import { type EventObjective, emptyTotals, type IndicatorTotals } from "./indicator-totals.ts";
import type { StatementPeriod } from "./period.ts";

/** What an account needs to know beside the measurements. */
export interface AccountInput {
  /** The version in force in the period. */
  readonly contract: Contract;
  /** What was to be checked, and when. */
  readonly probes: ProbeHistory;
  readonly period: StatementPeriod;
  /** When this version of the promise is in force; left out: from its `effectiveFrom` on. */
  readonly promised?: PromisedTime;
  /** When watching began; null: it has not, and nothing is known. */
  readonly watchingSinceMs: number | null;
  readonly exclusions: Exclusions;
  readonly nowMs: number;
}

/** The same, worked out once for every scope of the add-on. */
export interface AccountContext {
  readonly input: AccountInput;
  readonly objectives: readonly Objective[];
  readonly calendar: Calendar;
  readonly downWhenFailing: number;
}

/**
 * Days are drawn even where no uptime is promised; then a minute is down when more than 5 % of its
 * events fail, as in the host's own terms (Atlassian cloud SLA of 2024-10-07).
 */
const DOWN_WHEN_NOT_PROMISED = 0.05;

export function accountContextOf(input: AccountInput): AccountContext {
  const { contract, period, watchingSinceMs, exclusions, nowMs } = input;
  const excluded = excludedMinutes(exclusions, contract.sla.maintenance, period);
  const promised = input.promised ?? promisedTimeOf(contract, period, nowMs);
  const isRolling = contract.sla.period.kind === "rolling";
  const counting = { period, isRolling, promised, sinceMs: watchingSinceMs, nowMs };
  const counted = countedPart(counting);
  return {
    input,
    objectives: objectives(contract),
    calendar: calendarOf(period, counted, nowMs, excluded, disputedMinutes(exclusions, period)),
    downWhenFailing: contract.sla.uptime?.downWhenFailing ?? DOWN_WHEN_NOT_PROMISED,
  };
}

export type TotalsByIndicator = ReadonlyMap<Indicator, IndicatorTotals>;

/** Empty totals for each indicator about whose events something is promised. */
export function emptyTotalsByIndicator({
  objectives,
  calendar,
}: AccountContext): TotalsByIndicator {
  const promised = new Map<Indicator, EventObjective[]>();
  for (const objective of objectives) {
    if (!isMeasuredByEvents(objective)) continue;
    const indicator = objective.indicator as Indicator;
    const known = promised.get(indicator) ?? [];
    promised.set(indicator, isAboutEvents(objective) ? [...known, objective] : known);
  }
  return new Map(
    [...promised].map(([indicator, list]) => [indicator, emptyTotals(calendar.days.length, list)]),
  );
}

const isAboutEvents = (objective: Objective): objective is EventObjective =>
  objective.promise.kind === "quantile" || objective.promise.kind === "share";

const isMeasuredByEvents = (objective: Objective): boolean =>
  isAboutEvents(objective) || objective.promise.kind === "average";
