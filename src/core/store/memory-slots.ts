import {
  byHour,
  EVERY_HOUR,
  mergeBlocks,
  type PlacedSlot,
  type SlotBlock,
  settledBlock,
  streamKey,
} from "../measurement/index.ts";
import { MINUTES_PER_DAY } from "../time/index.ts";
import { compareBlocks } from "./block-order.ts";
import { notRead } from "./block-rows.ts";
import { blocksOf } from "./blocks-of.ts";
import { holds, type Lease } from "./lease.ts";
import type { SlotStore } from "./port.ts";

/** The store, and its `add` as something that is done at once. */
export function memorySlots(leaseOf: (name: string) => Lease | null): {
  slots: SlotStore;
  keep(slots: readonly PlacedSlot[]): void;
} {
  /** By day and stream, as they came; merged for readers, and kept so when they are packed. */
  const kept = new Map<string, [SlotBlock, ...SlotBlock[]]>();

  const whole = (parts: [SlotBlock, ...SlotBlock[]]): SlotBlock =>
    parts.length === 1 ? parts[0] : settledBlock(mergeBlocks(parts));
  const merged = () => [...kept].map(([key, parts]) => [key, whole(parts)] as const);

  function keep(slots: readonly PlacedSlot[]): void {
    for (const block of blocksOf(slots)) {
      const key = `${block.day} ${streamKey(block.stream)}`;
      const parts = kept.get(key);
      if (parts) parts.push(block);
      else kept.set(key, [block]);
    }
  }

  const slots: SlotStore = {
    add: async (slots) => keep(slots),
    async *blocks({ addon, tenant, from, to, detailOn }) {
      const asked = merged()
        .map(([, block]) => block)
        .filter(
          ({ stream, day }) =>
            stream.addon === addon &&
            (tenant === undefined || stream.tenant === tenant) &&
            day >= from &&
            day <= to,
        );
      const hasDetail = ({ day }: SlotBlock) => detailOn?.includes(day) ?? true;
      if (asked.length > 0)
        yield asked.sort(compareBlocks).map((b) => (hasDetail(b) ? b : { ...b, hour: notRead }));
    },
    async tenants(addon) {
      const own = [...kept.values()].filter(([{ stream }]) => stream.addon === addon);
      const tenants = new Set(own.map(([{ stream }]) => stream.tenant));
      return [...tenants].filter((tenant) => tenant !== "");
    },
    async pack(before, { fence } = {}) {
      if (fence && !holds(leaseOf(fence.name), fence)) return 0;
      const unpacked = [...kept].filter(
        ([, parts]) => parts.length > 1 && parts[0].day * MINUTES_PER_DAY < before,
      );
      for (const [key, parts] of unpacked) kept.set(key, [whole(parts)]);
      return unpacked.length;
    },
    unpacked: async () => [...kept.values()].reduce((sum, parts) => sum + parts.length - 1, 0),
    async thin(addon, { minutesFrom, countsFrom }) {
      let thinned = 0;
      for (const [key, block] of merged()) {
        if (block.stream.addon !== addon || block.day >= minutesFrom) continue;
        const isOld = block.day < countsFrom;
        if (isOld ? block.minutes.length === 0 : isByHour(block)) continue;
        kept.set(key, [isOld ? onlyTotal(block) : byHour(block)]);
        thinned++;
      }
      return thinned;
    },
  };
  return { slots, keep };
}

const isByHour = (block: SlotBlock): boolean =>
  EVERY_HOUR.every((hour) => {
    const detail = block.hour(hour);
    return detail.kind === "whole" || detail.slots.size === 0;
  });

const onlyTotal = ({ stream, day, total }: SlotBlock): SlotBlock => ({
  stream,
  day,
  minutes: new Uint16Array(),
  events: new Float64Array(),
  bad: new Float64Array(),
  undecided: new Float64Array(),
  total,
  hour: () => ({ kind: "minutes", slots: new Map() }),
});
