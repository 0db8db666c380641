import {
  blockOf,
  mergeSlots,
  type PlacedSlot,
  type Slot,
  type SlotBlock,
  streamKey,
} from "../measurement/index.ts";
import { dayOf, minuteOfDay } from "../time/index.ts";

/** Slots as they come, gathered into one small block per stream and day. */
export function blocksOf(placed: readonly PlacedSlot[]): SlotBlock[] {
  const gathered = new Map<string, PlacedSlot & { readonly slots: Map<number, Slot> }>();
  for (const one of placed) {
    checkPlaced(one);
    const key = `${dayOf(one.minute)} ${streamKey(one.stream)}`;
    const { slots } = gathered.get(key) ?? keep(gathered, key, { ...one, slots: new Map() });
    const minute = minuteOfDay(one.minute);
    const before = slots.get(minute);
    slots.set(minute, before ? mergeSlots(before, one.slot) : one.slot);
  }
  return [...gathered.values()].map(({ stream, minute, slots }) =>
    blockOf(stream, dayOf(minute), slots),
  );
}

function keep<V>(into: Map<string, V>, key: string, value: V): V {
  into.set(key, value);
  return value;
}

/** What comes from outside is judged at its door; this only keeps a slip of ours out of the figures. */
function checkPlaced({ minute, slot }: PlacedSlot): void {
  const isCount = (n: number) => Number.isSafeInteger(n) && n >= 0;
  const { events, bad, undecided } = slot;
  if (![minute, events, bad, undecided].every(isCount) || bad + undecided > events)
    throw new RangeError(
      `A slot of ${events} events, ${bad} bad, ${undecided} undecided, at minute ${minute}.`,
    );
}
