import { mergeBlocks, type PlacedSlot, type SlotBlock, streamKey } from "../measurement/index.ts";
import { compareBlocks } from "./block-order.ts";
import { blocksOf } from "./blocks-of.ts";
import type { SlotStore } from "./port.ts";

/** The store, and its `add` as something that is done at once. */
export function memorySlots(): { slots: SlotStore; keep(slots: readonly PlacedSlot[]): void } {
  /** By day and stream, as they came; merged when somebody reads them. */
  const kept = new Map<string, [SlotBlock, ...SlotBlock[]]>();

  function merged(): SlotBlock[] {
    for (const [key, parts] of kept) if (parts.length > 1) kept.set(key, [mergeBlocks(parts)]);
    return [...kept.values()].map(([block]) => block);
  }

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
      const asked = merged().filter(
        ({ stream, day }) =>
          stream.addon === addon &&
          (tenant === undefined || stream.tenant === tenant) &&
          day >= from &&
          day <= to,
      );
      const hasDetail = ({ day }: SlotBlock) => detailOn?.includes(day) ?? true;
      if (asked.length > 0)
        yield asked.sort(compareBlocks).map((b) => (hasDetail(b) ? b : withoutDetail(b)));
    },
    async streams(addon) {
      const streams = [...kept.values()].map(
        ([{ stream }]) => [streamKey(stream), stream] as const,
      );
      return [...new Map(streams).values()].filter((stream) => stream.addon === addon);
    },
    pack: async () => 0,
  };
  return { slots, keep };
}

function withoutDetail(block: SlotBlock): SlotBlock {
  const slotAt = () => {
    throw new TypeError("This block was read without detail.");
  };
  return { ...block, slotAt };
}
