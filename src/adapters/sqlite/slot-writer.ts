import {
  type BlockParts,
  encodeBlock,
  type PlacedSlot,
  type Stream,
} from "../../core/measurement/index.ts";
import { blocksOf } from "../../core/store/index.ts";
import type { Day } from "../../core/time/index.ts";
import type { BlockTable } from "./block-table.ts";
import type { Connection } from "./connection.ts";
import { type Place, streamBook } from "./stream-book.ts";

/** Adds slots within a job that may bring other things too. */
export interface SlotWriter {
  /** As rows; costs most of the time, and may be done before the job. */
  rowsOf(slots: readonly PlacedSlot[]): readonly SlotRow[];
  /** Runs inside a job. What it had to learn of streams is put into `learnt`. */
  write(rows: readonly SlotRow[], learnt: Map<string, Place>): void;
  /** Once the job is durable. */
  remember(learnt: ReadonlyMap<string, Place>): void;
}

interface SlotRow {
  readonly stream: Stream;
  readonly day: Day;
  readonly row: BlockParts;
}

export function slotWriter(connection: Connection, table: BlockTable): SlotWriter {
  const book = streamBook(connection);
  return {
    rowsOf: (slots) =>
      blocksOf(slots).map((block) => ({
        stream: block.stream,
        day: block.day,
        row: encodeBlock(block),
      })),
    write(rows, learnt) {
      for (const { stream, day, row } of rows) table.add(book.idOf(stream, day, learnt), day, row);
    },
    remember: book.remember,
  };
}
