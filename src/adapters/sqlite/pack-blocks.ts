import { setImmediate } from "node:timers/promises";
import { packRows } from "../../store/index.ts";
import { MINUTES_PER_DAY, type Minute } from "../../time/index.ts";
import type { BlockTable } from "./block-table.ts";
import type { Connection } from "./connection.ts";

/** Blocks rewritten in one transaction: enough to share its cost, few enough not to hold others up. */
const BATCH_BLOCKS = 32;

/** Rewrites every day that began before `before` as one row per stream. */
export async function packBlocks(
  { read, write }: Connection,
  table: BlockTable,
  before: Minute,
): Promise<number> {
  const due = read(() => table.unpacked(Math.ceil(before / MINUTES_PER_DAY)));
  for (let at = 0; at < due.length; at += BATCH_BLOCKS) {
    const batch: (() => void)[] = [];
    for (const { stream, day } of due.slice(at, at + BATCH_BLOCKS)) {
      const rows = read(() => table.rows(stream, { from: day, to: day }));
      const packed = packRows(rows);
      batch.push(() => table.replace(stream, day, rows, packed));
      await setImmediate();
    }
    await write(() => {
      for (const replace of batch) replace();
    });
  }
  return due.length;
}
