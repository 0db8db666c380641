import type { DatabaseSync } from "node:sqlite";
import type { PartName, PartSizes } from "../../core/store/index.ts";

/** Tables that are for one thing; their indexes go with them. */
const partOf: Readonly<Record<string, PartName>> = {
  totals: "total",
  details: "detail",
  hourly: "detail",
  ledger: "ledger",
  vault: "vault",
  vault_content: "vault",
  intake_series: "intake",
  intake_requests: "intake",
};

/** Tables that hold several things; their pages are shared out by the length of each. */
const shared: Readonly<Record<string, readonly PartName[]>> = {
  fresh: ["counts", "total", "detail"],
  packed: ["counts", "total"],
};

/** Reads where each page belongs, which takes about as long as reading the file once. */
export function sqliteParts(db: DatabaseSync): PartSizes {
  const parts: Record<PartName, number> = {
    ...{ counts: 0, detail: 0, total: 0, ledger: 0, vault: 0, intake: 0, other: 0, free: 0 },
  };
  const tables = db
    .prepare(
      `SELECT coalesce(tbl_name, 'sqlite_schema') AS name, sum(pgsize) AS bytes
       FROM dbstat LEFT JOIN sqlite_schema USING (name) WHERE aggregate = TRUE GROUP BY 1`,
    )
    .all() as unknown as { name: string; bytes: number }[];
  for (const { name, bytes } of tables) {
    const among = shared[name];
    if (among === undefined) parts[partOf[name] ?? "other"] += bytes;
    else
      for (const [part, share] of sharesOf(db, name, among))
        parts[part] += Math.round(bytes * share);
  }
  const pragma = (name: string) => Number(db.prepare(`PRAGMA ${name}`).get()![name]);
  parts.free = pragma("freelist_count") * pragma("page_size");
  return parts;
}

function sharesOf(db: DatabaseSync, table: string, parts: readonly PartName[]) {
  const sums = parts.map((part) => `coalesce(sum(length(${part})), 0) AS ${part}`).join(", ");
  const lengths = db.prepare(`SELECT ${sums} FROM ${table}`).get() as Record<string, number>;
  const all = parts.reduce((sum, part) => sum + lengths[part]!, 0);
  // Of an empty table there is one page, whosever it is.
  return parts.map(
    (part, at) => [part, all === 0 ? Number(at === 0) : lengths[part]! / all] as const,
  );
}
