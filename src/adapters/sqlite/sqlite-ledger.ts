import { setImmediate } from "node:timers/promises";
import { type Entry, entryLine, genesis, type Head } from "../../core/ledger/index.ts";
import { decideAppend, type LedgerStore } from "../../core/store/index.ts";
import type { Connection } from "./connection.ts";
import type { LeaseOf } from "./sqlite-leases.ts";

const BATCH_ENTRIES = 1000;

export function sqliteLedger({ db, read, write }: Connection, leaseOf: LeaseOf): LedgerStore {
  const selectLast = db.prepare("SELECT line FROM ledger ORDER BY seq DESC LIMIT 1");
  const selectVersion = db.prepare(
    "SELECT max(version) AS version FROM ledger WHERE addon = ? AND subject = ?",
  );
  const selectAfter = db.prepare(
    "SELECT line FROM ledger WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
  );
  const selectAddonAfter = db.prepare(
    "SELECT line FROM ledger WHERE seq > ? AND seq <= ? AND addon = ? ORDER BY seq LIMIT ?",
  );
  const insert = db.prepare("INSERT INTO ledger VALUES (?, ?, ?, ?, ?)");

  const versionOf = (addon: string, subject: string) =>
    (selectVersion.get(addon, subject)!.version as number | null) ?? 0;

  function head(): Head {
    const last = selectLast.get();
    if (!last) return genesis;
    const { seq, hash } = parse(last);
    return { seq, hash };
  }

  return {
    append: (entries, options = {}) =>
      write(() => {
        const decision = decideAppend(entries, options, { head: head(), versionOf, leaseOf });
        if (decision.kind !== "appended") return decision;
        for (const entry of decision.entries)
          insert.run(entry.seq, entry.addon, entry.subject, entry.version, entryLine(entry));
        return decision;
      }),

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
  };
}

const parse = (row: Record<string, unknown>): Entry => JSON.parse(row.line as string);
