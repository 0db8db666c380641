import {
  decodeBlock,
  encodeBlock,
  mergeBlocks,
  mergeSlots,
  type Slot,
  type SlotBlock,
  type Stream,
} from "../measurement/index.ts";
import type { Day } from "../time/index.ts";

/** How a block lies in a table. A day may have several rows until they are packed into one. */
export interface BlockRow {
  readonly counts: Uint8Array;
  readonly total: Uint8Array;
  /** Null for a block of one minute, where `total` says it all; left out where it was not read. */
  readonly detail?: Uint8Array | null;
}

type Blocks = readonly [SlotBlock, ...SlotBlock[]];

export function toRow(block: SlotBlock): BlockRow {
  const { counts, total, detail } = encodeBlock(block);
  return { counts, total, detail: block.minutes.length === 1 ? null : detail };
}

/** All rows of one stream and day (one at least) as one block. */
export function fromRows(stream: Stream, day: Day, rows: readonly BlockRow[]): SlotBlock {
  return merged(rows.map((row) => fromRow(stream, day, row)) as unknown as Blocks);
}

function fromRow(stream: Stream, day: Day, { counts, total, detail }: BlockRow): SlotBlock {
  const block = decodeBlock(stream, day, { counts, total, detail: () => required(detail) });
  return detail === null ? Object.assign(block, { slotAt: () => block.total }) : block;
}

function required(detail: Uint8Array | null | undefined): Uint8Array {
  if (!detail) throw new TypeError("This block was read without detail.");
  return detail;
}

/** Like `mergeBlocks`, but leaves detail and totals alone until somebody asks for them. */
function merged(blocks: Blocks): SlotBlock {
  if (blocks.length === 1) return blocks[0];
  let total: Slot | null = null;
  let whole: SlotBlock | null = null;
  return {
    stream: blocks[0].stream,
    day: blocks[0].day,
    ...mergedCounts(blocks),
    get total() {
      return (total ??= blocks.map((block) => block.total).reduce(mergeSlots));
    },
    slotAt: (index) => (whole ??= mergeBlocks(blocks)).slotAt(index),
  };
}

function mergedCounts(blocks: Blocks): Pick<SlotBlock, "minutes" | "events" | "bad"> {
  const events = new Map<number, number>();
  const bad = new Map<number, number>();
  for (const block of blocks) {
    for (const [at, minute] of block.minutes.entries()) {
      events.set(minute, (events.get(minute) ?? 0) + block.events[at]!);
      bad.set(minute, (bad.get(minute) ?? 0) + block.bad[at]!);
    }
  }
  const minutes = Uint16Array.from(events.keys()).sort();
  return {
    minutes,
    events: Float64Array.from(minutes, (minute) => events.get(minute)!),
    bad: Float64Array.from(minutes, (minute) => bad.get(minute)!),
  };
}
