import { closeSync, existsSync, openSync, readSync, writeSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { keepPrivate } from "../folder/index.ts";

/**
 * Numbers the commits, in the database itself and, once they are durable, in FILE.mark beside it. A
 * database that comes back with a lower number than the mark has lost what was acknowledged: its
 * log was deleted, cut off or damaged, or an older copy was put in its place. SQLite itself says
 * nothing of any of these. A power cut may leave the mark behind the database, never before it.
 */
export interface CommitMark {
  /** What was acknowledged before and is not there any more; null: all of it is. */
  readonly loss: CommitLoss | null;
  /** Within a transaction: the number that it will have. */
  next(): number;
  /** Once it is durable. Never fails: a mark that stays behind only sees less. */
  keep(number: number): void;
  close(): void;
}

export interface CommitLoss {
  /** How many commits are missing; null: another database lies there than was written last. */
  readonly commits: number | null;
  /** When the last of them was acknowledged, in epoch milliseconds. */
  readonly lastAtMs: number;
}

const LENGTH = 128;
const WRITTEN = /^plimsoll-mark\/1 ([0-9a-f]{32}) (\d{1,16}) (\d{1,16}) *\n/;

export function commitMark(db: DatabaseSync, file: string): CommitMark {
  const { id, commits } = markOf(db);
  const increment = db.prepare("UPDATE mark SET commits = commits + 1 RETURNING commits");
  const path = `${file}.mark`;
  keepPrivate(path);
  const mark = openSync(path, "r+");
  return {
    loss: lossOf(readMark(mark), { id, commits }),
    next: () => Number(increment.get()!.commits),
    keep(number) {
      const line = `plimsoll-mark/1 ${id} ${number} ${Date.now()}`.padEnd(LENGTH - 1);
      try {
        writeSync(mark, `${line}\n`, 0);
      } catch {
        // A full disk; the commit itself is durable.
      }
    },
    close: () => closeSync(mark),
  };
}

/** What was acknowledged last, as FILE.mark has it; null: nothing is known. */
export function readLastMark(file: string): Marked | null {
  const path = `${file}.mark`;
  if (!existsSync(path)) return null;
  const mark = openSync(path, "r");
  try {
    return readMark(mark);
  } finally {
    closeSync(mark);
  }
}

export const markOf = (db: DatabaseSync): Marked =>
  db.prepare("SELECT id, commits FROM mark").get() as unknown as Marked;

interface Marked {
  readonly id: string;
  readonly commits: number;
}

function readMark(mark: number): (Marked & { readonly atMs: number }) | null {
  const bytes = Buffer.alloc(LENGTH);
  readSync(mark, bytes, 0, LENGTH, 0);
  const [, id, commits, atMs] = WRITTEN.exec(bytes.toString("latin1")) ?? [];
  return id === undefined ? null : { id, commits: Number(commits), atMs: Number(atMs) };
}

function lossOf(marked: ReturnType<typeof readMark>, { id, commits }: Marked): CommitLoss | null {
  if (marked === null) return null;
  const lastAtMs = marked.atMs;
  if (marked.id !== id) return { commits: null, lastAtMs };
  return commits < marked.commits ? { commits: marked.commits - commits, lastAtMs } : null;
}
