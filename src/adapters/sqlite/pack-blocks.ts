import { setImmediate } from "node:timers/promises";
import { packRows, unlessDamaged } from "../../core/store/index.ts";
import { MINUTES_PER_DAY, type Minute } from "../../core/time/index.ts";
import type { BlockTable, StreamDay } from "./block-table.ts";
import type { Connection } from "./connection.ts";

/** Blocks rewritten in one transaction: enough to share its cost, few enough not to hold others up. */
const BATCH_BLOCKS = 32;
/** Rows packed into one block at a time; a stream may have any number of them. */
const ROWS_TOGETHER = 500;

/** Rewrites every day that began before `before` as one row per stream; what is damaged stays as it is. Fenced, it stops. */
export async function packBlocks(
  { read, write }: Connection,
  table: BlockTable,
  before: Minute,
  tell: TellDamage,
  isFenced: () => boolean,
): Promise<number> {
  const beforeDay = Math.ceil(before / MINUTES_PER_DAY);
  let last: StreamDay = { stream: -1, day: -1 };
  let packed = 0;
  for (;;) {
    const due = read(() => table.unpacked(beforeDay, last, BATCH_BLOCKS));
    if (due.length === 0) return packed;
    for (let left = due; left.length > 0; ) {
      const batch: Packed[] = [];
      for (const streamDay of left) {
        const one = unlessDamaged(
          () => read(() => packOne(table, streamDay)),
          (reason) => tell(streamDay, reason),
        );
        if (one !== null) batch.push(one);
        await setImmediate();
      }
      const isWritten = await write(() => {
        if (isFenced()) return false;
        for (const { replace } of batch) replace();
        return true;
      });
      if (!isWritten) return packed;
      left = batch.filter(({ isMore }) => isMore).map(({ streamDay }) => streamDay);
    }
    packed += due.length;
    last = due.at(-1)!;
  }
}

export type TellDamage = (at: StreamDay, reason: string) => void;

interface Packed {
  readonly streamDay: StreamDay;
  readonly replace: () => void;
  readonly isMore: boolean;
}

function packOne(table: BlockTable, streamDay: StreamDay): Packed | null {
  const { stream, day } = streamDay;
  const rows = table.fresh(stream, day, ROWS_TOGETHER);
  if (rows.length === 0) return null;
  const kept = table.keptDetail(stream, day);
  const { hours, pack } = packRows(table.packed(stream, day) ?? null, rows, kept);
  const packed = pack(table.pieces(stream, day, hours));
  const replace = () => table.replace(stream, day, rows, packed);
  return { streamDay, replace, isMore: rows.length === ROWS_TOGETHER };
}
