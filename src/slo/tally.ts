import { MINUTES_PER_DAY, type Minute } from "../time/index.ts";
import type { CalendarDay } from "./calendar.ts";
import type { CheckedDay } from "./checks.ts";
import { EXCLUDED, STATES, stateOf } from "./minute-state.ts";
import type { Requests } from "./requests.ts";

/** The minutes of one scope, counted. Filled day by day; columns by day of the period. */
export interface Tally {
  /** Minutes, by day and MinuteState. */
  readonly minutes: Float64Array;
  /** The events that decided them. */
  readonly events: Float64Array;
  readonly bad: Float64Array;
  /** The first minute in which anything was seen. */
  since: Minute | null;
}

export const emptyTally = (days: number): Tally => ({
  minutes: new Float64Array(days * STATES),
  events: new Float64Array(days),
  bad: new Float64Array(days),
  since: null,
});

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
  const counts = tally.minutes.subarray(at * STATES, (at + 1) * STATES);
  counts.set(checked.counts);
  let [events, bad, first] = [checked.allEvents, checked.allBad, checked.first];
  for (const minute of requests.minutes) {
    const before = checked.states[minute]!;
    if (before <= EXCLUDED) continue;
    counts[before]!--;
    counts[stateOf(requests.events[minute]!, requests.bad[minute]!, downWhenFailing)]!++;
    events += requests.events[minute]! - checked.events[minute]!;
    bad += requests.bad[minute]! - checked.bad[minute]!;
    if (minute < first) first = minute;
  }
  tally.events[at] = events;
  tally.bad[at] = bad;
  if (first < MINUTES_PER_DAY) tally.since ??= day * MINUTES_PER_DAY + first;
}

/** Minutes of the whole period, by MinuteState. */
export function allMinutes({ minutes }: Tally): number[] {
  const counts = new Array<number>(STATES).fill(0);
  for (let at = 0; at < minutes.length; at++) counts[at % STATES]! += minutes[at]!;
  return counts;
}
