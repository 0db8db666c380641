import { setImmediate } from "node:timers/promises";
import { hourlyOf, type KeptDays, totalOfRows, unlessDamaged } from "../../core/store/index.ts";
import type { Day } from "../../core/time/index.ts";
import type { BlockTable, PackedRow } from "./block-table.ts";
import type { Connection } from "./connection.ts";
import type { TellDamage } from "./pack-blocks.ts";

/** Days of streams that one transaction rewrites. */
const BATCH_BLOCKS = 32;
/** Pages given back in one transaction: 4 MiB. */
const BATCH_PAGES = 512;
/** What is free and less than this share of the file is used again within days. */
const MOST_FREE_SHARE = 0.05;

/** Keeps of one add-on's days only what is to be kept, and gives the space back. */
export async function thinBlocks(
  connection: Connection,
  table: BlockTable,
  addon: string,
  { minutesFrom, countsFrom }: KeptDays,
  tell: TellDamage,
): Promise<number> {
  const { db, read, write } = connection;
  const streamsBefore = db.prepare("SELECT id FROM streams WHERE addon = ? AND first_day < ?");
  const nextDay = db.prepare("SELECT min(day) AS day FROM details WHERE day >= ? AND day < ?");
  const streamsOn = db.prepare(
    "SELECT DISTINCT stream FROM details WHERE day = ? AND stream IN (SELECT id FROM streams WHERE addon = ?)",
  );
  const oldRows = db.prepare(
    "SELECT day, counts, total FROM packed WHERE stream = ? AND day > ? AND day < ? LIMIT ?",
  );
  const selectTotal = db.prepare("SELECT total FROM totals WHERE stream = ? AND day = ?");
  const putTotal = db.prepare("INSERT OR REPLACE INTO totals VALUES (?, ?, ?)");
  const removePacked = db.prepare("DELETE FROM packed WHERE stream = ? AND day = ?");
  const removeHourly = db.prepare("DELETE FROM hourly WHERE day = ? AND stream = ?");

  function byHour(stream: number, day: Day): void {
    const packed = table.packed(stream, day);
    const hourly = unlessDamaged(
      () => packed && hourlyOf(packed, table.pieces(stream, day)),
      (reason) => tell({ stream, day }, reason),
    );
    if (hourly === null) return;
    if (hourly) table.putHourly(stream, day, hourly);
    table.removePieces(stream, day);
  }

  function toTotal(stream: number, { day, ...row }: OldRow): void {
    const before = selectTotal.get(stream, day)?.total as Uint8Array | undefined;
    const rows = [row, ...(before ? [{ counts: null, total: before }] : [])];
    const total = unlessDamaged(
      () => totalOfRows(rows),
      (reason) => tell({ stream, day }, reason),
    );
    if (total === null) return;
    putTotal.run(stream, day, total);
    removePacked.run(stream, day);
    removeHourly.run(day, stream);
    table.removePieces(stream, day);
  }

  async function inBatches<T>(items: readonly T[], act: (item: T) => void): Promise<void> {
    for (let at = 0; at < items.length; at += BATCH_BLOCKS) {
      await write(() => items.slice(at, at + BATCH_BLOCKS).forEach(act));
      await setImmediate();
    }
  }

  let thinned = 0;
  for (const { id } of read(() => streamsBefore.all(addon, countsFrom)) as { id: number }[])
    for (let last: Day | undefined = -1; last !== undefined; ) {
      const rows = read(() =>
        oldRows.all(id, last!, countsFrom, BATCH_BLOCKS),
      ) as unknown as OldRow[];
      await inBatches(rows, (row) => toTotal(id, row));
      thinned += rows.length;
      last = rows.at(-1)?.day;
    }
  for (let day: Day | null = 0; ; day++) {
    day = read(() => nextDay.get(day, minutesFrom)!.day as Day | null);
    if (day === null) break;
    const on = day;
    const streams = read(() => streamsOn.all(on, addon)).map(({ stream }) => Number(stream));
    await inBatches(streams, (stream) => byHour(stream, on));
    thinned += streams.length;
  }
  await giveBack(connection);
  return thinned;
}

type OldRow = PackedRow & { readonly day: Day };

/** Free pages at the end of the file go back to the file system. */
async function giveBack({ db, read, write }: Connection): Promise<void> {
  const pragma = (name: string) => Number(db.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  for (;;) {
    const [free, pages] = read(() => [pragma("freelist_count"), pragma("page_count")] as const);
    if (free < BATCH_PAGES || free < MOST_FREE_SHARE * pages) return;
    await write(() => db.exec(`PRAGMA incremental_vacuum(${BATCH_PAGES})`));
    if (read(() => pragma("freelist_count")) >= free) return;
    await setImmediate();
  }
}
