import { setImmediate } from "node:timers/promises";
import type { SlotBlock, Stream } from "../../core/measurement/index.ts";
import {
  type BlockQuery,
  blockOfRows,
  compareBlocks,
  type SlotStore,
  tenantBatches,
} from "../../core/store/index.ts";
import type { BlockTable } from "./block-table.ts";
import type { Connection } from "./connection.ts";
import { packBlocks } from "./pack-blocks.ts";
import type { SlotWriter } from "./slot-writer.ts";
import type { Place } from "./stream-book.ts";
import { thinBlocks } from "./thin-blocks.ts";

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
    return Array.from(table.days(id, query)).flatMap(
      ({ day, rows }) => blockOfRows({ stream, day, rows }, query.onDamage) ?? [],
    );
  }

  /** One at a time: two packers would each replace what the other has read. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = packed.then(act);
    packed = result.catch(() => {});
    return result;
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

    pack: (before) => inTurn(() => packBlocks(connection, table, before)),
    unpacked: async () => read(() => table.countUnpacked()),
    thin: (addon, kept) => inTurn(() => thinBlocks(connection, table, addon, kept)),
  };
}
