import type { SlotBlock } from "../measurement/index.ts";
import { MINUTES_PER_DAY } from "../time/index.ts";
import { type CalendarDay, countStates } from "./calendar.ts";
import { dayFile } from "./day-file.ts";
import { stateOf, UNKNOWN } from "./minute-state.ts";
import type { ReleaseSpan } from "./release-track.ts";

/** One day as the probe checks saw it: the account of whoever made no request of its own. */
export interface CheckedDay {
  readonly states: Uint8Array;
  /** Minutes in each state, by MinuteState. */
  readonly counts: readonly number[];
  /** Checks in each minute that counts; 0 in minutes that are outside or excluded. */
  readonly events: Float64Array;
  readonly bad: Float64Array;
  readonly allEvents: number;
  readonly allBad: number;
  /** The first minute with checks; 1440 where there is none. */
  readonly first: number;
}

export interface Checks {
  add(block: SlotBlock): void;
  /** What was checked of each release while it was the one to look at. */
  seen(day: CalendarDay, spans: readonly ReleaseSpan[]): CheckedDay;
}

/** Probe checks, by release. A check or a tenant that tells no release ("") stands for every one. */
export function checksOf(downWhenFailing: number): Checks {
  const blocks = dayFile();
  const drawn = new WeakMap<CalendarDay, Map<string, CheckedDay>>();

  function ofRelease(day: CalendarDay, release: string): CheckedDay {
    const known = drawn.get(day) ?? new Map<string, CheckedDay>();
    drawn.set(day, known);
    const kept =
      known.get(release) ?? draw(day, matching(blocks.byDay.get(day.day) ?? [], release));
    known.set(release, kept);
    return kept;
  }

  function draw(day: CalendarDay, checks: readonly SlotBlock[]): CheckedDay {
    const events = new Float64Array(MINUTES_PER_DAY);
    const bad = new Float64Array(MINUTES_PER_DAY);
    for (const block of checks) {
      block.minutes.forEach((minute, at) => {
        if (day.states[minute] !== UNKNOWN) return;
        events[minute]! += block.events[at]!;
        bad[minute]! += block.bad[at]!;
      });
    }
    const states = day.states.map((state, minute) =>
      state === UNKNOWN
        ? stateOf({ events: events[minute]!, bad: bad[minute]! }, downWhenFailing)
        : state,
    );
    return checkedDay(states, events, bad);
  }

  return {
    add: blocks.add,
    seen(day, spans) {
      const [only, ...others] = spans;
      if (only && others.length === 0) return ofRelease(day, only.release);
      const states = day.states.slice();
      const events = new Float64Array(MINUTES_PER_DAY);
      const bad = new Float64Array(MINUTES_PER_DAY);
      for (const { from, to, release } of spans) {
        const checked = ofRelease(day, release);
        states.set(checked.states.subarray(from, to), from);
        events.set(checked.events.subarray(from, to), from);
        bad.set(checked.bad.subarray(from, to), from);
      }
      return checkedDay(states, events, bad);
    },
  };
}

const matching = (blocks: readonly SlotBlock[], release: string) =>
  blocks.filter(({ stream }) => !release || !stream.release || stream.release === release);

const checkedDay = (states: Uint8Array, events: Float64Array, bad: Float64Array): CheckedDay => ({
  states,
  counts: countStates(states),
  events,
  bad,
  allEvents: sum(events),
  allBad: sum(bad),
  first: firstOf(events),
});

function firstOf(events: Float64Array): number {
  const first = events.findIndex((count) => count > 0);
  return first === -1 ? MINUTES_PER_DAY : first;
}

const sum = (column: Float64Array) => column.reduce((a, b) => a + b, 0);
