import {
  type BlockRow,
  holds,
  type LeaseToken,
  type PackedDay,
  packRows,
  unlessDamaged,
} from "../../core/store/index.ts";
import { type Day, MINUTES_PER_DAY, type Minute } from "../../core/time/index.ts";
import type { Ask, Database } from "./database.ts";
import { lockLease } from "./postgres-leases.ts";
import { PACKING_LOCK } from "./schema.ts";

/** Blocks rewritten in one transaction. */
const BATCH_BLOCKS = 64;
/** Rows packed into one block at a time; a stream may have any number of them. */
const ROWS_TOGETHER = 500;

/** After this long no transaction can still be waiting to hear whether it committed. */
const COMMITS_KEPT = "1 day";

export interface StreamDay {
  readonly stream: number;
  readonly day: Day;
}

/** Rewrites every day that began before `before` as one row per stream; what is damaged stays as it is. Fenced, it stops. */
export async function packBlocks(
  { ask, transact }: Database,
  before: Minute,
  tell: TellDamage,
  fence?: LeaseToken,
): Promise<number> {
  const beforeDay = Math.ceil(before / MINUTES_PER_DAY);
  let packed = 0;
  for (let last: StreamDay | undefined = { stream: -1, day: -1 }; last !== undefined; ) {
    const due = (await ask(
      `SELECT DISTINCT day, stream FROM plimsoll.slots
       WHERE NOT is_packed AND (day, stream) > ($1, $2) AND day < $3 ORDER BY day, stream LIMIT $4`,
      [last.day, last.stream, beforeDay, BATCH_BLOCKS],
    )) as unknown as StreamDay[];
    for (let left = due; left.length > 0; ) {
      const more = await transact(async (ask) =>
        (await isFenced(ask, fence)) ? null : packBatch(ask, left, tell),
      );
      if (more === null) return packed;
      left = more;
    }
    packed += due.length;
    last = due.at(-1);
  }
  await transact((ask) =>
    ask(`DELETE FROM plimsoll.commits WHERE at < now() - interval '${COMMITS_KEPT}'`),
  );
  return packed;
}

/** Nobody can take the lease over before the transaction ends. */
const isFenced = async (ask: Ask, fence: LeaseToken | undefined): Promise<boolean> =>
  fence !== undefined && !holds(await lockLease(ask, fence.name, "SHARE"), fence);

export type TellDamage = (at: StreamDay, reason: string) => void;

interface SlotRow extends StreamDay {
  readonly part: string;
  readonly counts: Uint8Array;
  readonly total: Uint8Array;
  readonly detail: Uint8Array;
}

interface Packed extends StreamDay {
  readonly from: readonly SlotRow[];
  readonly into: PackedDay;
  readonly isMore: boolean;
}

/**
 * Replaces exactly the rows that it read: what others add meanwhile stays, and no two pack at once.
 * Answers of which days there is more.
 */
async function packBatch(
  ask: Ask,
  due: readonly StreamDay[],
  tell: TellDamage,
): Promise<StreamDay[]> {
  await ask(`SELECT pg_advisory_xact_lock(${PACKING_LOCK})`);
  const days = [due.map(({ stream }) => stream), due.map(({ day }) => day)];
  const rowsOf = async (select: string, where: string, limit = "") =>
    Map.groupBy(
      (await ask(
        `SELECT ${select} FROM unnest($1::integer[], $2::integer[]) AS d (stream, day)
         CROSS JOIN LATERAL (${where} ${limit}) AS s`,
        days,
      )) as unknown as SlotRow[],
      keyOf,
    );
  const slots = "SELECT * FROM plimsoll.slots WHERE stream = d.stream AND day = d.day";
  const packed = await rowsOf("s.*", `${slots} AND is_packed`);
  const fresh = await rowsOf(
    "s.*",
    `${slots} AND NOT is_packed ORDER BY part`,
    `LIMIT ${ROWS_TOGETHER}`,
  );
  const hourly = await rowsOf(
    "s.*",
    "SELECT * FROM plimsoll.hourly WHERE stream = d.stream AND day = d.day",
  );
  const made: Packed[] = [];
  for (const one of due) {
    const key = keyOf(one);
    const own = {
      packed: packed.get(key)?.[0],
      fresh: fresh.get(key),
      hourly: hourly.get(key)?.[0],
    };
    const onDamage = (reason: string) => tell(one, reason);
    const plan =
      own.fresh && unlessDamaged(() => planOf(own.packed, own.fresh!, own.hourly), onDamage);
    if (!plan) continue;
    const pieces = own.hourly ? [own.hourly.detail] : await piecesOf(ask, one, plan.hours);
    const details = own.packed ? [own.packed.detail, ...pieces] : pieces;
    const into = unlessDamaged(() => plan.pack(details), onDamage);
    const from = [...own.fresh!, ...(own.packed ? [own.packed] : [])];
    if (into) made.push({ ...one, from, into, isMore: own.fresh!.length === ROWS_TOGETHER });
  }
  await replace(ask, made);
  return made.filter(({ isMore }) => isMore);
}

const keyOf = ({ stream, day }: StreamDay): string => `${stream} ${day}`;

function planOf(
  packed: SlotRow | undefined,
  fresh: readonly SlotRow[],
  hourly: SlotRow | undefined,
) {
  const rows = fresh.map(
    ({ counts, total, detail }): BlockRow => ({ counts, total, details: [detail] }),
  );
  const isOnePiece = packed !== undefined && packed.detail.length > 0;
  const kept = hourly ? "by hour" : isOnePiece ? "by minute in one piece" : "by minute";
  return packRows(packed ?? null, rows, kept);
}

export async function piecesOf(
  ask: Ask,
  { stream, day }: StreamDay,
  hours: readonly number[],
): Promise<Uint8Array[]> {
  const rows = await ask(
    "SELECT detail FROM plimsoll.details WHERE day = $1 AND hour = ANY($2) AND stream = $3",
    [day, hours, stream],
  );
  return rows.map(({ detail }) => detail as Uint8Array);
}

async function replace(ask: Ask, made: readonly Packed[]): Promise<void> {
  const gone = made.flatMap(({ from }) => from);
  await ask(
    `DELETE FROM plimsoll.slots USING unnest($1::integer[], $2::integer[], $3::bigint[])
       AS gone (stream, day, part)
     WHERE slots.stream = gone.stream AND slots.day = gone.day AND slots.part = gone.part`,
    [gone.map(({ stream }) => stream), gone.map(({ day }) => day), gone.map(({ part }) => part)],
  );
  await ask(
    `INSERT INTO plimsoll.slots (stream, day, is_packed, counts, total, detail)
     SELECT stream, day, true, counts, total, ''
     FROM unnest($1::integer[], $2::integer[], $3::bytea[], $4::bytea[])
       AS block (stream, day, counts, total)`,
    [
      made.map(({ stream }) => stream),
      made.map(({ day }) => day),
      made.map(({ into }) => into.counts),
      made.map(({ into }) => into.total),
    ],
  );
  const pieces = made.flatMap(({ stream, day, into }) =>
    [...into.hours].map(([hour, detail]) => ({ stream, day, hour, detail })),
  );
  await ask(
    `INSERT INTO plimsoll.details
     SELECT * FROM unnest($1::integer[], $2::smallint[], $3::integer[], $4::bytea[])
     ON CONFLICT (day, hour, stream) DO UPDATE SET detail = excluded.detail`,
    [
      pieces.map(({ day }) => day),
      pieces.map(({ hour }) => hour),
      pieces.map(({ stream }) => stream),
      pieces.map(({ detail }) => detail),
    ],
  );
  await putHourly(
    ask,
    made.flatMap(({ stream, day, into }) =>
      into.hourly ? [{ stream, day, detail: into.hourly }] : [],
    ),
  );
}

export async function putHourly(
  ask: Ask,
  rows: readonly (StreamDay & { readonly detail: Uint8Array })[],
): Promise<void> {
  await ask(
    `INSERT INTO plimsoll.hourly
     SELECT * FROM unnest($1::integer[], $2::integer[], $3::bytea[])
     ON CONFLICT (day, stream) DO UPDATE SET detail = excluded.detail`,
    [
      rows.map(({ day }) => day),
      rows.map(({ stream }) => stream),
      rows.map(({ detail }) => detail),
    ],
  );
}
