import {
  type CausedBy,
  type Entry,
  entryLine,
  entryOfLine,
  genesis,
  type Head,
  type NewEntry,
  subjectKey,
  type VersionOf,
} from "../../core/ledger/index.ts";
import { type AppendOptions, decideAppend, type LedgerStore } from "../../core/store/index.ts";
import type { Ask, Database, Row } from "./database.ts";
import { lockLease } from "./postgres-leases.ts";
import { LEDGER_CHANNEL, LEDGER_LOCK } from "./schema.ts";

const BATCH_ENTRIES = 1000;

export function postgresLedger({ ask, transact, listen }: Database): LedgerStore {
  return {
    append: (entries, options = {}) =>
      transact(async (ask) => {
        await ask(`SELECT pg_advisory_xact_lock(${LEDGER_LOCK})`);
        const { fence } = options;
        const lease = fence ? await lockLease(ask, fence.name, "SHARE") : null;
        const decision = decideAppend(entries, options, {
          head: await headOf(ask),
          versionOf: await versionsOf(ask, entries, options),
          causedBy: await causesOf(ask, entries),
          leaseOf: () => lease,
        });
        if (decision.kind === "appended") await insert(ask, decision.entries);
        return decision;
      }),

    async *read({ after = 0, addon } = {}) {
      const { seq: until } = await headOf(ask);
      const rowsAfter = (last: number) =>
        last < until
          ? ask(
              `SELECT line FROM plimsoll.ledger
               WHERE seq > $1 AND seq <= $2 AND ($3::text IS NULL OR addon = $3)
               ORDER BY seq LIMIT ${BATCH_ENTRIES}`,
              [last, until, addon],
            )
          : Promise.resolve([]);
      let reading = rowsAfter(after);
      for (;;) {
        const batch = (await reading).map(parse);
        if (batch.length === 0) return;
        // The next is under way while this one is used; who stops before it need not hear that it failed.
        reading = rowsAfter(batch.at(-1)!.seq);
        reading.catch(() => {});
        yield batch;
      }
    },

    head: () => headOf(ask),
    async caused(addon, cause) {
      const found = await caused(ask, [addon], [cause]);
      if (found.length > 0) return found.map(parse);
      // What a process that was killed has committed already may still be under way in the database.
      await ask(`SELECT pg_advisory_xact_lock_shared(${LEDGER_LOCK})`);
      return (await caused(ask, [addon], [cause])).map(parse);
    },
    follow: (listener) => listen(LEDGER_CHANNEL, listener),
  };
}

async function headOf(ask: Ask): Promise<Head> {
  const [last] = await ask("SELECT line FROM plimsoll.ledger ORDER BY seq DESC LIMIT 1");
  if (!last) return genesis;
  const { seq, hash } = parse(last);
  return { seq, hash };
}

/** The versions of all subjects that the entries touch or expect something of. */
async function versionsOf(
  ask: Ask,
  entries: readonly NewEntry[],
  { expected = {} }: AppendOptions,
): Promise<VersionOf> {
  const addons = [...new Set(entries.map(({ addon }) => addon))];
  const named = new Set([...entries.map(({ subject }) => subject), ...Object.keys(expected)]);
  const subjects = [...named].filter((subject) => !subject.endsWith("/"));
  const prefixes = [...named].filter((subject) => subject.endsWith("/"));
  const rows = await ask(
    `SELECT addon, subject, max(version) AS version FROM plimsoll.ledger
     WHERE addon = ANY($1) AND subject = ANY($2) GROUP BY addon, subject
     UNION ALL
     SELECT addon, prefix AS subject, count(*) AS version FROM plimsoll.ledger, unnest($3::text[]) AS prefix
     WHERE addon = ANY($1) AND starts_with(subject, prefix) GROUP BY addon, prefix`,
    [addons, subjects, prefixes],
  );
  const versions = new Map(
    rows.map((row) => [subjectKey(String(row.addon), String(row.subject)), row.version]),
  );
  return (addon, subject) => Number(versions.get(subjectKey(addon, subject)) ?? 0);
}

/** What the causes of the entries led to before. */
async function causesOf(ask: Ask, entries: readonly NewEntry[]): Promise<CausedBy> {
  const causes = entries.flatMap(({ cause }) => (cause === undefined ? [] : [cause]));
  if (causes.length === 0) return () => [];
  const addons = [...new Set(entries.map(({ addon }) => addon))];
  const before = (await caused(ask, addons, causes)).map(parse);
  return (addon, cause) => before.filter((entry) => entry.addon === addon && entry.cause === cause);
}

const caused = (ask: Ask, addons: readonly string[], causes: readonly string[]) =>
  ask("SELECT line FROM plimsoll.ledger WHERE addon = ANY($1) AND cause = ANY($2) ORDER BY seq", [
    addons,
    causes,
  ]);

async function insert(ask: Ask, entries: readonly Entry[]): Promise<void> {
  await ask(
    `INSERT INTO plimsoll.ledger
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::text[])`,
    [
      entries.map(({ seq }) => seq),
      entries.map(({ addon }) => addon),
      entries.map(({ subject }) => subject),
      entries.map(({ version }) => version),
      entries.map(entryLine),
      entries.map(({ cause }) => cause ?? null),
    ],
  );
  // Heard by every process once this transaction has committed.
  await ask(`NOTIFY ${LEDGER_CHANNEL}`);
}

const parse = (row: Row): Entry => entryOfLine(String(row.line));
