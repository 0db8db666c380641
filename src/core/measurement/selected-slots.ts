import { type Counts, EVERY_HOUR, hourOf, type SlotBlock } from "./block.ts";
import { emptySketch } from "./sketch.ts";
import type { LimitCount, Slot } from "./slot.ts";

/**
 * What slots a block has in the minutes that are wanted. Of an hour that is kept only as a whole, and
 * is taken only in part, events and failures are exact; which of them kept a limit is open as far as
 * it is not known, and their durations are left out.
 */
export function selectedSlots(block: SlotBlock, isWanted: (minute: number) => boolean): Slot[] {
  const hours = EVERY_HOUR.filter((hour) =>
    block.minutes.some((minute) => hourOf(minute) === hour && isWanted(minute)),
  );
  return hours.flatMap((hour): Slot[] => {
    const detail = block.hour(hour);
    if (detail.kind === "minutes")
      return [...detail.slots].flatMap(([minute, slot]) => (isWanted(minute) ? [slot] : []));
    const own = countsOf(block, (minute) => hourOf(minute) === hour);
    const taken = countsOf(block, (minute) => hourOf(minute) === hour && isWanted(minute));
    return [taken.events === own.events ? detail.slot : partOf(detail.slot, taken)];
  });
}

type Sums = Pick<Slot, "events" | "bad" | "undecided">;

function countsOf(counts: Counts, isMeant: (minute: number) => boolean): Sums {
  const sums = { events: 0, bad: 0, undecided: 0 };
  for (const [i, minute] of counts.minutes.entries()) {
    if (!isMeant(minute)) continue;
    sums.events += counts.events[i]!;
    sums.bad += counts.bad[i]!;
    sums.undecided += counts.undecided[i]!;
  }
  return sums;
}

/** At worst all that are left out had kept a limit, or all had broken it. */
function partOf(hour: Slot, taken: Sums): Slot {
  const left = hour.events - taken.events;
  const leftBad = hour.bad - taken.bad;
  const limits = [...hour.limits].map(([limitMs, { within, beyond }]): [number, LimitCount] => [
    limitMs,
    {
      within: Math.max(0, within - (left - leftBad)),
      beyond: Math.max(0, beyond - left),
    },
  ]);
  return { ...taken, limits: new Map(limits), good: emptySketch, failed: emptySketch };
}
