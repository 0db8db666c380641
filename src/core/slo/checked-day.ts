import type { SlotBlock } from "../measurement/index.ts";
import { MINUTES_PER_DAY } from "../time/index.ts";
import { countStates } from "./calendar.ts";
import { UNKNOWN } from "./minute-state.ts";
import type { ReleaseSpan } from "./release-timeline.ts";
import type { CheckAccount } from "./statement.ts";

/** One day by the probe checks: the account of a tenant that made no requests. */
export interface CheckedDay {
  readonly columns: CheckColumns;
  /** Minutes in each state, by MinuteState. */
  readonly counts: readonly number[];
  /** The checks of the whole day. */
  readonly made: CheckAccount;
  /** The first minute with a conclusive check; 1440 where there is none. */
  readonly first: number;
}

/** By minute of the day. Only minutes that count hold checks: none that is outside or excluded. */
export interface CheckColumns {
  readonly states: Uint8Array;
  /** Checks, those asked again included; and how many of them failed. */
  readonly events: Float64Array;
  readonly bad: Float64Array;
  /** Failed checks that were answered when asked again. */
  readonly answeredAgain: Float64Array;
  /** Inconclusive checks: the place that makes them was, or may have been, cut off from the network. */
  readonly cutOff: Float64Array;
}

/** With the states that a day begins with. */
export const columnsOf = (states: Uint8Array): CheckColumns => ({
  states: states.slice(),
  events: new Float64Array(MINUTES_PER_DAY),
  bad: new Float64Array(MINUTES_PER_DAY),
  answeredAgain: new Float64Array(MINUTES_PER_DAY),
  cutOff: new Float64Array(MINUTES_PER_DAY),
});

/** Adds a block of checks, or of checks asked again: each of the latter has failed once before. */
export function addChecks(columns: CheckColumns, block: SlotBlock): void {
  const { states, events, bad, answeredAgain, cutOff } = columns;
  const isAgain = block.stream.indicator === "recheck";
  block.minutes.forEach((minute, at) => {
    if (states[minute] !== UNKNOWN) return;
    events[minute]! += block.events[at]!;
    bad[minute]! += isAgain ? block.events[at]! : block.bad[at]!;
    cutOff[minute]! += block.undecided[at]!;
    if (isAgain) answeredAgain[minute]! += block.events[at]! - block.bad[at]!;
  });
}

/** Takes the minutes of a span from another's columns. */
export function copySpan(to: CheckColumns, from: CheckColumns, span: ReleaseSpan): void {
  for (const name of Object.keys(to) as (keyof CheckColumns)[])
    to[name].set(from[name].subarray(span.from, span.to), span.from);
}

export function checkedDay(columns: CheckColumns): CheckedDay {
  const { states, events, bad, answeredAgain, cutOff } = columns;
  const first = events.findIndex((count, minute) => count > cutOff[minute]!);
  return {
    columns,
    counts: countStates(states),
    made: {
      made: sum(events),
      failed: sum(bad),
      answeredAgain: sum(answeredAgain),
      cutOff: sum(cutOff),
      cutOffMinutes: cutOff.filter((count, at) => count > 0 && states[at] === UNKNOWN).length,
    },
    first: first === -1 ? MINUTES_PER_DAY : first,
  };
}

const sum = (column: Float64Array) => column.reduce((a, b) => a + b, 0);
