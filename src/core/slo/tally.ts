import { MINUTES_PER_DAY, type Minute } from "../time/index.ts";
import type { CalendarDay } from "./calendar.ts";
import type { CheckedDay } from "./checked-day.ts";
import { EXCLUDED, STATES, stateOf, UNKNOWN } from "./minute-state.ts";
import type { Requests } from "./requests.ts";
import type { CheckAccount } from "./statement.ts";

/** The minutes of one scope, counted. Filled day by day; columns by day of the period. */
export interface Tally {
  /** Minutes of each day, by MinuteState. */
  readonly minutes: (readonly number[])[];
  /** The events that decided them. */
  readonly events: number[];
  readonly bad: number[];
  /** Every check made in minutes that count, whether or not it decided one. */
  readonly checks: CheckAccount[];
  /** Of the minutes of each day those that somebody disputes, by MinuteState; days without any are left out. */
  readonly disputed: (readonly number[])[];
  /** The first minute in which anything was seen. */
  since: Minute | null;
}

export const emptyTally = (): Tally => ({
  minutes: [],
  events: [],
  bad: [],
  checks: [],
  disputed: [],
  since: null,
});

/**
 * Counts one day: it starts as the probe checks saw it, and the scope's own requests overrule
 * them minute by minute, so that a day costs as much as it has requests.
 */
export function tallyDay(
  tally: Tally,
  at: number,
  { day, disputed }: CalendarDay,
  checked: CheckedDay,
  requests: Requests,
  downWhenFailing: number,
): void {
  const counts = checked.counts.slice();
  const { columns, made } = checked;
  // Inconclusive checks decide nothing.
  let [events, bad, cutOffMinutes] = [made.made - made.cutOff, made.failed, made.cutOffMinutes];
  let { first } = checked;
  const states = disputed === null ? null : columns.states.slice();
  for (let i = 0; i < requests.minutes.length; i++) {
    const minute = requests.minutes[i]!;
    const before = columns.states[minute]!;
    if (before <= EXCLUDED || requests.events[i] === 0) continue;
    const seen = {
      events: requests.events[i]!,
      bad: requests.bad[i]!,
      undecided: requests.undecided[i]!,
    };
    counts[before]!--;
    const state = stateOf(seen, downWhenFailing);
    counts[state]!++;
    if (states !== null) states[minute] = state;
    if (before === UNKNOWN && columns.cutOff[minute]! > 0) cutOffMinutes--;
    events += seen.events - columns.events[minute]! + columns.cutOff[minute]!;
    bad += seen.bad - columns.bad[minute]!;
    if (minute < first) first = minute;
  }
  if (states !== null) tally.disputed[at] = countsIn(states, disputed!);
  tally.minutes[at] = counts;
  tally.events[at] = events;
  tally.bad[at] = bad;
  tally.checks[at] = { ...made, cutOffMinutes };
  if (first < MINUTES_PER_DAY) tally.since ??= day * MINUTES_PER_DAY + first;
}

function countsIn(states: Uint8Array, chosen: Uint8Array): number[] {
  const counts = new Array<number>(STATES).fill(0);
  states.forEach((state, minute) => {
    if (chosen[minute] === 1) counts[state]!++;
  });
  return counts;
}

/** Of the whole period the minutes that somebody disputes, by MinuteState. */
export function allDisputed({ disputed }: Tally): number[] {
  const counts = new Array<number>(STATES).fill(0);
  for (const day of disputed)
    for (let state = 0; state < STATES; state++) counts[state]! += day?.[state] ?? 0;
  return counts;
}

/** Minutes of the whole period, by MinuteState. */
export function allMinutes({ minutes }: Tally): number[] {
  const counts = new Array<number>(STATES).fill(0);
  for (const day of minutes)
    for (let state = 0; state < STATES; state++) counts[state]! += day[state]!;
  return counts;
}

/** The checks of the whole period. */
export function allChecks({ checks }: Tally): CheckAccount {
  const sum = (of: keyof CheckAccount) => checks.reduce((total, day) => total + day[of], 0);
  return {
    made: sum("made"),
    failed: sum("failed"),
    answeredAgain: sum("answeredAgain"),
    cutOff: sum("cutOff"),
    cutOffMinutes: sum("cutOffMinutes"),
  };
}
