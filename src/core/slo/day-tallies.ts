import type { Objective, ProbeHistory } from "../contract/index.ts";
import type { SlotBlock } from "../measurement/index.ts";
import { type Day, MINUTES_PER_DAY } from "../time/index.ts";
import { isCheck } from "./evidence.ts";
import type { MinuteRange } from "./exclusions.ts";
import { DOWN, stateOf, UP } from "./minute-state.ts";
import { minutesByPath } from "./path-states.ts";
import { countsOf } from "./promise-counts.ts";
import { watchedPaths } from "./watched-paths.ts";

/** By minute of one UTC day: events (of an uptime: 1 for a known minute), and how many of them broke the promise. */
export interface DayTally {
  readonly events: Float64Array;
  readonly bad: Float64Array;
}

/** A day of all tenants together, for decisions within seconds. */
export interface DayTallies {
  /** By the id of each objective that single events keep or break, and of the uptime. Minutes that are left out hold nothing. */
  readonly objectives: ReadonlyMap<string, DayTally>;
  /** Requests of all kinds. */
  readonly requests: DayTally;
  /** Checks, however they came out. */
  readonly checks: DayTally;
}

export interface TalliedPromise {
  readonly objectives: readonly Objective[];
  readonly probes: ProbeHistory;
  readonly excluded: readonly MinuteRange[];
}

/** @param blocks of one day and no tenant: sums of the agents, and probe checks */
export function dayTallies(
  blocks: readonly SlotBlock[],
  day: Day,
  { objectives, probes, excluded }: TalliedPromise,
): DayTallies {
  const sums = blocks.filter(({ stream }) => stream.source === "sum");
  const checked = blocks.filter(({ stream }) => isCheck(stream));
  const requests = emptyTally();
  for (const block of sums) addCounts(requests, block);
  const undecided = new Float64Array(MINUTES_PER_DAY);
  for (const block of sums)
    block.minutes.forEach((minute, at) => {
      undecided[minute]! += block.undecided[at]!;
    });
  const checks = emptyTally();
  for (const block of checked) addCounts(checks, block);
  const found = new Map<string, DayTally>();
  for (const { id, indicator, promise } of objectives) {
    if (promise.kind === "uptime") {
      const { downWhenFailing } = promise;
      const watched = watchedPaths(probes, checked);
      const byPath = minutesByPath(watched, day, { blocks: checked, lost: [] }, downWhenFailing);
      found.set(id, uptimeTally(requests, undecided, byPath, downWhenFailing));
    } else if (promise.kind === "quantile" || promise.kind === "share") {
      const own = sums.filter(({ stream }) => stream.indicator === indicator);
      found.set(id, eventTally(own, promise));
    }
  }
  for (const tally of found.values()) leaveOut(tally, day, excluded);
  return { objectives: found, requests, checks };
}

const emptyTally = (): DayTally => ({
  events: new Float64Array(MINUTES_PER_DAY),
  bad: new Float64Array(MINUTES_PER_DAY),
});

function addCounts({ events, bad }: DayTally, block: SlotBlock): void {
  block.minutes.forEach((minute, at) => {
    events[minute]! += block.events[at]!;
    bad[minute]! += block.bad[at]!;
  });
}

/** As a statement has it: by requests, and by the checks where there was none. */
function uptimeTally(
  requests: DayTally,
  undecided: Float64Array,
  byPath: Uint8Array,
  downWhenFailing: number,
): DayTally {
  const tally = emptyTally();
  for (let minute = 0; minute < MINUTES_PER_DAY; minute++) {
    const events = requests.events[minute]!;
    const state =
      events === 0
        ? byPath[minute]!
        : stateOf(
            { events, bad: requests.bad[minute]!, undecided: undecided[minute]! },
            downWhenFailing,
          );
    if (state === DOWN || state === UP) tally.events[minute] = 1;
    if (state === DOWN) tally.bad[minute] = 1;
  }
  return tally;
}

function eventTally(
  blocks: readonly SlotBlock[],
  promise: Parameters<typeof countsOf>[0],
): DayTally {
  const tally = emptyTally();
  for (const block of blocks)
    for (const hour of new Set(Array.from(block.minutes, (minute) => Math.floor(minute / 60)))) {
      const detail = block.hour(hour);
      if (detail.kind !== "minutes") continue;
      for (const [minute, slot] of detail.slots) {
        const { kept, broken } = countsOf(promise, slot);
        // What is undecided is neither.
        tally.events[minute]! += kept + broken;
        tally.bad[minute]! += broken;
      }
    }
  return tally;
}

function leaveOut({ events, bad }: DayTally, day: Day, excluded: readonly MinuteRange[]): void {
  const first = day * MINUTES_PER_DAY;
  for (const { from, to } of excluded) {
    const start = Math.min(Math.max(from - first, 0), MINUTES_PER_DAY);
    const end = Math.min(Math.max(to - first, 0), MINUTES_PER_DAY);
    events.fill(0, start, end);
    bad.fill(0, start, end);
  }
}
