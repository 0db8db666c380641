import {
  type BlockParts,
  decodeBlock,
  encodeBlock,
  mergeBlocks,
  mergeSlots,
  type Slot,
  type SlotBlock,
  type Stream,
} from "../measurement/index.ts";
import type { Day } from "../time/index.ts";

/** A block as it lies in a table; `detail` is left out where it was not read. */
export type BlockRow = Omit<BlockParts, "detail"> & { readonly detail?: Uint8Array };

type Blocks = [SlotBlock, ...SlotBlock[]];

/** All rows of one stream and day (one at least) as one block: a day has several until it is packed. */
export function fromRows(stream: Stream, day: Day, rows: readonly BlockRow[]): SlotBlock {
  return merged(rows.map((row) => fromRow(stream, day, row)) as Blocks);
}

/** Whole rows of one stream and day (one at least) as one row. */
export function packRows(rows: readonly BlockRow[]): BlockParts {
  return encodeBlock(mergeBlocks(rows.map((row) => fromRow(anyStream, 0, row)) as Blocks));
}

/** Merging needs stream and day only to put them back; a table knows its rows by number. */
const anyStream = {} as Stream;

function fromRow(stream: Stream, day: Day, { counts, total, detail }: BlockRow): SlotBlock {
  return decodeBlock(stream, day, { counts, total, detail: detail ?? notRead });
}

function notRead(): never {
  throw new TypeError("This block was read without detail.");
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
