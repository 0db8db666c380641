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

function mergedCounts(blocks: Blocks): Pick<SlotBlock, "minutes" | "events" | "bad" | "undecided"> {
  const minutes = Uint16Array.from(new Set(blocks.flatMap((block) => [...block.minutes]))).sort();
  const places = new Map(Array.from(minutes, (minute, place) => [minute, place]));
  const summed = (columnOf: (block: SlotBlock) => Float64Array) => {
    const sums = new Float64Array(minutes.length);
    for (const block of blocks) {
      const column = columnOf(block);
      for (const [at, minute] of block.minutes.entries()) sums[places.get(minute)!]! += column[at]!;
    }
    return sums;
  };
  return {
    minutes,
    events: summed(({ events }) => events),
    bad: summed(({ bad }) => bad),
    undecided: summed(({ undecided }) => undecided),
  };
}
