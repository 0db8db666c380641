import { setImmediate } from "node:timers/promises";
import type { SlotBlock, Stream } from "../../measurement/index.ts";
import {
  type BlockQuery,
  compareBlocks,
  fromRows,
  type SlotStore,
  tenantBatches,
} from "../../store/index.ts";
import type { BlockTable } from "./block-table.ts";
import type { Connection } from "./connection.ts";
import { packBlocks } from "./pack-blocks.ts";
import type { SlotWriter } from "./slot-writer.ts";
import type { Place } from "./stream-book.ts";

/** Streams read in one go; the event loop gets its turn in between. */
const BATCH_STREAMS = 64;
const STREAM = "addon, tenant, indicator, source, release, region, place, path";

type NumberedStream = Stream & { readonly id: number };

export function sqliteSlots(
  connection: Connection,
  table: BlockTable,
  writer: SlotWriter,
): SlotStore {
  const { db, read, write } = connection;
  const selectStreams = db.prepare(`SELECT ${STREAM} FROM streams WHERE addon = ?`);
  const selectMeasured = db.prepare(
    `SELECT id, ${STREAM} FROM streams
     WHERE addon = ?1 AND (?2 IS NULL OR tenant = ?2) AND first_day <= ?4 AND last_day >= ?3`,
  );
  let packed: Promise<unknown> = Promise.resolve();

  function readStream({ id, ...stream }: NumberedStream, query: BlockQuery): SlotBlock[] {
    const days = Map.groupBy(table.rows(id, query), ({ day }) => day);
    return [...days].map(([day, rows]) => fromRows(stream, day, rows));
  }

  return {
    async add(slots) {
      const rows = writer.rowsOf(slots);
      if (rows.length === 0) return;
      const learnt = new Map<string, Place>();
      await write(() => {
        learnt.clear();
        writer.write(rows, learnt);
      });
      writer.remember(learnt);
    },

    async *blocks(query) {
      const { addon, tenant = null, from, to } = query;
      const streams = read(() => selectMeasured.all(addon, tenant, from, to));
      for (const batch of tenantBatches(streams as unknown as NumberedStream[], BATCH_STREAMS)) {
        const blocks = read(() => batch.flatMap((stream) => readStream(stream, query)));
        if (blocks.length > 0) yield blocks.sort(compareBlocks);
        await setImmediate();
      }
    },

    streams: async (addon) =>
      read(() => selectStreams.all(addon)).map((row) => ({ ...row }) as unknown as Stream),

    pack(before) {
      // One at a time: two packers would each replace what the other has read.
      const result = packed.then(() => packBlocks(connection, table, before));
      packed = result.catch(() => {});
      return result;
    },
  };
}
