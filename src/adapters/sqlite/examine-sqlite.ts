import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { plural, sizeWords } from "../../core/format/index.ts";
import {
  type ExaminedStore,
  type Finding,
  type Lease,
  soundFinding,
} from "../../core/store/index.ts";
import { isOpenToOthers } from "../folder/index.ts";
import { markOf, readLastMark } from "./commit-mark.ts";
import { openFile, openSqliteStore } from "./open-sqlite-store.ts";
import { oneLine } from "./quick-check.ts";
import { PRESENT_VERSION } from "./schema.ts";
import { sizeOf } from "./sqlite-health.ts";
import { sqliteParts } from "./sqlite-parts.ts";
import { translateError } from "./translate-error.ts";

const MOST_FOUND = 20;
const RESTORE = "Stop Plimsoll, keep the files as they are, and restore the last good backup.";
/** The first four bytes of a write-ahead log, https://sqlite.org/fileformat2.html#walformat */
const LOG_MAGIC = /^377f068[23]$/;

/**
 * Looks at a SQLite store beside the process that writes it, and changes nothing.
 * @throws PlimsollError `store.foreign`, `store.damaged`
 */
export async function examineSqlite(file: string): Promise<ExaminedStore> {
  // Before the database: a process that is writing may only make it greater meanwhile.
  const marked = readLastMark(file);
  const store = await openSqliteStore({ file, readOnly: true });
  const db = openFile(file);
  const translated = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw translateError(error, file);
    }
  };
  const all = (sql: string) => translated(() => db.prepare(sql).all());
  const first = (sql: string) => all(sql)[0]!;

  function integrity(): Finding {
    const rows = all(`PRAGMA integrity_check(${MOST_FOUND})`);
    const found = rows.map((row) => oneLine(String(row.integrity_check)));
    if (found[0] === "ok")
      return soundFinding(
        "integrity",
        `SQLite finds every page and index of ${sizeWords(sizeOf(file))} whole.`,
      );
    const message = `SQLite finds its file damaged: ${found.join("; ")}.`;
    return { check: "integrity", state: "damage", message, hint: RESTORE };
  }

  function commits(): Finding {
    const present = translated(() => markOf(db));
    if (marked === null)
      return soundFinding("commits", "It is not known which commit was the last one.");
    const lost =
      marked.id === present.id
        ? marked.commits - present.commits
        : "all, as another database was written here last";
    if (typeof lost === "number" && lost <= 0)
      return soundFinding(
        "commits",
        `All ${plural(present.commits, "commit")} that were acknowledged are there.`,
      );
    const message = `Commits that were acknowledged are missing: ${lost}. The write-ahead log was deleted, cut off or damaged, or an older copy was put in the file's place.`;
    return {
      check: "commits",
      state: "damage",
      message,
      hint: "Where the log (FILE-wal) still exists, put it beside the database before Plimsoll is started on it again; else what was measured in them stays unknown.",
    };
  }

  function files(): Finding {
    const log = sizeOf(`${file}-wal`);
    const isRunning = isLocked(`${file}.lock`);
    const state = isRunning
      ? `Plimsoll is running on it, with a log of ${sizeWords(log)}`
      : log > 0
        ? `nobody is running on it; a log of ${sizeWords(log)} is brought in by the next start`
        : "nobody is running on it, and it was closed";
    const open = [
      dirname(file),
      ...["", "-wal", "-shm", ".lock", ".mark"].map((end) => file + end),
    ];
    const toOthers = open.filter(isOpenToOthers);
    if (log > 0 && !LOG_MAGIC.test(startOf(`${file}-wal`)))
      return {
        check: "files",
        state: "damage",
        message: `${file}-wal is no write-ahead log of SQLite; ${state}.`,
        hint: "Find the one that belongs to the database, and put it back before Plimsoll is started.",
      };
    if (toOthers.length > 0)
      return {
        check: "files",
        state: "warning",
        message: `Others than their owner may use ${toOthers.join(", ")}; ${state}.`,
        hint: `chmod go-rwx ${toOthers.join(" ")}`,
      };
    return soundFinding("files", `Its files are their owner's alone; ${state}.`);
  }

  /** Rows that no reader would ever ask for. */
  function reachable(): Finding {
    const tables = ["fresh", "packed", "details", "hourly", "totals"];
    const lost = tables.map((table) =>
      first(`SELECT count(*) AS rows FROM ${table} LEFT JOIN streams ON streams.id = ${table}.stream
             WHERE streams.id IS NULL OR day NOT BETWEEN first_day AND last_day`),
    );
    const rows = lost.reduce((sum, row) => sum + Number(row.rows), 0);
    return rows === 0
      ? soundFinding("schema", `It has format ${PRESENT_VERSION}, as this version writes it.`)
      : {
          check: "schema",
          state: "damage",
          message: `${plural(rows, "row")} of measurements belong to no stream that is known, or to a day outside of it.`,
          hint: RESTORE,
        };
  }

  return {
    name: `SQLite, ${file}`,
    store,
    own: {
      files: async () => files(),
      integrity: async () => integrity(),
      commits: async () => commits(),
      schema: async () => reachable(),
    },
    addons: async () =>
      all(
        `SELECT addon, min(first_day) AS "from", max(last_day) AS "to" FROM streams GROUP BY addon ORDER BY addon`,
      ) as unknown as { addon: string; from: number; to: number }[],
    leases: async () =>
      all("SELECT name, holder, fence, renewals FROM leases ORDER BY name") as unknown as (Lease & {
        name: string;
      })[],
    parts: async () => translated(() => sqliteParts(db)),
    async close() {
      db.close();
      await store.close();
    },
  };
}

/** Whether a process holds the lock; asking does not disturb it. */
function isLocked(lockFile: string): boolean {
  if (!existsSync(lockFile)) return false;
  const lock = new DatabaseSync(lockFile, { readOnly: true });
  try {
    lock.prepare("SELECT count(*) FROM sqlite_schema").get();
    return false;
  } catch {
    return true;
  } finally {
    lock.close();
  }
}

function startOf(file: string): string {
  const handle = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(4);
    readSync(handle, bytes, 0, 4, 0);
    return bytes.toString("hex");
  } finally {
    closeSync(handle);
  }
}
