import type { DatabaseSync } from "node:sqlite";
import type { BlockParts } from "../../measurement/index.ts";
import type { BlockQuery, BlockRow } from "../../store/index.ts";
import type { Day } from "../../time/index.ts";

/** `id` of a block that was added since its day was packed; null for the packed one. */
interface StoredRow extends BlockRow {
  readonly day: Day;
  readonly id: number | null;
}

/**
 * Where blocks lie. Added ones go to the end of `fresh`, so that a commit touches few pages however
 * many streams it has; packed ones lie by stream and day in `packed`, their much larger detail apart.
 */
export interface BlockTable {
  /** All rows of a stream in the days asked for. */
  rows(stream: number, asked: Pick<BlockQuery, "from" | "to" | "detailOn">): StoredRow[];
  add(stream: number, day: Day, block: BlockParts): void;
  /** Puts one packed block in the place of `rows`; what was added since they were read stays. */
  replace(stream: number, day: Day, rows: readonly StoredRow[], packed: BlockParts): void;
  /** Streams and days before `before` that were added to since they were packed. */
  unpacked(before: Day): { readonly stream: number; readonly day: Day }[];
}

export function blockTable(db: DatabaseSync): BlockTable {
  const selectPacked = db.prepare(
    `SELECT day, NULL AS id, counts, total FROM packed
     WHERE stream = ? AND day BETWEEN ? AND ?`,
  );
  const selectDetail = db.prepare("SELECT detail FROM details WHERE stream = ? AND day = ?");
  const selectFresh = db.prepare(
    `SELECT day, id, counts, total, detail FROM fresh WHERE stream = ? AND day BETWEEN ? AND ?`,
  );
  const selectUnpacked = db.prepare("SELECT DISTINCT stream, day FROM fresh WHERE day < ?");
  const insert = db.prepare(
    "INSERT INTO fresh (stream, day, counts, total, detail) VALUES (?, ?, ?, ?, ?)",
  );
  const remove = db.prepare("DELETE FROM fresh WHERE id = ?");
  const put = db.prepare("INSERT OR REPLACE INTO packed VALUES (?, ?, ?, ?)");
  const putDetail = db.prepare("INSERT OR REPLACE INTO details VALUES (?, ?, ?)");

  function withDetail(stream: number, row: StoredRow): StoredRow {
    const kept = selectDetail.get(stream, row.day) as Pick<BlockParts, "detail"> | undefined;
    return { ...row, ...kept };
  }

  return {
    rows(stream, { from, to, detailOn }) {
      const packed = selectPacked.all(stream, from, to) as unknown as StoredRow[];
      const fresh = selectFresh.all(stream, from, to) as unknown as StoredRow[];
      const isDetailed = ({ day }: StoredRow) => detailOn?.includes(day) ?? true;
      return [...packed.map((row) => (isDetailed(row) ? withDetail(stream, row) : row)), ...fresh];
    },
    add: (stream, day, { counts, total, detail }) => insert.run(stream, day, counts, total, detail),
    replace(stream, day, rows, { counts, total, detail }) {
      for (const { id } of rows) if (id !== null) remove.run(id);
      put.run(stream, day, counts, total);
      putDetail.run(stream, day, detail);
    },
    unpacked: (before) => selectUnpacked.all(before) as unknown as { stream: number; day: Day }[],
  };
}
