import type { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurnOfLoop } from "node:timers/promises";
import { translateError } from "./translate-error.ts";
import type { WriteTurn } from "./write-turn.ts";

/** One open file. Writing jobs asked for within one turn of the event loop share one transaction. */
export interface Connection {
  readonly db: DatabaseSync;
  /** What `look` returns, with SQLite's errors in Plimsoll's words. */
  read<T>(look: () => T): T;
  /** Resolves with what `job` returned once it is durable; rejects with nothing of it changed. */
  write<T>(job: () => T): Promise<T>;
  /** Runs what is neither a read nor a transaction while no other connection of this process writes. */
  alone<T>(act: () => T): Promise<T>;
  /** Writes what is still waiting, then lets go of the file. */
  close(): Promise<void>;
}

interface Waiting {
  readonly job: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** What is done beside each transaction. */
export interface CommitGuard {
  /** Within it, last: throws where it must not be committed. Its number. */
  before(): number;
  /** Once it is durable, before any caller is answered. */
  after(number: number): void;
}

export function connect(
  db: DatabaseSync,
  file: string,
  turn: WriteTurn,
  guard: CommitGuard | null,
): Connection {
  let waiting: Waiting[] = [];
  let flushing: Promise<void> = Promise.resolve();

  async function alone<T>(act: () => T): Promise<T> {
    await turn.acquire();
    try {
      return act();
    } finally {
      turn.give();
    }
  }

  const flush = () => alone(commitWaiting);

  function commitWaiting(): void {
    const jobs = waiting;
    waiting = [];
    // One bad job must not take its neighbours along, so after a failure each runs alone.
    if (jobs.length > 0 && !commit(jobs) && jobs.length > 1) for (const job of jobs) commit([job]);
  }

  function commit(jobs: readonly Waiting[]): boolean {
    try {
      db.exec("BEGIN IMMEDIATE");
      const results = jobs.map(({ job }) => job());
      const number = guard?.before() ?? 0;
      db.exec("COMMIT");
      guard?.after(number);
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
        if (waiting.push({ job, resolve, reject }) > 1) return;
        flushing = nextTurnOfLoop().then(flush);
      }),
    alone,
    async close() {
      await flush();
      await flushing;
      db.close();
    },
  };
}
