import { MINUTES_PER_DAY, type Minute } from "../time/index.ts";
import type { CalendarDay } from "./calendar.ts";
import type { CheckedDay } from "./checks.ts";
import { EXCLUDED, STATES, stateOf } from "./minute-state.ts";
import type { Requests } from "./requests.ts";

/** The minutes of one scope, counted. Filled day by day; columns by day of the period. */
export interface Tally {
  /** Minutes of each day, by MinuteState. */
  readonly minutes: (readonly number[])[];
  /** The events that decided them. */
  readonly events: number[];
  readonly bad: number[];
  /** The first minute in which anything was seen. */
  since: Minute | null;
}

export const emptyTally = (): Tally => ({ minutes: [], events: [], bad: [], since: null });

/**
 * Counts one day: it starts as the probe checks saw it, and the scope's own requests overrule
 * them minute by minute, so that a day costs as much as it has requests.
 */
export function tallyDay(
  tally: Tally,
  at: number,
  { day }: CalendarDay,
  checked: CheckedDay,
  requests: Requests,
  downWhenFailing: number,
): void {
  const counts = checked.counts.slice();
  let [events, bad, first] = [checked.allEvents, checked.allBad, checked.first];
  for (let i = 0; i < requests.minutes.length; i++) {
    const minute = requests.minutes[i]!;
    const before = checked.states[minute]!;
    if (before <= EXCLUDED || requests.events[i] === 0) continue;
    const seen = {
      events: requests.events[i]!,
      bad: requests.bad[i]!,
      undecided: requests.undecided[i]!,
    };
    counts[before]!--;
    counts[stateOf(seen, downWhenFailing)]!++;
    events += seen.events - checked.events[minute]!;
    bad += seen.bad - checked.bad[minute]!;
    if (minute < first) first = minute;
  }
  tally.minutes[at] = counts;
  tally.events[at] = events;
  tally.bad[at] = bad;
  if (first < MINUTES_PER_DAY) tally.since ??= day * MINUTES_PER_DAY + first;
}

/** Minutes of the whole period, by MinuteState. */
export function allMinutes({ minutes }: Tally): number[] {
  const counts = new Array<number>(STATES).fill(0);
  for (const day of minutes)
    for (let state = 0; state < STATES; state++) counts[state]! += day[state]!;
  return counts;
}
