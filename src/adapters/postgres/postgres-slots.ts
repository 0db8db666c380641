import type { SlotBlock, Stream } from "../../core/measurement/index.ts";
import {
  type BlockQuery,
  compareBlocks,
  type DayFold,
  foldDay,
  type OnDamage,
  type SlotStore,
  tenantBatches,
} from "../../core/store/index.ts";
import type { Day } from "../../core/time/index.ts";
import { inBatches } from "./batches.ts";
import type { Database } from "./database.ts";
import { packBlocks, type StreamDay, type TellDamage } from "./pack-blocks.ts";
import { type SlotWriter, storableBlocks, storableText } from "./slot-writer.ts";
import { thinBlocks } from "./thin-blocks.ts";

/** Streams read with one statement. */
const BATCH_STREAMS = 128;
const STREAM = "addon, tenant, indicator, source, release, region, place, path";

export function postgresSlots(database: Database, writer: SlotWriter): SlotStore {
  const { ask, transact } = database;

  const addBatch = inBatches<readonly SlotBlock[]>(async (calls) => {
    writer.remember(await transact((ask) => writer.write(ask, calls.flat())));
  });

  /** Packing and thinning know streams by number. */
  async function naming<T>(
    onDamage: OnDamage | undefined,
    act: (tell: TellDamage) => Promise<T>,
  ): Promise<T> {
    const damaged: { readonly at: StreamDay; readonly reason: string }[] = [];
    const result = await act((at, reason) => damaged.push({ at, reason }));
    if (onDamage && damaged.length > 0) {
      const ids = damaged.map(({ at }) => at.stream);
      const rows = await ask(`SELECT id, ${STREAM} FROM plimsoll.streams WHERE id = ANY($1)`, [
        ids,
      ]);
      const streams = new Map(rows.map(({ id, ...stream }) => [id, stream as unknown as Stream]));
      for (const { at, reason } of damaged)
        onDamage({ stream: streams.get(at.stream)!, day: at.day, reason });
    }
    return result;
  }

  return {
    async add(slots) {
      const blocks = storableBlocks(slots);
      if (blocks.length > 0) await addBatch(blocks);
    },

    async *blocks(query) {
      const { addon, tenant, from, to } = query;
      const rows = await ask(
        `SELECT id, ${STREAM} FROM plimsoll.streams
         WHERE addon = $1 AND ($2::text IS NULL OR tenant = $2) AND first_day <= $4 AND last_day >= $3`,
        [addon, tenant && storableText(tenant), from, to],
      );
      const streams = rows as unknown as (Stream & { id: number })[];
      for (const batch of tenantBatches(streams, BATCH_STREAMS)) {
        const blocks = await readBlocks(database, batch, query);
        if (blocks.length > 0) yield blocks.sort(compareBlocks);
      }
    },

    async tenants(addon) {
      const named =
        "SELECT DISTINCT tenant FROM plimsoll.streams WHERE addon = $1 AND tenant <> ''";
      return (await ask(named, [addon])).map(({ tenant }) => tenant as string);
    },

    pack: (before, { onDamage, fence } = {}) =>
      naming(onDamage, (tell) => packBlocks(database, before, tell, fence)),
    unpacked: async () => {
      const [row] = await ask("SELECT count(*) AS count FROM plimsoll.slots WHERE NOT is_packed");
      return Number(row!.count);
    },
    thin: (addon, kept, onDamage) =>
      naming(onDamage, (tell) => thinBlocks(database, addon, kept, tell)),
  };
}

/**
 * Of each day its pieces of detail come first, then the packed row that they belong to, then what was
 * added: rows get their numbers before they are seen, so that a later one may have a lower number.
 */
const READ = `
  SELECT stream, day, NULL::bigint AS part, NULL::bytea AS counts, NULL::bytea AS total, detail
  FROM plimsoll.details
  WHERE stream = ANY($1) AND day BETWEEN $2 AND $3 AND ($4::integer[] IS NULL OR day = ANY($4))
  UNION ALL
  SELECT stream, day, NULL, NULL, NULL, detail FROM plimsoll.hourly
  WHERE stream = ANY($1) AND day BETWEEN $2 AND $3 AND ($4::integer[] IS NULL OR day = ANY($4))
  UNION ALL
  SELECT stream, day, CASE WHEN is_packed THEN -1 ELSE part END, counts, total,
    CASE WHEN $4::integer[] IS NULL OR day = ANY($4) THEN detail END
  FROM plimsoll.slots WHERE stream = ANY($1) AND day BETWEEN $2 AND $3
  UNION ALL
  SELECT stream, day, 0, NULL, total, ''::bytea FROM plimsoll.totals
  WHERE stream = ANY($1) AND day BETWEEN $2 AND $3
  ORDER BY stream, day, part NULLS FIRST`;

interface ReadRow {
  readonly stream: number;
  readonly day: Day;
  /** Null for a piece of detail. */
  readonly part: string | null;
  readonly counts: Uint8Array | null;
  readonly total: Uint8Array;
  readonly detail: Uint8Array | null;
}

async function readBlocks(
  database: Database,
  streams: readonly (Stream & { id: number })[],
  { from, to, detailOn, onDamage }: BlockQuery,
): Promise<SlotBlock[]> {
  const byId = new Map(streams.map(({ id, ...stream }) => [id, stream]));
  const blocks: SlotBlock[] = [];
  let open: { readonly id: number; readonly day: Day; readonly fold: DayFold } | null = null;
  let pieces: Uint8Array[] = [];
  const finish = () => {
    const block = open?.fold.block();
    if (block) blocks.push(block);
  };
  const ids = [...byId.keys()];
  for await (const rows of database.rows(READ, [ids, from, to, detailOn ?? null]))
    for (const { stream, day, part, counts, total, detail } of rows as unknown as ReadRow[]) {
      if (open === null || open.id !== stream || open.day !== day) {
        finish();
        open = { id: stream, day, fold: foldDay(byId.get(stream)!, day, onDamage) };
        pieces = [];
      }
      if (part === null) pieces.push(detail!);
      else {
        open.fold.add({ counts, total, ...(detail && { details: [detail, ...pieces] }) });
        pieces = [];
      }
    }
  finish();
  return blocks;
}
