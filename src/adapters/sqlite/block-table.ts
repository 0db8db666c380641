import type { DatabaseSync } from "node:sqlite";
import type { BlockQuery, BlockRow } from "../../store/index.ts";
import type { Day } from "../../time/index.ts";

/** Part 0 is the packed block of a stream and day; parts from 1 on were added since. */
const PACKED_PART = 0;

export interface StoredRow extends BlockRow {
  readonly day: Day;
  readonly part: number;
}

/** Where blocks lie: counts and totals in one table, the much larger detail in another. */
export interface BlockTable {
  /** In order of day and part. */
  rows(stream: number, asked: Pick<BlockQuery, "from" | "to" | "detailOn">): StoredRow[];
  append(stream: number, day: Day, row: BlockRow): void;
  /** Puts one packed block in the place of `rows`, whatever was appended since they were read. */
  replace(stream: number, day: Day, rows: readonly StoredRow[], packed: BlockRow): void;
  /** Streams and days that began before `before` and have rows that are not packed. */
  unpacked(before: Day): { readonly stream: number; readonly day: Day }[];
}

export function blockTable(db: DatabaseSync): BlockTable {
  const select = db.prepare(
    `SELECT day, part, counts, total FROM slots
     WHERE stream = ? AND day BETWEEN ? AND ? ORDER BY day, part`,
  );
  const selectDetail = db.prepare(
    "SELECT detail FROM details WHERE stream = ? AND day = ? AND part = ?",
  );
  const append = db.prepare(
    `INSERT INTO slots SELECT ?1, ?2, coalesce(max(part), 0) + 1, ?3, ?4
     FROM slots WHERE stream = ?1 AND day = ?2 RETURNING part`,
  );
  const insert = db.prepare("INSERT INTO slots VALUES (?, ?, ?, ?, ?)");
  const insertDetail = db.prepare("INSERT INTO details VALUES (?, ?, ?, ?)");
  const remove = db.prepare("DELETE FROM slots WHERE stream = ? AND day = ? AND part = ?");
  const removeDetail = db.prepare("DELETE FROM details WHERE stream = ? AND day = ? AND part = ?");
  const selectUnpacked = db.prepare(
    "SELECT DISTINCT stream, day FROM slots WHERE part > 0 AND day < ? ORDER BY day, stream",
  );

  const withDetail = (stream: number, row: StoredRow): StoredRow => {
    const kept = selectDetail.get(stream, row.day, row.part);
    return { ...row, detail: (kept?.detail as Uint8Array | undefined) ?? null };
  };

  return {
    rows(stream, { from, to, detailOn }) {
      const rows = select.all(stream, from, to) as unknown as StoredRow[];
      return rows.map((row) =>
        detailOn?.includes(row.day) === false ? row : withDetail(stream, row),
      );
    },
    append(stream, day, { counts, total, detail }) {
      const part = append.get(stream, day, counts, total)!.part as number;
      if (detail) insertDetail.run(stream, day, part, detail);
    },
    replace(stream, day, rows, { counts, total, detail }) {
      for (const { part } of rows) {
        remove.run(stream, day, part);
        removeDetail.run(stream, day, part);
      }
      insert.run(stream, day, PACKED_PART, counts, total);
      if (detail) insertDetail.run(stream, day, PACKED_PART, detail);
    },
    unpacked: (before) => selectUnpacked.all(before) as unknown as { stream: number; day: Day }[],
  };
}
