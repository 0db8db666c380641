import { plural } from "../../core/format/index.ts";
import {
  type ExaminedStore,
  type Finding,
  type Lease,
  type PartName,
  type PartSizes,
  soundFinding,
} from "../../core/store/index.ts";
import { connectDatabase, type Database } from "./database.ts";
import { postgresHealth } from "./postgres-health.ts";
import { postgresLedger } from "./postgres-ledger.ts";
import { postgresSlots } from "./postgres-slots.ts";
import { requirePresent } from "./schema.ts";
import { slotWriter } from "./slot-writer.ts";

/**
 * Looks at a store in PostgreSQL beside the processes that write it, and changes nothing.
 * @throws PlimsollError `store.unavailable`, `store.foreign`
 */
export async function examinePostgres(url: string): Promise<ExaminedStore> {
  const database = connectDatabase(url);
  const { ask } = database;
  try {
    await requirePresent(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    name: "PostgreSQL",
    store: {
      slots: postgresSlots(database, slotWriter()),
      ledger: postgresLedger(database),
      health: postgresHealth(database),
    },
    own: { integrity: () => checksums(database), schema: () => reachable(database) },
    addons: async () =>
      (await ask(
        `SELECT addon, min(first_day) AS "from", max(last_day) AS "to"
         FROM plimsoll.streams GROUP BY addon ORDER BY addon`,
      )) as unknown as { addon: string; from: number; to: number }[],
    leases: async () =>
      (await ask(
        "SELECT name, holder, fence FROM plimsoll.leases ORDER BY name",
      )) as unknown as (Lease & {
        name: string;
      })[],
    parts: () => parts(database),
    close: database.close,
  };
}

/** What PostgreSQL itself has noticed of its pages. */
async function checksums({ ask }: Database): Promise<Finding> {
  const [row] = await ask(
    `SELECT current_setting('data_checksums') AS setting,
       (SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()) AS failures`,
  );
  const { setting, failures } = row!;
  if (Number(failures ?? 0) > 0)
    return {
      check: "integrity",
      state: "damage",
      message: `PostgreSQL has read ${plural(Number(failures), "page")} whose checksum does not fit.`,
      hint: "Find the failing disk, run pg_checksums or pg_amcheck, and restore from a backup.",
    };
  return setting === "on"
    ? soundFinding("integrity", "PostgreSQL has noticed no damaged page; it keeps checksums.")
    : {
        check: "integrity",
        state: "warning",
        message:
          "The database keeps no checksums of its pages, so that a damaged one is noticed late.",
        hint: "Stop the server and run: pg_checksums --enable",
      };
}

async function reachable({ ask }: Database): Promise<Finding> {
  const tables = ["slots", "details", "hourly", "totals"];
  let rows = 0;
  for (const table of tables) {
    const [row] = await ask(
      `SELECT count(*) AS rows FROM plimsoll.${table} AS t
       LEFT JOIN plimsoll.streams AS s ON s.id = t.stream
       WHERE s.id IS NULL OR t.day NOT BETWEEN s.first_day AND s.last_day`,
    );
    rows += Number(row!.rows);
  }
  return rows === 0
    ? soundFinding("schema", "It has the format that this version writes.")
    : {
        check: "schema",
        state: "damage",
        message: `${plural(rows, "row")} of measurements belong to no stream that is known, or to a day outside of it.`,
        hint: "Restore the last good backup beside it.",
      };
}

const partOf: Readonly<Record<string, PartName>> = {
  totals: "total",
  details: "detail",
  hourly: "detail",
  ledger: "ledger",
  vault: "vault",
  intake_series: "intake",
  intake_requests: "intake",
};

/** By table with its indexes; what is free within them is not told apart. */
async function parts({ ask }: Database): Promise<PartSizes> {
  const sizes: Record<PartName, number> = {
    ...{ counts: 0, detail: 0, total: 0, ledger: 0, vault: 0, intake: 0, other: 0, free: 0 },
  };
  const tables = await ask(
    `SELECT relname AS name, pg_total_relation_size(oid) AS bytes FROM pg_class
     WHERE relnamespace = 'plimsoll'::regnamespace AND relkind = 'r'`,
  );
  const [lengths] = await ask(
    `SELECT coalesce(sum(length(counts)), 0) AS counts, coalesce(sum(length(total)), 0) AS total,
       coalesce(sum(length(detail)), 0) AS detail FROM plimsoll.slots`,
  );
  const own = (["counts", "total", "detail"] as const).map(
    (part) => [part, Number(lengths![part])] as const,
  );
  const all = own.reduce((sum, [, length]) => sum + length, 0);
  for (const { name, bytes } of tables)
    if (name !== "slots") sizes[partOf[String(name)] ?? "other"] += Number(bytes);
    else
      for (const [part, length] of own)
        sizes[part] += Math.round((Number(bytes) * length) / (all || 1));
  return sizes;
}
