import type { SlotBlock } from "../measurement/index.ts";
import type { Day } from "../time/index.ts";
import type { Calendar } from "./calendar.ts";
import { isRequest } from "./evidence.ts";
import { EXCLUDED } from "./minute-state.ts";

/**
 * The days that cannot be read by their totals alone: something was measured in minutes that do
 * not count, or edge and agent both tell of the same day.
 */
export function daysNeedingDetail(
  blocks: readonly SlotBlock[],
  { days, firstDay }: Calendar,
): Set<Day> {
  const needing = new Set<Day>();
  const tellers = new Map<Day, string>();
  for (const { stream, day, minutes } of blocks) {
    const { isOpen, open } = days[day - firstDay]!;
    if (!isOpen && minutes.some((minute) => open[minute] === 0)) needing.add(day);
    if (!isRequest(stream)) continue;
    if ((tellers.get(day) ?? stream.source) !== stream.source) needing.add(day);
    tellers.set(day, stream.source);
  }
  return needing;
}

/** The days of which every tenant's minutes will be asked for. */
export const daysWithExclusions = ({ days }: Calendar): readonly Day[] =>
  days.filter(({ states }) => states.includes(EXCLUDED)).map(({ day }) => day);
