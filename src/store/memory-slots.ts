import { mergeSlots, type Slot, type SlotBlock, type Stream } from "../measurement/index.ts";
import { type Day, dayOf, minuteOfDay } from "../time/index.ts";
import { compareBlocks, streamKey } from "./block-order.ts";
import type { BlockQuery, SlotStore } from "./port.ts";

interface StreamDay {
  readonly stream: Stream;
  readonly day: Day;
  readonly slots: Map<number, Slot>;
}

export function memorySlots(): SlotStore {
  const kept = new Map<string, StreamDay>();

  const isAskedFor = ({ stream, day }: StreamDay, query: BlockQuery) =>
    stream.addon === query.addon &&
    (query.tenant === undefined || stream.tenant === query.tenant) &&
    day >= query.from &&
    day <= query.to;

  return {
    async add(slots) {
      for (const { stream, minute, slot } of slots) {
        const day = dayOf(minute);
        const key = `${streamKey(stream)}\n${day}`;
        const { slots } = kept.get(key) ?? { slots: new Map<number, Slot>() };
        const before = slots.get(minuteOfDay(minute));
        slots.set(minuteOfDay(minute), before ? mergeSlots(before, slot) : slot);
        kept.set(key, { stream, day, slots });
      }
    },
    async *blocks(query) {
      const asked = [...kept.values()].filter((streamDay) => isAskedFor(streamDay, query));
      const hasDetail = query.detail !== false;
      for (const block of asked.map((one) => toBlock(one, hasDetail)).sort(compareBlocks))
        yield [block];
    },
    async streams(addon) {
      const streams = [...kept.values()].map(({ stream }) => [streamKey(stream), stream] as const);
      return [...new Map(streams).values()].filter((stream) => stream.addon === addon);
    },
    pack: async () => 0,
  };
}

function toBlock({ stream, day, slots }: StreamDay, hasDetail: boolean): SlotBlock {
  const rows = [...slots].sort(([a], [b]) => a - b);
  return {
    stream,
    day,
    minutes: Uint16Array.from(rows, ([minute]) => minute),
    events: Float64Array.from(rows, ([, { events }]) => events),
    bad: Float64Array.from(rows, ([, { bad }]) => bad),
    total: rows.map(([, slot]) => slot).reduce(mergeSlots),
    slotAt(index) {
      if (!hasDetail) throw new TypeError("These blocks were read without detail.");
      return rows[index]![1];
    },
  };
}
