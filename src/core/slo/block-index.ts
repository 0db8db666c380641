import type { SlotBlock } from "../measurement/index.ts";
import type { Day } from "../time/index.ts";

export type BlocksByDay = ReadonlyMap<Day, readonly SlotBlock[]>;

/** Blocks of one scope, filed by day. */
export interface BlockIndex {
  readonly byDay: BlocksByDay;
  add(block: SlotBlock): void;
}

export function blockIndex(): BlockIndex {
  const byDay = new Map<Day, SlotBlock[]>();
  return {
    byDay,
    add(block) {
      const sameDay = byDay.get(block.day);
      if (sameDay) sameDay.push(block);
      else byDay.set(block.day, [block]);
    },
  };
}
