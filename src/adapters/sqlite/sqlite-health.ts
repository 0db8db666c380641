import { statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Disk, StoreHealth, UsageSample } from "../../core/store/index.ts";
import type { Connection } from "./connection.ts";
import type { OpenedFiles } from "./opened-files.ts";

export function sqliteHealth(
  { db, read, write }: Connection,
  file: string,
  files: OpenedFiles,
): StoreHealth {
  const select = db.prepare(
    "SELECT at_ms AS atMs, store_bytes AS storeBytes, available_bytes AS availableBytes FROM usage ORDER BY at_ms",
  );
  const insert = db.prepare("INSERT OR REPLACE INTO usage VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM usage WHERE at_ms < ?");

  return {
    // Every transaction is numbered, and so has something to write.
    touch: () => write(() => {}),
    sizeBytes: async () => sizeOf(file) + sizeOf(`${file}-wal`),
    async place() {
      const happened = files.whatHappened();
      return { disk: diskOf(file), lost: happened && `The store ${file}${happened}.` };
    },
    usage: async () => read(() => select.all()) as unknown as UsageSample[],
    noteUsage: ({ atMs, storeBytes, availableBytes }, forgetBeforeMs) =>
      write(() => {
        insert.run(atMs, storeBytes, availableBytes);
        remove.run(forgetBeforeMs);
      }),
  };
}

export const sizeOf = (file: string): number =>
  statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Null where its folder is gone. */
function diskOf(file: string): Disk | null {
  try {
    const { bavail, blocks, bsize } = statfsSync(dirname(file));
    return { availableBytes: bavail * bsize, sizeBytes: blocks * bsize };
  } catch {
    return null;
  }
}
