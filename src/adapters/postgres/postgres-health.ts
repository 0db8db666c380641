import type { StoreHealth } from "../../core/store/index.ts";
import type { Database } from "./database.ts";

/** The server's disk is not this machine's to see. */
export function postgresHealth({ ask, transact }: Database): StoreHealth {
  return {
    // Every transaction leaves its token behind.
    touch: () => transact(async () => {}),
    /** All tables of the schema with their indexes, and what of them lies apart because it is large. */
    async sizeBytes() {
      const [row] = await ask(
        `SELECT coalesce(sum(pg_total_relation_size(oid)), 0) AS bytes FROM pg_class
         WHERE relnamespace = 'plimsoll'::regnamespace AND relkind = 'r'`,
      );
      return Number(row!.bytes);
    },
    place: async () => ({ disk: null, lost: null }),
    async usage() {
      const rows = await ask("SELECT at_ms, store_bytes FROM plimsoll.usage ORDER BY at_ms");
      return rows.map(({ at_ms, store_bytes }) => ({
        atMs: Number(at_ms),
        storeBytes: Number(store_bytes),
        availableBytes: null,
      }));
    },
    async noteUsage({ atMs, storeBytes }, forgetBeforeMs) {
      await transact(async (ask) => {
        await ask("INSERT INTO plimsoll.usage VALUES ($1, $2) ON CONFLICT DO NOTHING", [
          atMs,
          storeBytes,
        ]);
        await ask("DELETE FROM plimsoll.usage WHERE at_ms < $1", [forgetBeforeMs]);
      });
    },
  };
}
