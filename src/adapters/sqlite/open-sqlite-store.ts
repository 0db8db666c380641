import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { threadId } from "node:worker_threads";
import { PlimsollError } from "../../core/errors/index.ts";
import type { Store } from "../../core/store/index.ts";
import { keepPrivate, makeDataFolder, requireFolder, takeFromOthers } from "../folder/index.ts";
import { blockTable } from "./block-table.ts";
import { connect } from "./connection.ts";
import { lockStore } from "./lock.ts";
import { migrate, PRESENT_VERSION, readVersion } from "./schema.ts";
import { slotWriter } from "./slot-writer.ts";
import { sqliteIntake } from "./sqlite-intake.ts";
import { leaseReader, sqliteLeases } from "./sqlite-leases.ts";
import { sqliteLedger } from "./sqlite-ledger.ts";
import { sqliteSlots } from "./sqlite-slots.ts";
import { sqliteVault } from "./sqlite-vault.ts";
import { translateError } from "./translate-error.ts";
import { newTurnMemory, type WriteTurn, writeTurn } from "./write-turn.ts";

export interface SqliteStoreOptions {
  /** Created, with its folder, where there is none yet. Beside it lie FILE-wal, FILE-shm and FILE.lock. */
  readonly file: string;
  /** Reads only, beside the process that writes: for exports and reports. */
  readonly readOnly?: boolean;
  /**
   * Shared by the threads of one process that write the file in turn. One of them opens the store
   * first, and closes it last; the others say so by `isFurther`.
   */
  readonly turns?: { readonly memory: SharedArrayBuffer; readonly isFurther: boolean };
  /** The file may grow to this; beyond it, writing fails as on a full disk. Left out: the disk's own limit. */
  readonly maxSizeBytes?: number;
}

const PAGE_BYTES = 8192;
const READER_TIMEOUT_MS = 250;
const MOST_REWRITTEN_BYTES = 2 ** 28;

/**
 * Opens the store in one SQLite file. One process writes it, any number read.
 * @throws PlimsollError `store.locked`, `store.foreign`, `store.unavailable`, `store.full`
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { file, readOnly = false } = options;
  try {
    return readOnly ? openForReading(file) : openForWriting(options);
  } catch (error) {
    throw translateError(error, file);
  }
}

function openForWriting({ file, maxSizeBytes, turns }: SqliteStoreOptions): Store {
  requireFolder(dirname(file), makeDataFolder);
  const unlock = turns?.isFurther ? () => {} : lockStore(realPath(file));
  const turn = writeTurn(turns?.memory ?? newTurnMemory(), threadId + 1);
  // SQLite gives the files beside it the rights that the database has.
  keepPrivate(file);
  for (const beside of ["-wal", "-shm"]) takeFromOthers(file + beside);
  const db = new DatabaseSync(file, { timeout: READER_TIMEOUT_MS, open: false });
  try {
    db.open();
    const version = readVersion(db, file);
    // The page size comes first: a database that is in WAL mode keeps the one it has.
    db.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL;
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST;
             PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 67108864`);
    migrate(db, version);
    letShrink(db, file);
    if (maxSizeBytes) db.exec(`PRAGMA max_page_count = ${Math.ceil(maxSizeBytes / PAGE_BYTES)}`);
    return compose(db, file, turn, unlock);
  } catch (error) {
    if (db.isOpen) db.close();
    unlock();
    throw error;
  }
}

/** A file of an earlier version could not shrink; it is written anew once, unless that would take long. */
function letShrink(db: DatabaseSync, file: string): void {
  const isFixed = db.prepare("PRAGMA auto_vacuum").get()!.auto_vacuum === 0;
  if (isFixed && sizeOf(file) <= MOST_REWRITTEN_BYTES)
    db.exec("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
}

/** Whatever path leads to a file, there is one lock for it. */
function realPath(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
}

function openForReading(file: string): Store {
  if (!existsSync(file))
    throw new PlimsollError("store.foreign", `There is no store ${file}.`, {
      hint: "Name the data folder of a Plimsoll that has run with --data, or run `plimsoll up` first.",
    });
  const db = new DatabaseSync(file, { readOnly: true, timeout: READER_TIMEOUT_MS });
  try {
    if (readVersion(db, file) === PRESENT_VERSION)
      return compose(db, file, writeTurn(newTurnMemory(), 1), () => {});
    throw new PlimsollError("store.foreign", `${file} has an older format.`, {
      hint: "Start Plimsoll on it once; that brings the file up to date.",
    });
  } catch (error) {
    db.close();
    throw error;
  }
}

function compose(db: DatabaseSync, file: string, turn: WriteTurn, unlock: () => void): Store {
  const connection = connect(db, file, turn);
  const leaseOf = leaseReader(db);
  const table = blockTable(db);
  const writer = slotWriter(connection, table);
  return {
    slots: sqliteSlots(connection, table, writer),
    intake: sqliteIntake(connection, writer),
    ledger: sqliteLedger(connection, leaseOf),
    vault: sqliteVault(connection),
    leases: sqliteLeases(connection, leaseOf),
    sizeBytes: async () => sizeOf(file) + sizeOf(`${file}-wal`),
    async close() {
      await connection.close();
      unlock();
    },
  };
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
