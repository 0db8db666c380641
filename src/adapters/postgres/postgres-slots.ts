import {
  encodeBlock,
  type PlacedSlot,
  type SlotBlock,
  type Stream,
} from "../../measurement/index.ts";
import {
  type BlockQuery,
  type BlockRow,
  blocksOf,
  compareBlocks,
  fromRows,
  type SlotStore,
  tenantBatches,
} from "../../store/index.ts";
import { inBatches } from "./batches.ts";
import type { Ask, Database, Row } from "./database.ts";
import { packBlocks } from "./pack-blocks.ts";
import { streamBook } from "./stream-book.ts";

/** Streams read with one statement. */
const BATCH_STREAMS = 128;
const STREAM = "addon, tenant, indicator, source, release, region, place, path";

export function postgresSlots(database: Database): SlotStore {
  const { ask, transact } = database;
  const book = streamBook();

  const addBatch = inBatches<readonly SlotBlock[]>(async (calls) => {
    const blocks = calls.flat();
    const learnt = await transact(async (ask) => {
      const { ids, learnt } = await book.idsOf(ask, blocks);
      await insertBlocks(ask, ids, blocks);
      return learnt;
    });
    book.remember(learnt);
  });

  return {
    async add(slots) {
      const blocks = blocksOf(slots.map(storable));
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

/** PostgreSQL's text holds every character but NUL; one odd name must not spoil a whole batch. */
const storableText = (text: string) => text.replaceAll("\0", "\uFFFD");

function storable(placed: PlacedSlot): PlacedSlot {
  const fields = Object.entries(placed.stream);
  if (!fields.some(([, text]) => text.includes("\0"))) return placed;
  const stream = Object.fromEntries(fields.map(([name, text]) => [name, storableText(text)]));
  return { ...placed, stream: stream as unknown as Stream };
}

async function insertBlocks(ask: Ask, ids: number[], blocks: readonly SlotBlock[]): Promise<void> {
  const rows = blocks.map(encodeBlock);
  await ask(
    `INSERT INTO plimsoll.slots (stream, day, is_packed, counts, total, detail)
     SELECT stream, day, false, counts, total, detail
     FROM unnest($1::integer[], $2::integer[], $3::bytea[], $4::bytea[], $5::bytea[])
       AS block (stream, day, counts, total, detail)`,
    [
      ids,
      blocks.map(({ day }) => day),
      rows.map(({ counts }) => counts),
      rows.map(({ total }) => total),
      rows.map(({ detail }) => detail),
    ],
  );
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
