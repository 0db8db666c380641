import type { SlotBlock, Stream } from "../../measurement/index.ts";
import {
  type BlockQuery,
  type BlockRow,
  compareBlocks,
  fromRows,
  type SlotStore,
  tenantBatches,
} from "../../store/index.ts";
import { inBatches } from "./batches.ts";
import type { Ask, Database, Row } from "./database.ts";
import { packBlocks } from "./pack-blocks.ts";
import { type SlotWriter, storableBlocks, storableText } from "./slot-writer.ts";

/** Streams read with one statement. */
const BATCH_STREAMS = 128;
const STREAM = "addon, tenant, indicator, source, release, region, place, path";

export function postgresSlots(database: Database, writer: SlotWriter): SlotStore {
  const { ask, transact } = database;

  const addBatch = inBatches<readonly SlotBlock[]>(async (calls) => {
    writer.remember(await transact((ask) => writer.write(ask, calls.flat())));
  });

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
        const blocks = await readBlocks(ask, batch, query);
        if (blocks.length > 0) yield blocks.sort(compareBlocks);
      }
    },

    async streams(addon) {
      const rows = await ask(`SELECT ${STREAM} FROM plimsoll.streams WHERE addon = $1`, [addon]);
      return rows as unknown as Stream[];
    },

    pack: (before) => packBlocks(database, before),
  };
}

async function readBlocks(
  ask: Ask,
  streams: readonly (Stream & { id: number })[],
  { from, to, detailOn }: BlockQuery,
): Promise<SlotBlock[]> {
  const rows = await ask(
    `SELECT stream, day, counts, total,
       CASE WHEN $4::integer[] IS NULL OR day = ANY($4) THEN detail END AS detail
     FROM plimsoll.slots WHERE stream = ANY($1) AND day BETWEEN $2 AND $3
     ORDER BY stream, day, part`,
    [streams.map(({ id }) => id), from, to, detailOn],
  );
  const byId = new Map(streams.map(({ id, ...stream }) => [id, stream]));
  const ofOneDay = Map.groupBy(rows, ({ stream, day }) => `${stream} ${day}`);
  return [...ofOneDay.values()].map((rows) => {
    const { stream, day } = rows[0]!;
    return fromRows(byId.get(Number(stream))!, Number(day), rows.map(blockRow));
  });
}

const blockRow = ({ counts, total, detail }: Row): BlockRow =>
  ({ counts, total, ...(detail !== null && { detail }) }) as BlockRow;
