import type { DatabaseSync } from "node:sqlite";
import type { BlockParts } from "../../core/measurement/index.ts";
import type { BlockQuery, BlockRow, KeptDetail, PackedDay } from "../../core/store/index.ts";
import type { Day } from "../../core/time/index.ts";

/**
 * Where blocks lie. Added ones go to the end of `fresh`, so that a commit touches few pages however
 * many streams it has. Packed ones lie by stream and day in `packed`; their much larger detail lies
 * apart, by day and hour, so that what is written and thinned at a time lies together. Of days long
 * past there is one row in `hourly`, and at last only one in `totals`.
 */
export interface BlockTable {
  add(stream: number, day: Day, block: BlockParts): void;
  /** The days asked for of which there is something, and all rows of each. */
  days(stream: number, asked: Pick<BlockQuery, "from" | "to" | "detailOn">): Iterable<StoredDay>;
  packed(stream: number, day: Day): PackedRow | undefined;
  /** Rows that were added to a day since it was packed, `most` at most. */
  fresh(stream: number, day: Day, most: number): FreshRow[];
  keptDetail(stream: number, day: Day): KeptDetail;
  /** Pieces of a packed day's detail: those of some hours by the minute, else whatever there is. */
  pieces(stream: number, day: Day, hours?: readonly number[]): Uint8Array[];
  replace(stream: number, day: Day, rows: readonly FreshRow[], packed: PackedDay): void;
  /** Days before `before` that were added to since they were packed, `most` at most, in order from the one after `last`. */
  unpacked(before: Day, last: StreamDay, most: number): StreamDay[];
  countUnpacked(): number;
  putHourly(stream: number, day: Day, detail: Uint8Array): void;
  /** Takes out everything by the minute of a packed day. */
  removePieces(stream: number, day: Day): void;
}

export interface StreamDay {
  readonly stream: number;
  readonly day: Day;
}

interface StoredDay {
  readonly day: Day;
  readonly rows: Iterable<BlockRow>;
}

export type PackedRow = Pick<BlockParts, "counts" | "total">;
type FreshRow = BlockRow & { readonly id: number };

/** Beside the hours 0–23: detail of a whole day in one piece, as an earlier version kept it. */
const WHOLE_DAY = 24;
const EVERY_HOUR: readonly number[] = Array.from({ length: WHOLE_DAY }, (_, hour) => hour);

export function blockTable(db: DatabaseSync): BlockTable {
  const insert = db.prepare(
    "INSERT INTO fresh (stream, day, counts, total, detail) VALUES (?, ?, ?, ?, ?)",
  );
  const selectDays = db.prepare(
    `SELECT day FROM packed WHERE stream = ?1 AND day BETWEEN ?2 AND ?3
     UNION SELECT day FROM totals WHERE stream = ?1 AND day BETWEEN ?2 AND ?3
     UNION SELECT day FROM fresh WHERE stream = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day`,
  );
  const selectPacked = db.prepare("SELECT counts, total FROM packed WHERE stream = ? AND day = ?");
  const selectTotal = db.prepare("SELECT total FROM totals WHERE stream = ? AND day = ?");
  const selectFresh = db.prepare(
    "SELECT id, counts, total, detail FROM fresh WHERE stream = ? AND day = ? LIMIT ?",
  );
  const selectPiece = db.prepare(
    "SELECT detail FROM details WHERE day = ? AND hour = ? AND stream = ?",
  );
  const selectHourly = db.prepare("SELECT detail FROM hourly WHERE day = ? AND stream = ?");
  const selectUnpacked = db.prepare(
    `SELECT DISTINCT stream, day FROM fresh WHERE (stream, day) > (?1, ?2) AND day < ?3
     ORDER BY stream, day LIMIT ?4`,
  );
  const countFresh = db.prepare("SELECT count(*) AS count FROM fresh");
  const remove = db.prepare("DELETE FROM fresh WHERE id = ?");
  const put = db.prepare(
    `INSERT INTO packed (stream, day, counts, total) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET counts = excluded.counts, total = excluded.total`,
  );
  const putPiece = db.prepare(
    `INSERT INTO details (day, hour, stream, detail) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET detail = excluded.detail`,
  );
  const removePiece = db.prepare("DELETE FROM details WHERE day = ? AND hour = ? AND stream = ?");
  const putHourly = db.prepare(
    `INSERT INTO hourly (day, stream, detail) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET detail = excluded.detail`,
  );

  const hourlyOf = (stream: number, day: Day) =>
    selectHourly.get(day, stream)?.detail as Uint8Array | undefined;
  const pieceOf = (stream: number, day: Day, hour: number) =>
    selectPiece.get(day, hour, stream)?.detail as Uint8Array | undefined;
  const pieces = (stream: number, day: Day, hours = EVERY_HOUR): Uint8Array[] =>
    [
      ...hours.map((hour) => pieceOf(stream, day, hour)),
      pieceOf(stream, day, WHOLE_DAY),
      hourlyOf(stream, day),
    ].filter((piece) => piece !== undefined);
  const packed = (stream: number, day: Day) =>
    selectPacked.get(stream, day) as PackedRow | undefined;

  function* rowsOf(stream: number, day: Day, isDetailed: boolean): Generator<BlockRow> {
    const row = packed(stream, day);
    if (row) yield isDetailed ? { ...row, details: pieces(stream, day) } : row;
    const total = selectTotal.get(stream, day)?.total as Uint8Array | undefined;
    if (total) yield { counts: null, total, ...(isDetailed && { details: [] }) };
    for (const fresh of selectFresh.iterate(stream, day, -1)) {
      const { counts, total, detail } = fresh as unknown as BlockParts;
      yield { counts, total, ...(isDetailed && { details: [detail] }) };
    }
  }

  return {
    add: (stream, day, { counts, total, detail }) => insert.run(stream, day, counts, total, detail),
    *days(stream, { from, to, detailOn }) {
      for (const { day } of selectDays.all(stream, from, to) as unknown as { day: Day }[])
        yield { day, rows: rowsOf(stream, day, detailOn?.includes(day) ?? true) };
    },
    packed,
    fresh: (stream, day, most) =>
      (selectFresh.all(stream, day, most) as unknown as (BlockParts & { id: number })[]).map(
        ({ id, counts, total, detail }) => ({ id, counts, total, details: [detail] }),
      ),
    keptDetail(stream, day) {
      if (hourlyOf(stream, day)) return "by hour";
      return pieceOf(stream, day, WHOLE_DAY) ? "by minute in one piece" : "by minute";
    },
    pieces,
    replace(stream, day, rows, { counts, total, hours, hourly }) {
      for (const { id } of rows) remove.run(id);
      put.run(stream, day, counts, total);
      for (const [hour, detail] of hours) putPiece.run(day, hour, stream, detail);
      if (hours.size > 0) removePiece.run(day, WHOLE_DAY, stream);
      if (hourly) putHourly.run(day, stream, hourly);
    },
    putHourly: (stream, day, detail) => putHourly.run(day, stream, detail),
    removePieces(stream, day) {
      for (let hour = 0; hour <= WHOLE_DAY; hour++) removePiece.run(day, hour, stream);
    },
    unpacked: (before, { stream, day }, most) =>
      selectUnpacked.all(stream, day, before, most) as unknown as StreamDay[],
    countUnpacked: () => Number(countFresh.get()!.count),
  };
}
