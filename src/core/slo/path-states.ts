import type { SlotBlock, Stream } from "../measurement/index.ts";
import { type Day, MINUTES_PER_DAY } from "../time/index.ts";
import { agreedState, DOWN, type MinuteState, stateOf, UNKNOWN, UP } from "./minute-state.ts";
import { placeKey, type WatchedPath } from "./watched-paths.ts";

/**
 * What each minute of a day was by its checks. Path and place are judged each by themselves, so that
 * one asked often never drowns one asked seldom: down when a path failed at as many places as must
 * agree; up when every path that is watched was seen at as many, and none is down; else unknown.
 */
export function minutesByPath(
  watched: readonly WatchedPath[],
  day: Day,
  checks: DayChecks,
  downWhenFailing: number,
): Uint8Array {
  // Checks asked again are no checks of their own: what came of them is in the first ones.
  const single = checks.blocks.filter(({ stream }) => stream.indicator === "availability");
  const byPlace = Map.groupBy(single, ({ stream }) => placeKey(stream.place, stream.path));
  const atPlace = new Map(
    [...byPlace].map(([key, blocks]) => [key, statesAtPlace(blocks, downWhenFailing)]),
  );
  const lost = new Set(checks.lost.map(({ place, path }) => placeKey(place, path)));
  const states = new Uint8Array(MINUTES_PER_DAY);
  for (const { path, places, agree, first, last } of watched) {
    const seen = places.flatMap((place) => atPlace.get(placeKey(place, path)) ?? []);
    // What is not on record may have been anything from one place to all of them.
    const agrees = agree === null ? [1, places.length] : [agree];
    const lostPlaces = places.filter((place) => lost.has(placeKey(place, path))).length;
    const from = Math.max(0, first - day * MINUTES_PER_DAY);
    const to = Math.min(MINUTES_PER_DAY - 1, last - day * MINUTES_PER_DAY);
    for (let minute = from; minute <= to; minute++) {
      const possible = agrees.map((agree) => agreed(seen, minute, agree, lostPlaces));
      const state = possible.every((one) => one === possible[0]) ? possible[0]! : UNKNOWN;
      states[minute] = joined(states[minute] as MinuteState | 0, state);
    }
  }
  const planned = new Set(
    watched
      .filter(
        ({ first, last }) => first < (day + 1) * MINUTES_PER_DAY && last >= day * MINUTES_PER_DAY,
      )
      .flatMap(({ path, places }) => places.map((place) => placeKey(place, path))),
  );
  // Before plans were recorded, only the checks themselves show what was watched.
  const isWatchedUnseen = [...lost].some((key) => !planned.has(key));
  return states.map((state) => (isWatchedUnseen && state !== DOWN ? UNKNOWN : state || UNKNOWN));
}

/** What was checked on one day, and what of it cannot be read any more. */
interface DayChecks {
  readonly blocks: readonly SlotBlock[];
  readonly lost: readonly Stream[];
}

/** One path at one place: down when more than the promised share of its checks in a minute failed. */
function statesAtPlace(blocks: readonly SlotBlock[], downWhenFailing: number): Uint8Array {
  const columns = () => new Float64Array(MINUTES_PER_DAY);
  const [events, bad, undecided] = [columns(), columns(), columns()];
  for (const block of blocks)
    block.minutes.forEach((minute, at) => {
      events[minute]! += block.events[at]!;
      bad[minute]! += block.bad[at]!;
      undecided[minute]! += block.undecided[at]!;
    });
  return Uint8Array.from(events, (count, minute) =>
    stateOf({ events: count, bad: bad[minute]!, undecided: undecided[minute]! }, downWhenFailing),
  );
}

function agreed(
  places: readonly Uint8Array[],
  minute: number,
  agree: number,
  lost: number,
): MinuteState {
  let [known, failed] = [0, 0];
  for (const states of places) {
    if (states[minute] !== UNKNOWN) known++;
    if (states[minute] === DOWN) failed++;
  }
  // It may have failed where it cannot be read any more.
  if (failed < agree && failed + lost >= agree) return UNKNOWN;
  return agreedState(failed, known, agree);
}

/** Of several paths the worst counts; 0: no path yet. */
function joined(before: MinuteState | 0, state: MinuteState): MinuteState {
  if (before === DOWN || state === DOWN) return DOWN;
  return before === UNKNOWN || state === UNKNOWN ? UNKNOWN : UP;
}
