import type { DatabaseSync } from "node:sqlite";
import { PlimsollError } from "../../core/errors/index.ts";

/**
 * SQLite's own check of its pages: rows that cannot be reached, pages that are used twice or not at
 * all. It reads the whole file (about 1.7 GB a second from memory, else as fast as the disk is) and
 * sees no change within a row: blocks have checksums for that.
 * @throws PlimsollError `store.damaged`
 */
export function requireSound(db: DatabaseSync, file: string): void {
  const [row] = db.prepare("PRAGMA quick_check(1)").all();
  const found = String(row!.quick_check);
  if (found !== "ok")
    throw new PlimsollError("store.damaged", `The store ${file} is damaged: ${oneLine(found)}.`);
}

/** As SQLite words it, which is in several lines. */
export const oneLine = (found: string): string =>
  found
    .replace(/^\*\*\* in database main \*\*\*\s*/, "")
    .trim()
    .replace(/\s*\n\s*/g, "; ")
    .replace(/\.$/, "");
