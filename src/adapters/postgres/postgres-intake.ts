import type { IntakeChange, IntakeKeys, IntakeStore, SeriesState } from "../../core/store/index.ts";
import type { Ask, Database, Row } from "./database.ts";
import { type SlotWriter, storableBlocks } from "./slot-writer.ts";
import type { Learnt } from "./stream-book.ts";

/** Rows forgotten in one transaction. */
const BATCH_ROWS = 5000;

/** Another process was the first to keep a request or a series that was not known: decide again. */
class Outrun extends Error {}

/** SQLSTATE of a deadlock that this transaction was picked to end. */
const DEADLOCK = "40P01";

/**
 * What is known is locked until it is decided about, in the order of its keys; what is not known is
 * added last, and where another process has added it meanwhile everything is decided again.
 */
export function postgresIntake({ ask, transact }: Database, writer: SlotWriter): IntakeStore {
  let seriesKept: Promise<number> | null = null;
  async function countSeries(): Promise<number> {
    try {
      const [row] = await ask("SELECT count(*) AS count FROM plimsoll.intake_series");
      return Number(row!.count);
    } catch (error) {
      seriesKept = null;
      throw error;
    }
  }

  async function attempt(
    asked: IntakeKeys,
    decide: Parameters<IntakeStore["update"]>[1],
  ): Promise<{ learnt: Learnt; added: number }> {
    const kept = await (seriesKept ??= countSeries());
    return transact(async (ask) => {
      const requests = await lockRequests(ask, asked.requests);
      const series = await lockSeries(ask, asked.series);
      const [forgotten] = await ask("SELECT until_ns FROM plimsoll.intake_forgotten");
      const forgottenUntilNs = Number(forgotten!.until_ns);
      const change = decide({ requests, series, seriesKept: kept, forgottenUntilNs });
      const blocks = storableBlocks(change.slots);
      await keepRequests(ask, change, requests);
      const added = await keepSeries(ask, change, series);
      return { learnt: await writer.write(ask, blocks), added };
    });
  }

  return {
    async update(asked, decide) {
      for (;;) {
        try {
          const { learnt, added } = await attempt(asked, decide);
          writer.remember(learnt);
          // Forgetting may have begun meanwhile: then they are counted anew.
          if (added > 0) seriesKept = seriesKept?.then((count) => count + added) ?? null;
          return;
        } catch (error) {
          const isOutrun =
            error instanceof Outrun || (error as { code?: unknown }).code === DEADLOCK;
          if (!isOutrun) throw error;
        }
      }
    },

    async kept() {
      const [row] = await ask("SELECT max(number) AS newest FROM plimsoll.intake_requests");
      return {
        series: await (seriesKept ??= countSeries()),
        newestRequest: Number(row!.newest ?? 0),
      };
    },

    async forget({ requestsUpTo, seriesBeforeNs }) {
      const count = async (sql: string, values: readonly unknown[]) =>
        (await transact((ask) => ask(sql, values))).length;
      const removeRequests = `DELETE FROM plimsoll.intake_requests WHERE number IN (
          SELECT number FROM plimsoll.intake_requests WHERE number <= $1
          ORDER BY number LIMIT ${BATCH_ROWS}
        ) RETURNING number`;
      while ((await count(removeRequests, [requestsUpTo])) === BATCH_ROWS);
      const [{ last } = { last: 0 }] = await ask(
        "SELECT max(id) AS last FROM plimsoll.intake_series",
      );
      for (let from = 0; from < Number(last); from += BATCH_ROWS)
        await transact((ask) => forgetSeries(ask, from, seriesBeforeNs));
      seriesKept = null;
    },
  };
}

const bytesOf = (key: string): Buffer => Buffer.from(key, "base64url");
const keyOf = ({ key }: Row): string => (key as Buffer).toString("base64url");

async function lockRequests(ask: Ask, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await ask(
    "SELECT key, points FROM plimsoll.intake_requests WHERE key = ANY($1) ORDER BY key FOR UPDATE",
    [keys.map(bytesOf)],
  );
  return new Map(rows.map((row) => [keyOf(row), Number(row.points)]));
}

type KnownSeries = Map<string, SeriesState & { readonly id: unknown }>;

async function lockSeries(ask: Ask, keys: readonly string[]): Promise<KnownSeries> {
  if (keys.length === 0) return new Map();
  const rows = await ask(
    `SELECT id, key, last_ns, state FROM plimsoll.intake_series
     WHERE key = ANY($1) ORDER BY key FOR UPDATE`,
    [keys.map(bytesOf)],
  );
  return new Map(
    rows.map((row) => {
      const { id, last_ns, state } = row;
      return [keyOf(row), { id, lastNs: Number(last_ns), state: state as Buffer }];
    }),
  );
}

async function keepRequests(
  ask: Ask,
  { requests }: IntakeChange,
  known: ReadonlyMap<string, number>,
): Promise<void> {
  const [fresh, changed] = parted(requests, known);
  if (changed.length > 0)
    await ask(
      `UPDATE plimsoll.intake_requests AS r SET points = new.points
       FROM unnest($1::bytea[], $2::integer[]) AS new (key, points) WHERE r.key = new.key`,
      [changed.map(([key]) => bytesOf(key)), changed.map(([, points]) => points)],
    );
  if (fresh.length === 0) return;
  const inserted = await ask(
    `INSERT INTO plimsoll.intake_requests (key, points)
     SELECT * FROM unnest($1::bytea[], $2::integer[]) AS new (key, points) ORDER BY key
     ON CONFLICT DO NOTHING RETURNING number`,
    [fresh.map(([key]) => bytesOf(key)), fresh.map(([, points]) => points)],
  );
  if (inserted.length < fresh.length) throw new Outrun();
}

/** Answers how many are new. */
async function keepSeries(ask: Ask, { series }: IntakeChange, known: KnownSeries): Promise<number> {
  const [fresh, changed] = parted(series, known);
  if (changed.length > 0)
    await ask(
      `UPDATE plimsoll.intake_series AS s SET last_ns = new.last_ns, state = new.state
       FROM unnest($1::bigint[], $2::double precision[], $3::bytea[]) AS new (id, last_ns, state)
       WHERE s.id = new.id`,
      [
        changed.map(([key]) => known.get(key)!.id),
        changed.map(([, { lastNs }]) => lastNs),
        changed.map(([, { state }]) => state),
      ],
    );
  if (fresh.length === 0) return 0;
  const inserted = await ask(
    `INSERT INTO plimsoll.intake_series (key, last_ns, state)
     SELECT * FROM unnest($1::bytea[], $2::double precision[], $3::bytea[])
       AS new (key, last_ns, state) ORDER BY key
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      fresh.map(([key]) => bytesOf(key)),
      fresh.map(([, { lastNs }]) => lastNs),
      fresh.map(([, { state }]) => state),
    ],
  );
  if (inserted.length < fresh.length) throw new Outrun();
  return fresh.length;
}

/** Those that are not known, and those that are. */
function parted<T>(
  all: ReadonlyMap<string, T>,
  known: ReadonlyMap<string, unknown>,
): readonly [(readonly [string, T])[], (readonly [string, T])[]] {
  const entries = [...all];
  return [entries.filter(([key]) => !known.has(key)), entries.filter(([key]) => known.has(key))];
}

async function forgetSeries(ask: Ask, from: number, beforeNs: number): Promise<void> {
  await ask(
    `WITH gone AS (
       DELETE FROM plimsoll.intake_series WHERE id > $1 AND id <= $2 AND last_ns < $3
       RETURNING last_ns
     )
     UPDATE plimsoll.intake_forgotten
     SET until_ns = greatest(until_ns, (SELECT coalesce(max(last_ns), 0) FROM gone))`,
    [from, from + BATCH_ROWS, beforeNs],
  );
}
