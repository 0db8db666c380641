import { statSync } from "node:fs";
import { PlimsollError } from "../../core/errors/index.ts";

/** The files of an open database, by device and inode: whether they still lie where they were opened. */
export interface OpenedFiles {
  /** What happened to them, as the rest of a sentence; null: nothing. Costs one `stat` for each. */
  whatHappened(): string | null;
  /** @throws PlimsollError `store.replaced` */
  require(): void;
}

/** SQLite goes on writing to a file that was deleted: every commit succeeds, and all of them are lost. */
export function openedFiles(file: string): OpenedFiles {
  const files = [
    { path: file, name: "", identity: identityOf(file) },
    { path: `${file}-wal`, name: "'s write-ahead log", identity: identityOf(`${file}-wal`) },
    { path: `${file}-shm`, name: "'s index of its log", identity: identityOf(`${file}-shm`) },
  ];

  function whatHappened(): string | null {
    for (const { path, name, identity } of files) {
      const present = identityOf(path);
      if (present === identity) continue;
      return present === null ? `${name} was deleted` : `${name} was replaced by another file`;
    }
    return null;
  }

  return {
    whatHappened,
    require() {
      const happened = whatHappened();
      if (happened !== null)
        throw new PlimsollError(
          "store.replaced",
          `The store ${file}${happened} while it was open.`,
        );
    },
  };
}

/** Notes the file of a process, so that its further threads open the same one. */
export function noteFile(file: string, shared: BigUint64Array): void {
  const { dev, ino } = statSync(file, { bigint: true });
  shared.set([dev, ino]);
}

/** Nothing is made anew in the place of a file that is gone. @throws PlimsollError `store.replaced` */
export function requireNoted(file: string, shared: BigUint64Array): void {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  if (found?.dev === shared[0] && found?.ino === shared[1]) return;
  const happened = found === undefined ? "deleted" : "replaced by another file";
  throw new PlimsollError("store.replaced", `The store ${file} was ${happened} while it was open.`);
}

/** An inode that is open is given to no other file, so that equal means the same file. Null: no file is there. */
function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev} ${found.ino}`;
}
