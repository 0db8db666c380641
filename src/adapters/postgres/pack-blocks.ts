import { type BlockRow, packRows } from "../../store/index.ts";
import { MINUTES_PER_DAY, type Minute } from "../../time/index.ts";
import type { Ask, Database, Row } from "./database.ts";

/** Blocks rewritten in one transaction. */
const BATCH_BLOCKS = 64;

/** After this long no transaction can still be waiting to hear whether it committed. */
const COMMITS_KEPT = "1 day";

/** Rewrites every day that began before `before` as one row per stream. */
export async function packBlocks({ ask, transact }: Database, before: Minute): Promise<number> {
  const due = await ask(
    `SELECT DISTINCT day, stream FROM plimsoll.slots WHERE NOT is_packed AND day < $1
     ORDER BY day, stream`,
    [Math.ceil(before / MINUTES_PER_DAY)],
  );
  let packed = 0;
  for (let at = 0; at < due.length; at += BATCH_BLOCKS)
    packed += await transact((ask) => packBatch(ask, due.slice(at, at + BATCH_BLOCKS)));
  await transact((ask) =>
    ask(`DELETE FROM plimsoll.commits WHERE at < now() - interval '${COMMITS_KEPT}'`),
  );
  return packed;
}

/** Replaces exactly the rows that it locked: what others add meanwhile stays, and what another packer took is left to it. */
async function packBatch(ask: Ask, due: readonly Row[]): Promise<number> {
  const rows = await ask(
    `SELECT stream, day, part, counts, total, detail FROM plimsoll.slots
     WHERE (stream, day) IN (SELECT * FROM unnest($1::integer[], $2::integer[]))
     ORDER BY stream, day, part FOR UPDATE`,
    [due.map(({ stream }) => stream), due.map(({ day }) => day)],
  );
  const blocks = [...Map.groupBy(rows, ({ stream, day }) => `${stream} ${day}`).values()].map(
    (rows) => {
      const { stream, day } = rows[0]!;
      return { stream, day, ...packRows(rows as unknown as BlockRow[]) };
    },
  );
  await ask("DELETE FROM plimsoll.slots WHERE part = ANY($1) AND stream = ANY($2)", [
    rows.map(({ part }) => part),
    [...new Set(rows.map(({ stream }) => stream))],
  ]);
  await ask(
    `INSERT INTO plimsoll.slots (stream, day, is_packed, counts, total, detail)
     SELECT stream, day, true, counts, total, detail
     FROM unnest($1::integer[], $2::integer[], $3::bytea[], $4::bytea[], $5::bytea[])
       AS block (stream, day, counts, total, detail)`,
    [
      blocks.map(({ stream }) => stream),
      blocks.map(({ day }) => day),
      blocks.map(({ counts }) => counts),
      blocks.map(({ total }) => total),
      blocks.map(({ detail }) => detail),
    ],
  );
  return blocks.length;
}
