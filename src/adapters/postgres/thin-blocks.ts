import { hourlyOf, type KeptDays, totalOfRows, unlessDamaged } from "../../core/store/index.ts";
import type { Ask, Database } from "./database.ts";
import { piecesOf, putHourly, type StreamDay, type TellDamage } from "./pack-blocks.ts";
import { PACKING_LOCK } from "./schema.ts";

/** Days of streams that one transaction rewrites. */
const BATCH_BLOCKS = 64;
const EVERY_HOUR = Array.from({ length: 24 }, (_, hour) => hour);

/** Keeps of one add-on's days only what is to be kept; what that frees PostgreSQL uses again. */
export async function thinBlocks(
  { ask, transact }: Database,
  addon: string,
  { minutesFrom, countsFrom }: KeptDays,
  tell: TellDamage,
): Promise<number> {
  const ofAddon = "stream IN (SELECT id FROM plimsoll.streams WHERE addon = $1)";
  const dueFor = (detail: string) => `
    SELECT day, stream FROM plimsoll.slots
    WHERE is_packed AND (day, stream) > ($2, $3) AND day < $4 AND ${ofAddon} ${detail}
    ORDER BY day, stream LIMIT $5`;
  // Of an earlier version the packed row itself has the detail.
  const byMinute = `AND (length(detail) > 0 OR EXISTS (SELECT FROM plimsoll.details AS piece
    WHERE piece.day = slots.day AND piece.hour = ANY(ARRAY[${EVERY_HOUR}]) AND piece.stream = slots.stream))`;

  async function each(
    sql: string,
    before: number,
    act: (ask: Ask, due: readonly StreamDay[]) => Promise<void>,
  ): Promise<number> {
    let thinned = 0;
    for (let last: StreamDay | undefined = { day: -1, stream: -1 }; last !== undefined; ) {
      const asked = [addon, last.day, last.stream, before, BATCH_BLOCKS];
      const due = (await ask(sql, asked)) as unknown as StreamDay[];
      if (due.length > 0)
        await transact(async (ask) => {
          await ask(`SELECT pg_advisory_xact_lock(${PACKING_LOCK})`);
          await act(ask, due);
        });
      thinned += due.length;
      last = due.at(-1);
    }
    return thinned;
  }

  const toTotals = await each(dueFor(""), countsFrom, async (ask, due) => {
    for (const one of due) await toTotal(ask, one, tell);
  });
  const byHours = await each(dueFor(byMinute), minutesFrom, async (ask, due) => {
    for (const one of due) await byHour(ask, one, tell);
  });
  return toTotals + byHours;
}

interface PackedRow {
  readonly counts: Uint8Array;
  readonly total: Uint8Array;
  readonly detail: Uint8Array;
}

async function packedOf(ask: Ask, { stream, day }: StreamDay): Promise<PackedRow | undefined> {
  const [row] = await ask(
    "SELECT counts, total, detail FROM plimsoll.slots WHERE stream = $1 AND day = $2 AND is_packed",
    [stream, day],
  );
  return row as unknown as PackedRow | undefined;
}

async function byHour(ask: Ask, one: StreamDay, tell: TellDamage): Promise<void> {
  const packed = await packedOf(ask, one);
  if (packed === undefined) return;
  const byMinute = [packed.detail, ...(await piecesOf(ask, one, EVERY_HOUR))];
  // Another process may have thinned it since it was found due.
  if (byMinute.every(({ length }) => length === 0)) return;
  const details = [...byMinute, ...(await hourlyPieces(ask, one))];
  const detail = unlessDamaged(
    () => hourlyOf(packed, details),
    (reason) => tell(one, reason),
  );
  if (detail === null) return;
  await putHourly(ask, [{ ...one, detail }]);
  await removePieces(ask, one);
  await ask(
    "UPDATE plimsoll.slots SET detail = '' WHERE stream = $1 AND day = $2 AND is_packed AND length(detail) > 0",
    [one.stream, one.day],
  );
}

async function hourlyPieces(ask: Ask, { stream, day }: StreamDay): Promise<Uint8Array[]> {
  const rows = await ask("SELECT detail FROM plimsoll.hourly WHERE day = $1 AND stream = $2", [
    day,
    stream,
  ]);
  return rows.map(({ detail }) => detail as Uint8Array);
}

async function toTotal(ask: Ask, one: StreamDay, tell: TellDamage): Promise<void> {
  const { stream, day } = one;
  const packed = await packedOf(ask, one);
  if (packed === undefined) return;
  const [before] = await ask("SELECT total FROM plimsoll.totals WHERE stream = $1 AND day = $2", [
    stream,
    day,
  ]);
  const older = before ? [{ counts: null, total: before.total as Uint8Array }] : [];
  const total = unlessDamaged(
    () => totalOfRows([{ counts: packed.counts, total: packed.total }, ...older]),
    (reason) => tell(one, reason),
  );
  if (total === null) return;
  await ask(
    `INSERT INTO plimsoll.totals VALUES ($1, $2, $3)
     ON CONFLICT (stream, day) DO UPDATE SET total = excluded.total`,
    [stream, day, total],
  );
  await ask("DELETE FROM plimsoll.slots WHERE stream = $1 AND day = $2 AND is_packed", [
    stream,
    day,
  ]);
  await ask("DELETE FROM plimsoll.hourly WHERE day = $2 AND stream = $1", [stream, day]);
  await removePieces(ask, one);
}

const removePieces = (ask: Ask, { stream, day }: StreamDay) =>
  ask("DELETE FROM plimsoll.details WHERE day = $1 AND hour = ANY($2) AND stream = $3", [
    day,
    EVERY_HOUR,
    stream,
  ]);
