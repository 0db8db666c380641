import type { DatabaseSync } from "node:sqlite";
import { translateError } from "./translate-error.ts";

/** One open file. Writing jobs asked for within one turn of the event loop share one transaction. */
export interface Connection {
  readonly db: DatabaseSync;
  /** What `look` returns, with SQLite's errors in Plimsoll's words. */
  read<T>(look: () => T): T;
  /** Resolves with what `job` returned once it is durable; rejects with nothing of it changed. */
  write<T>(job: () => T): Promise<T>;
  /** Writes what is still waiting, then lets go of the file. */
  close(): void;
}

interface Waiting {
  readonly job: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

export function connect(db: DatabaseSync, file: string): Connection {
  let waiting: Waiting[] = [];

  function flush(): void {
    const jobs = waiting;
    waiting = [];
    // One bad job must not take its neighbours along, so after a failure each runs alone.
    if (jobs.length > 0 && !commit(jobs) && jobs.length > 1) for (const job of jobs) commit([job]);
  }

  function commit(jobs: readonly Waiting[]): boolean {
    try {
      db.exec("BEGIN IMMEDIATE");
      const results = jobs.map(({ job }) => job());
      db.exec("COMMIT");
      jobs.forEach(({ resolve }, at) => {
        resolve(results[at] as never);
      });
      return true;
    } catch (error) {
      if (db.isOpen && db.isTransaction) db.exec("ROLLBACK");
      if (jobs.length === 1) jobs[0]!.reject(translateError(error, file));
      return false;
    }
  }

  return {
    db,
    read(look) {
      try {
        return look();
      } catch (error) {
        throw translateError(error, file);
      }
    },
    write: (job) =>
      new Promise((resolve, reject) => {
        if (waiting.push({ job, resolve, reject }) === 1) setImmediate(flush);
      }),
    close() {
      flush();
      db.close();
    },
  };
}
