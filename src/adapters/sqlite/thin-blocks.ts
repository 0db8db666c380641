import { setImmediate } from "node:timers/promises";
import { hourlyOf, type KeptDays, totalOfRows, unlessDamaged } from "../../core/store/index.ts";
import type { Day } from "../../core/time/index.ts";
import type { BlockTable, PackedRow, StreamDay } from "./block-table.ts";
import type { Connection } from "./connection.ts";
import type { TellDamage } from "./pack-blocks.ts";

/** Days of streams that one transaction rewrites. */
const BATCH_BLOCKS = 32;
/** Days of streams thinned before packing gets its turn. */
const MOST_BLOCKS = 2_000;
/** Streams looked through for old days at a time. */
const BATCH_STREAMS = 500;
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
  const streamsBefore = db.prepare(
    "SELECT id FROM streams WHERE addon = ? AND first_day < ? AND id > ? ORDER BY id LIMIT ?",
  );
  const oldRows = db.prepare(
    `SELECT stream, day, counts, total FROM packed
     WHERE stream = ? AND day > ? AND day < ? ORDER BY day LIMIT ?`,
  );
  const nextDay = db.prepare("SELECT min(day) AS day FROM details WHERE day >= ? AND day < ?");
  const streamsOn = db.prepare(
    `SELECT stream FROM details JOIN streams ON streams.id = stream
     WHERE day = ? AND hour = ? AND stream > ? AND addon = ? ORDER BY stream LIMIT ?`,
  );
  const selectTotal = db.prepare("SELECT total FROM totals WHERE stream = ? AND day = ?");
  const putTotal = db.prepare("INSERT OR REPLACE INTO totals VALUES (?, ?, ?)");
  const removePacked = db.prepare("DELETE FROM packed WHERE stream = ? AND day = ?");
  const removeHourly = db.prepare("DELETE FROM hourly WHERE day = ? AND stream = ?");

  /** What is damaged stays as it is. */
  function byHour({ stream, day }: StreamDay): boolean {
    const packed = table.packed(stream, day);
    const hourly = unlessDamaged(
      () => packed && hourlyOf(packed, table.pieces(stream, day)),
      (reason) => tell({ stream, day }, reason),
    );
    if (hourly === null) return false;
    if (hourly) table.putHourly(stream, day, hourly);
    table.removePieces(stream, day);
    return true;
  }

  function toTotal({ stream, day, ...row }: OldRow): boolean {
    const before = selectTotal.get(stream, day)?.total as Uint8Array | undefined;
    const rows = [row, ...(before ? [{ counts: null, total: before }] : [])];
    const total = unlessDamaged(
      () => totalOfRows(rows),
      (reason) => tell({ stream, day }, reason),
    );
    if (total === null) return false;
    putTotal.run(stream, day, total);
    removePacked.run(stream, day);
    removeHourly.run(day, stream);
    table.removePieces(stream, day);
    return true;
  }

  function* daysWithoutCounts(): Generator<OldRow[]> {
    for (let last = -1; ; ) {
      const streams = read(() =>
        streamsBefore.all(addon, countsFrom, last, BATCH_STREAMS),
      ) as unknown as { id: number }[];
      if (streams.length === 0) return;
      for (const { id } of streams)
        for (let day: Day | undefined = -1; day !== undefined; ) {
          const after = day;
          const rows = read(() => oldRows.all(id, after, countsFrom, BATCH_BLOCKS));
          day = rows.at(-1)?.day as Day | undefined;
          if (rows.length > 0) yield rows as unknown as OldRow[];
        }
      last = streams.at(-1)!.id;
      yield [];
    }
  }

  /** Every hour is looked at: a stream that is thinned in one has nothing in the others. */
  function* daysWithMinutes(): Generator<StreamDay[]> {
    for (let from: Day = 0; ; ) {
      const { day } = read(() => nextDay.get(from, minutesFrom)!) as { day: Day | null };
      if (day === null) return;
      for (let hour = 0; hour <= 24; hour++)
        for (let last: number | undefined = -1; last !== undefined; ) {
          const after = last;
          const found = read(() => streamsOn.all(day, hour, after, addon, BATCH_BLOCKS));
          last = found.at(-1)?.stream as number | undefined;
          if (found.length > 0) yield found.map(({ stream }) => ({ stream: Number(stream), day }));
        }
      from = day + 1;
    }
  }

  let thinned = 0;
  async function each<T>(batches: Iterable<readonly T[]>, act: (item: T) => boolean) {
    for (const batch of batches) {
      if (batch.length > 0) thinned += await write(() => batch.filter(act).length);
      if (thinned >= MOST_BLOCKS) return;
      await setImmediate();
    }
  }

  await each(daysWithoutCounts(), toTotal);
  if (thinned < MOST_BLOCKS) await each(daysWithMinutes(), byHour);
  await giveBack(connection);
  return thinned;
}

type OldRow = PackedRow & StreamDay;

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
