import { setImmediate } from "node:timers/promises";
import type { SlotBlock, Stream } from "../../core/measurement/index.ts";
import {
  type BlockQuery,
  blockOfRows,
  compareBlocks,
  holds,
  type OnDamage,
  type SlotStore,
  tenantBatches,
  unlessDamaged,
} from "../../core/store/index.ts";
import type { BlockTable } from "./block-table.ts";
import type { Connection } from "./connection.ts";
import { packBlocks, type TellDamage } from "./pack-blocks.ts";
import type { SlotWriter } from "./slot-writer.ts";
import type { LeaseOf } from "./sqlite-leases.ts";
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
  leaseOf: LeaseOf,
): SlotStore {
  const { db, read, write } = connection;
  // From each tenant to the next by the index, however many streams it has.
  const selectTenants = db.prepare(
    `WITH RECURSIVE named (tenant) AS (
       SELECT min(tenant) FROM streams WHERE addon = $addon AND tenant > ''
       UNION ALL
       SELECT (SELECT min(tenant) FROM streams WHERE addon = $addon AND tenant > named.tenant)
       FROM named WHERE named.tenant IS NOT NULL
     ) SELECT tenant FROM named WHERE tenant IS NOT NULL`,
  );
  const selectStream = db.prepare(`SELECT ${STREAM} FROM streams WHERE id = ?`);
  const selectMeasured = db.prepare(
    `SELECT id, ${STREAM} FROM streams
     WHERE addon = ?1 AND (?2 IS NULL OR tenant = ?2) AND first_day <= ?4 AND last_day >= ?3`,
  );
  let packed: Promise<unknown> = Promise.resolve();

  function readStream({ id, ...stream }: NumberedStream, query: BlockQuery): SlotBlock[] {
    const { onDamage, from, to } = query;
    const days = () => Array.from(table.days(id, query));
    if (onDamage === undefined)
      return days().flatMap(({ day, rows }) => blockOfRows({ stream, day, rows }) ?? []);
    // A damaged page of the file takes along only the days that lie on it, so far as it lets them be told apart.
    const known = unlessDamaged(
      () => read(days),
      (reason) => {
        for (let day = from; day <= to; day++) onDamage({ stream, day, reason });
      },
    );
    return (known ?? []).flatMap(({ day, rows }) => {
      const block = unlessDamaged(
        () => read(() => blockOfRows({ stream, day, rows }, onDamage)),
        (reason) => onDamage({ stream, day, reason }),
      );
      return block ?? [];
    });
  }

  /** Packing and thinning know streams by number. */
  const named =
    (onDamage: OnDamage | undefined): TellDamage =>
    ({ stream, day }, reason) => {
      const row = onDamage && read(() => selectStream.get(stream));
      if (row) onDamage({ stream: { ...row } as unknown as Stream, day, reason });
    };

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

    tenants: async (addon) =>
      read(() => selectTenants.all({ addon })).map(({ tenant }) => tenant as string),

    pack: (before, { onDamage, fence } = {}) => {
      const isFenced = () => fence !== undefined && !holds(leaseOf(fence.name), fence);
      return inTurn(() => packBlocks(connection, table, before, named(onDamage), isFenced));
    },
    unpacked: async () => read(() => table.countUnpacked()),
    thin: (addon, kept, onDamage) =>
      inTurn(() => thinBlocks(connection, table, addon, kept, named(onDamage))),
  };
}
