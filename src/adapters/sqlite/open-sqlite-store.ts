import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { threadId } from "node:worker_threads";
import { PlimsollError } from "../../core/errors/index.ts";
import type { Store } from "../../core/store/index.ts";
import { denyOthers, keepPrivate, makeDataFolder, requireFolder } from "../folder/index.ts";
import { blockTable } from "./block-table.ts";
import { checkBeside } from "./check-beside.ts";
import { type CommitLoss, type CommitMark, commitMark } from "./commit-mark.ts";
import { type CommitGuard, connect } from "./connection.ts";
import { lockStore } from "./lock.ts";
import { noteFile, type OpenedFiles, openedFiles, requireNoted } from "./opened-files.ts";
import { requireSound } from "./quick-check.ts";
import { migrate, PRESENT_VERSION, readVersion } from "./schema.ts";
import { slotWriter } from "./slot-writer.ts";
import { sizeOf, sqliteHealth } from "./sqlite-health.ts";
import { sqliteIntake } from "./sqlite-intake.ts";
import { leaseReader, sqliteLeases } from "./sqlite-leases.ts";
import { sqliteLedger } from "./sqlite-ledger.ts";
import { sqliteSlots } from "./sqlite-slots.ts";
import { sqliteVault } from "./sqlite-vault.ts";
import { translateError } from "./translate-error.ts";
import { fileShared, newTurnMemory, type WriteTurn, writeTurn } from "./write-turn.ts";

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
  /** Called when the file has lost what was acknowledged before. */
  readonly onLoss?: (loss: CommitLoss) => void;
  /** Called when a large file, which is checked beside its use, turns out to be damaged. */
  readonly onDamage?: (damage: PlimsollError) => void;
}

const PAGE_BYTES = 8192;
const READER_TIMEOUT_MS = 250;
const MOST_REWRITTEN_BYTES = 2 ** 28;
/** Checked before it is used: that takes less than half a second. What is larger is checked beside its use. */
const MOST_CHECKED_AT_START_BYTES = 2 ** 27;

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

function openForWriting({
  file,
  maxSizeBytes,
  turns,
  onLoss,
  onDamage,
}: SqliteStoreOptions): Store {
  const memory = turns?.memory ?? newTurnMemory();
  if (turns?.isFurther) requireNoted(file, fileShared(memory));
  else requireFolder(dirname(file), makeDataFolder);
  const unlock = turns?.isFurther ? () => {} : lockStore(realPath(file));
  const turn = writeTurn(memory, threadId + 1);
  // SQLite gives the files beside it the rights that the database has.
  keepPrivate(file);
  for (const beside of ["-wal", "-shm"]) denyOthers(file + beside);
  const db = new DatabaseSync(file, { timeout: READER_TIMEOUT_MS, open: false });
  let mark: CommitMark | undefined;
  try {
    db.open();
    const version = readVersion(db, file);
    // The page size comes first: a database that is in WAL mode keeps the one it has.
    db.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL;
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST;
             PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 67108864`);
    const isChecked = !turns?.isFurther && sizeOf(file) <= MOST_CHECKED_AT_START_BYTES;
    if (isChecked) requireSound(db, file);
    migrate(db, version);
    // What the file is known by must not be lost with the log.
    if (version < PRESENT_VERSION) db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    letShrink(db, file);
    // Whoever held a lease is dead, or this process would not have the lock: nobody is waited for.
    if (!turns?.isFurther) db.exec("UPDATE leases SET holder = '' WHERE holder <> ''");
    if (maxSizeBytes) db.exec(`PRAGMA max_page_count = ${Math.ceil(maxSizeBytes / PAGE_BYTES)}`);
    if (!turns?.isFurther) noteFile(file, fileShared(memory));
    mark = commitMark(db, file);
    if (mark.loss && !turns?.isFurther) {
      // Without its log a database may be half of one state and half of another.
      if (!isChecked) requireSound(db, file);
      onLoss?.(mark.loss);
    }
    const isLarge = !isChecked && !turns?.isFurther && mark.loss === null;
    const checking = isLarge && onDamage ? checkBeside(file, onDamage) : null;
    return compose(db, file, turn, { mark, unlock, checking });
  } catch (error) {
    mark?.close();
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
  const db = openFile(file);
  try {
    if (readVersion(db, file) === PRESENT_VERSION)
      return compose(db, file, writeTurn(newTurnMemory(), 1), null);
    throw new PlimsollError("store.foreign", `${file} has an older format.`, {
      hint: "Start Plimsoll on it once; that brings the file up to date.",
    });
  } catch (error) {
    db.close();
    throw error;
  }
}

/** For reading only, whatever is in it. @throws PlimsollError `store.foreign` */
export function openFile(file: string): DatabaseSync {
  if (!existsSync(file))
    throw new PlimsollError("store.foreign", `There is no store ${file}.`, {
      hint: "Name the data folder of a Plimsoll that has run with --data, or run `plimsoll up` first.",
    });
  return new DatabaseSync(file, { readOnly: true, timeout: READER_TIMEOUT_MS });
}

/** The files that a writer keeps beside the database. */
interface Writing {
  readonly mark: CommitMark;
  readonly unlock: () => void;
  readonly checking: { stop(): Promise<unknown> } | null;
}

function compose(db: DatabaseSync, file: string, turn: WriteTurn, writing: Writing | null): Store {
  // The log and its index are there from the first read on.
  db.prepare("SELECT count(*) FROM sqlite_schema").get();
  const files = openedFiles(file);
  const connection = connect(db, file, turn, writing && guardOf(writing.mark, files));
  const leaseOf = leaseReader(db);
  const table = blockTable(db);
  const writer = slotWriter(connection, table);
  return {
    slots: sqliteSlots(connection, table, writer, leaseOf),
    intake: sqliteIntake(connection, writer),
    ledger: sqliteLedger(connection, leaseOf),
    vault: sqliteVault(connection),
    leases: sqliteLeases(connection, leaseOf),
    health: sqliteHealth(connection, file, files),
    async close() {
      await writing?.checking?.stop();
      await connection.close();
      writing?.mark.close();
      writing?.unlock();
    },
  };
}

const guardOf = (mark: CommitMark, files: OpenedFiles): CommitGuard => ({
  before() {
    files.require();
    return mark.next();
  },
  after: mark.keep,
});
