import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { PlimsollError } from "../../core/errors/index.ts";
import { notifications } from "./notifications.ts";
import { isConnectionLost, translateError } from "./translate-error.ts";

export type Row = Readonly<Record<string, unknown>>;
/** Runs one statement and answers its rows. */
export type Ask = (sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Connections to one database. They come back by themselves after the database was away. */
export interface Database {
  /** On its own, outside a transaction: for what only reads. */
  readonly ask: Ask;
  /** The rows of one statement as they were at one moment, so many at a time. */
  rows(sql: string, values: readonly unknown[]): AsyncIterable<Row[]>;
  /** Resolves when what `job` did is durable; rejects with nothing of it changed. */
  transact<T>(job: (ask: Ask) => Promise<T>): Promise<T>;
  /** Calls `listener` when somebody notifies the channel; listens again by itself after the database was away. */
  listen(channel: string, listener: () => void): { close(): void };
  close(): Promise<void>;
}

const CONNECTIONS = 8;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
const RETRY_MS = 200;
const ROWS_TOGETHER = 500;

export function connectDatabase(url: string): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "plimsoll",
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    // The server gives up first; this is for a server that no longer answers at all.
    query_timeout: STATEMENT_TIMEOUT_MS + CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  // A connection that breaks while nobody uses it is replaced; without listeners it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));

  const listeners = notifications(url);

  async function transact<T>(job: (ask: Ask) => Promise<T>): Promise<T> {
    const token = randomBytes(8).readBigInt64BE();
    const client = await pool.connect();
    let result: T;
    try {
      await client.query(`BEGIN; SET LOCAL synchronous_commit = on;
                          INSERT INTO plimsoll.commits (token) VALUES (${token})`);
      result = await job(async (sql, values) => (await client.query(sql, values?.slice())).rows);
    } catch (error) {
      client.release(true);
      throw error;
    }
    try {
      await client.query("COMMIT");
      client.release();
    } catch (error) {
      client.release(true);
      if (!isConnectionLost(error) || !(await wasCommitted(token))) throw error;
    }
    return result;
  }

  /**
   * Whether a transaction whose answer was lost did commit, asked until the database answers. Its
   * token is the judge: an insert waits for a transaction still in progress, finds the token of one
   * that committed, and bars one that did not from ever doing so.
   */
  async function wasCommitted(token: bigint): Promise<boolean> {
    while (!pool.ending) {
      try {
        const { rowCount } = await pool.query(
          `INSERT INTO plimsoll.commits (token) VALUES (${token}) ON CONFLICT DO NOTHING`,
        );
        return rowCount === 0;
      } catch {
        await setTimeout(RETRY_MS);
      }
    }
    throw new PlimsollError(
      "store.unavailable",
      "The store was closed before the database told whether the last write was kept.",
    );
  }

  async function* rows(sql: string, values: readonly unknown[]): AsyncGenerator<Row[]> {
    const client = await pool.connect();
    let isDone = false;
    try {
      await client.query("BEGIN READ ONLY");
      await client.query(`DECLARE rows NO SCROLL CURSOR FOR ${sql}`, values.slice());
      while (!isDone) {
        const { rows } = await client.query(`FETCH ${ROWS_TOGETHER} FROM rows`);
        isDone = rows.length < ROWS_TOGETHER;
        if (isDone) await client.query("COMMIT");
        if (rows.length > 0) yield rows;
      }
    } finally {
      // A reader that stopped half way leaves a transaction behind.
      client.release(!isDone);
    }
  }

  return {
    rows: (sql, values) => translated(rows(sql, values)),
    ask: async (sql, values) => {
      const { rows } = await pool.query(sql, values?.slice()).catch(rethrow);
      return rows;
    },
    transact: (job) => transact(job).catch(rethrow),
    listen: listeners.listen,
    async close() {
      await listeners.close();
      await pool.end();
    },
  };
}

async function* translated<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    rethrow(error);
  }
}

function rethrow(error: unknown): never {
  throw translateError(error);
}
