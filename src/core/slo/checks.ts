import type { ProbeHistory } from "../contract/index.ts";
import type { SlotBlock, Stream } from "../measurement/index.ts";
import { blockIndex } from "./block-index.ts";
import type { CalendarDay } from "./calendar.ts";
import { addChecks, type CheckedDay, checkedDay, columnsOf, copySpan } from "./checked-day.ts";
import type { DamageIndex } from "./damage.ts";
import { isCheck } from "./evidence.ts";
import { UNKNOWN } from "./minute-state.ts";
import { minutesByPath } from "./path-states.ts";
import type { ReleaseSpan } from "./release-timeline.ts";
import { type WatchedPath, watchedPaths } from "./watched-paths.ts";

export interface Checks {
  add(block: SlotBlock): void;
  /** What was checked of each release while it was the one to look at; all checks must be in, and what of them is damaged. */
  seen(day: CalendarDay, spans: readonly ReleaseSpan[]): CheckedDay;
}

/** Probe checks, by release. A check or a tenant that tells no release ("") stands for every one. */
export function checksOf(
  probes: ProbeHistory,
  downWhenFailing: number,
  damage: DamageIndex,
): Checks {
  const blocks = blockIndex();
  const drawn = new WeakMap<CalendarDay, Map<string, CheckedDay>>();
  let watched: readonly WatchedPath[] | null = null;

  function ofRelease(day: CalendarDay, release: string): CheckedDay {
    const known = drawn.get(day) ?? new Map<string, CheckedDay>();
    drawn.set(day, known);
    const kept = known.get(release) ?? draw(day, release);
    known.set(release, kept);
    return kept;
  }

  function draw(day: CalendarDay, release: string): CheckedDay {
    watched ??= watchedPaths(probes, [...blocks.byDay.values()].flat());
    const columns = columnsOf(day.states);
    const ofDay = matching(blocks.byDay.get(day.day) ?? [], release);
    for (const block of ofDay) addChecks(columns, block);
    const lost = damage
      .on(day.day)
      .filter((stream) => isCheck(stream) && stream.indicator === "availability")
      .filter((stream) => isOfRelease(stream, release));
    const states = minutesByPath(watched, day.day, { blocks: ofDay, lost }, downWhenFailing);
    day.states.forEach((state, minute) => {
      if (state === UNKNOWN) columns.states[minute] = states[minute]!;
    });
    return checkedDay(columns);
  }

  return {
    add: blocks.add,
    seen(day, spans) {
      const [only, ...others] = spans;
      if (only && others.length === 0) return ofRelease(day, only.release);
      const columns = columnsOf(day.states);
      for (const span of spans) copySpan(columns, ofRelease(day, span.release).columns, span);
      return checkedDay(columns);
    },
  };
}

const matching = (blocks: readonly SlotBlock[], release: string) =>
  blocks.filter(({ stream }) => isOfRelease(stream, release));

const isOfRelease = (stream: Stream, release: string): boolean =>
  !release || !stream.release || stream.release === release;
