import { hourlyOf, type KeptDays, totalOfRows, unlessDamaged } from "../../core/store/index.ts";
import type { Day } from "../../core/time/index.ts";
import type { Ask, Database } from "./database.ts";
import { piecesOf, putHourly, type StreamDay, type TellDamage } from "./pack-blocks.ts";
import { PACKING_LOCK } from "./schema.ts";

/** Days of streams that one transaction rewrites. */
const BATCH_BLOCKS = 64;
/** Days of streams thinned before others get their turn. */
const MOST_BLOCKS = 2_000;
const EVERY_HOUR = Array.from({ length: 24 }, (_, hour) => hour);

/** Keeps of one add-on's days only what is to be kept; what that frees PostgreSQL uses again. */
export async function thinBlocks(
  { ask, transact }: Database,
  addon: string,
  { minutesFrom, countsFrom }: KeptDays,
  tell: TellDamage,
): Promise<number> {
  const ofAddon = "stream IN (SELECT id FROM plimsoll.streams WHERE addon = $1)";
  const NONE: StreamDay = { day: -1, stream: -1 };

  async function* packedBefore(before: Day, where: string) {
    for (let last: StreamDay | undefined = NONE; last !== undefined; ) {
      const due = (await ask(
        `SELECT day, stream FROM plimsoll.slots
         WHERE is_packed AND (day, stream) > ($2, $3) AND day < $4 AND ${ofAddon} ${where}
         ORDER BY day, stream LIMIT $5`,
        [addon, last.day, last.stream, before, BATCH_BLOCKS],
      )) as unknown as StreamDay[];
      yield due;
      last = due.at(-1);
    }
  }

  /** Every hour is looked at: a stream that is thinned in one has nothing in the others. */
  async function* byMinute(): AsyncGenerator<StreamDay[]> {
    for (let from: Day = 0; ; from++) {
      const [found] = await ask(
        "SELECT min(day) AS day FROM plimsoll.details WHERE day >= $1 AND day < $2",
        [from, minutesFrom],
      );
      if (found!.day === null) return;
      from = Number(found!.day);
      for (const hour of EVERY_HOUR)
        for (let last: number | undefined = -1; last !== undefined; ) {
          const due = (await ask(
            `SELECT day, stream FROM plimsoll.details
             WHERE day = $2 AND hour = $3 AND stream > $4 AND ${ofAddon} ORDER BY stream LIMIT $5`,
            [addon, from, hour, last, BATCH_BLOCKS],
          )) as unknown as StreamDay[];
          yield due;
          last = due.at(-1)?.stream;
        }
    }
  }

  let thinned = 0;
  async function each(
    batches: AsyncIterable<readonly StreamDay[]>,
    act: (ask: Ask, one: StreamDay) => Promise<boolean>,
  ): Promise<void> {
    for await (const due of batches) {
      if (thinned >= MOST_BLOCKS) return;
      if (due.length === 0) continue;
      thinned += await transact(async (ask) => {
        await ask(`SELECT pg_advisory_xact_lock(${PACKING_LOCK})`);
        let acted = 0;
        for (const one of due) if (await act(ask, one)) acted++;
        return acted;
      });
    }
  }

  await each(packedBefore(countsFrom, ""), (ask, one) => toTotal(ask, one, tell));
  await each(byMinute(), (ask, one) => byHour(ask, one, tell));
  // Of an earlier version the packed row itself has the detail.
  await each(packedBefore(minutesFrom, "AND length(detail) > 0"), (ask, one) =>
    byHour(ask, one, tell),
  );
  return thinned;
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

/** What is damaged stays as it is. */
async function byHour(ask: Ask, one: StreamDay, tell: TellDamage): Promise<boolean> {
  const packed = await packedOf(ask, one);
  if (packed === undefined) return false;
  const byMinute = [packed.detail, ...(await piecesOf(ask, one, EVERY_HOUR))];
  // Another process may have thinned it since it was found due.
  if (byMinute.every(({ length }) => length === 0)) return false;
  const details = [...byMinute, ...(await hourlyPieces(ask, one))];
  const detail = unlessDamaged(
    () => hourlyOf(packed, details),
    (reason) => tell(one, reason),
  );
  if (detail === null) return false;
  await putHourly(ask, [{ ...one, detail }]);
  await removePieces(ask, one);
  await ask(
    "UPDATE plimsoll.slots SET detail = '' WHERE stream = $1 AND day = $2 AND is_packed AND length(detail) > 0",
    [one.stream, one.day],
  );
  return true;
}

async function hourlyPieces(ask: Ask, { stream, day }: StreamDay): Promise<Uint8Array[]> {
  const rows = await ask("SELECT detail FROM plimsoll.hourly WHERE day = $1 AND stream = $2", [
    day,
    stream,
  ]);
  return rows.map(({ detail }) => detail as Uint8Array);
}

async function toTotal(ask: Ask, one: StreamDay, tell: TellDamage): Promise<boolean> {
  const { stream, day } = one;
  const packed = await packedOf(ask, one);
  if (packed === undefined) return false;
  const [before] = await ask("SELECT total FROM plimsoll.totals WHERE stream = $1 AND day = $2", [
    stream,
    day,
  ]);
  const older = before ? [{ counts: null, total: before.total as Uint8Array }] : [];
  const total = unlessDamaged(
    () => totalOfRows([{ counts: packed.counts, total: packed.total }, ...older]),
    (reason) => tell(one, reason),
  );
  if (total === null) return false;
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
  return true;
}

const removePieces = (ask: Ask, { stream, day }: StreamDay) =>
  ask("DELETE FROM plimsoll.details WHERE day = $1 AND hour = ANY($2) AND stream = $3", [
    day,
    EVERY_HOUR,
    stream,
  ]);
