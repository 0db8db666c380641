import { type ErrorCode, PlimsollError } from "../../core/errors/index.ts";

/** SQLite's primary result codes, https://sqlite.org/rescode.html, in Plimsoll's words. */
const codes: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  5: ["store.locked", "is in use by another process"],
  8: ["store.read-only", "is open for reading only"],
  10: ["store.unavailable", "cannot be read or written"],
  11: ["store.damaged", "is damaged"],
  13: ["store.full", "cannot grow: the disk is full"],
  14: ["store.unavailable", "cannot be opened"],
  26: ["store.foreign", "is not a SQLite database"],
};

/** SQLITE_IOERR_SHMSIZE: the log's index cannot grow, which only a full disk causes. */
const SHARED_MEMORY_FULL = 4874;

/** SQLITE_READONLY_DBMOVED: the file is not where it was opened any more. */
const MOVED = 1032;

/** What SQLite or the file system threw as the store's error; anything else is passed on as it is. */
export function translateError(cause: unknown, file: string): unknown {
  const { code, errcode, syscall } = cause as Partial<NodeJS.ErrnoException & { errcode: number }>;
  if (errcode === MOVED)
    return new PlimsollError("store.replaced", `The store ${file} was moved or deleted.`, {
      cause,
    });
  const known = syscall ? codes[code === "ENOSPC" ? 13 : 14] : codes[resultCode(errcode)];
  if (known) return new PlimsollError(known[0], `The store ${file} ${known[1]}.`, { cause });
  if (code === "ERR_INVALID_STATE")
    return new PlimsollError("store.unavailable", `The store ${file} is closed.`, { cause });
  return cause;
}

const resultCode = (errcode = 0) => (errcode === SHARED_MEMORY_FULL ? 13 : errcode & 0xff);
