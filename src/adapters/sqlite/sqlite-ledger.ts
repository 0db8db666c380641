import { setImmediate } from "node:timers/promises";
import { type Entry, entryLine, entryOfLine, genesis, type Head } from "../../core/ledger/index.ts";
import { decideAppend, type LedgerStore } from "../../core/store/index.ts";
import type { Connection } from "./connection.ts";
import type { LeaseOf } from "./sqlite-leases.ts";

const BATCH_ENTRIES = 1000;

export function sqliteLedger({ db, read, write }: Connection, leaseOf: LeaseOf): LedgerStore {
  const selectLast = db.prepare("SELECT line FROM ledger ORDER BY seq DESC LIMIT 1");
  const selectVersion = db.prepare(
    "SELECT max(version) AS version FROM ledger WHERE addon = ? AND subject = ?",
  );
  const countBelow = db.prepare(
    "SELECT count(*) AS version FROM ledger WHERE addon = ? AND subject > ? AND subject < ?",
  );
  const selectCaused = db.prepare(
    "SELECT line FROM ledger WHERE addon = ? AND cause = ? ORDER BY seq",
  );
  const selectAfter = db.prepare(
    "SELECT line FROM ledger WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
  );
  const selectAddonAfter = db.prepare(
    "SELECT line FROM ledger WHERE seq > ? AND seq <= ? AND addon = ? ORDER BY seq LIMIT ?",
  );
  const insert = db.prepare("INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?)");

  const listeners = new Set<() => void>();
  const versionOf = (addon: string, subject: string) =>
    ((subject.endsWith("/")
      ? countBelow.get(addon, subject, afterAll(subject))!.version
      : selectVersion.get(addon, subject)!.version) as number | null) ?? 0;
  const causedBy = (addon: string, cause: string) => selectCaused.all(addon, cause).map(parse);

  function head(): Head {
    const last = selectLast.get();
    if (!last) return genesis;
    const { seq, hash } = parse(last);
    return { seq, hash };
  }

  return {
    async append(entries, options = {}) {
      const appended = await write(() => {
        const known = { head: head(), versionOf, causedBy, leaseOf };
        const decision = decideAppend(entries, options, known);
        if (decision.kind !== "appended") return decision;
        for (const entry of decision.entries) {
          const { seq, addon, subject, version, cause = null } = entry;
          insert.run(seq, addon, subject, version, entryLine(entry), cause);
        }
        return decision;
      });
      for (const listener of listeners) listener();
      return appended;
    },

    async *read({ after = 0, addon } = {}) {
      const until = read(head).seq;
      for (let last = after; last < until; ) {
        const rows = read(() =>
          addon === undefined
            ? selectAfter.all(last, until, BATCH_ENTRIES)
            : selectAddonAfter.all(last, until, addon, BATCH_ENTRIES),
        );
        if (rows.length === 0) return;
        const batch = rows.map(parse);
        yield batch;
        last = batch.at(-1)!.seq;
        await setImmediate();
      }
    },

    head: async () => read(head),

    caused: async (addon, cause) => read(() => causedBy(addon, cause)),

    follow(listener) {
      listeners.add(listener);
      return { close: () => void listeners.delete(listener) };
    },
  };
}

/** Behind every subject that begins with `prefix`, which ends in "/". */
const afterAll = (prefix: string): string => `${prefix.slice(0, -1)}0`;

const parse = (row: Record<string, unknown>): Entry => entryOfLine(row.line as string);
