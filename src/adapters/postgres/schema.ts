import { PlimsollError } from "../../core/errors/index.ts";
import type { Ask, Database } from "./database.ts";

/** Advisory locks of this database that Plimsoll takes, apart from anybody else's: "Plim", number. */
export const LEDGER_LOCK = "1349282157, 1";
const SCHEMA_LOCK = "1349282157, 2";
/** On which the database tells all processes that the ledger has grown. */
export const LEDGER_CHANNEL = "plimsoll_ledger";
export const PACKING_LOCK = "1349282157, 3";

/** One step per schema version, never edited after it was released. */
const steps: readonly (readonly string[])[] = [
  [
    `CREATE TABLE plimsoll.ledger (
       seq bigint PRIMARY KEY, addon text NOT NULL, subject text NOT NULL,
       version integer NOT NULL, line text NOT NULL,
       UNIQUE (addon, subject, version)
     )`,
    `CREATE TABLE plimsoll.vault (
       id text PRIMARY KEY, kind text NOT NULL, person text NOT NULL,
       salt bytea NOT NULL, hash text NOT NULL, content bytea NOT NULL
     )`,
    "CREATE INDEX ON plimsoll.vault (person)",
    `CREATE TABLE plimsoll.leases (
       name text PRIMARY KEY, holder text NOT NULL, fence integer NOT NULL,
       expires_at_ms bigint NOT NULL
     )`,
    `CREATE TABLE plimsoll.streams (
       id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       key bytea UNIQUE NOT NULL, addon text NOT NULL, tenant text NOT NULL,
       indicator text NOT NULL, source text NOT NULL, release text NOT NULL, region text NOT NULL,
       first_day integer NOT NULL, last_day integer NOT NULL
     )`,
    "CREATE INDEX ON plimsoll.streams USING hash (tenant)",
    "CREATE INDEX ON plimsoll.streams (last_day)",
    `CREATE TABLE plimsoll.slots (
       stream integer NOT NULL, day integer NOT NULL,
       part bigint GENERATED ALWAYS AS IDENTITY, is_packed boolean NOT NULL,
       counts bytea NOT NULL, total bytea NOT NULL, detail bytea NOT NULL,
       PRIMARY KEY (stream, day, part)
     )`,
    // It comes compressed, and has to lie apart from the counts.
    "ALTER TABLE plimsoll.slots ALTER detail SET STORAGE EXTERNAL",
    "CREATE INDEX ON plimsoll.slots (day, stream) WHERE NOT is_packed",
  ],
  // The place and path of a probe check. A key that names neither is as it was.
  [
    `ALTER TABLE plimsoll.streams
       ADD COLUMN place text NOT NULL DEFAULT '', ADD COLUMN path text NOT NULL DEFAULT ''`,
  ],
  // What intake must remember to count once. A series changes with every point: room to do so in its page.
  [
    `CREATE TABLE plimsoll.intake_series (
       id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key bytea UNIQUE NOT NULL,
       last_ns double precision NOT NULL, state bytea NOT NULL
     ) WITH (fillfactor = 50)`,
    `CREATE TABLE plimsoll.intake_requests (
       number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key bytea UNIQUE NOT NULL,
       points integer NOT NULL
     )`,
    "CREATE TABLE plimsoll.intake_forgotten (until_ns double precision NOT NULL)",
    "INSERT INTO plimsoll.intake_forgotten VALUES (0)",
  ],
  // Who is silent is seen by a process's own clock, not by a moment that another's clock has set.
  ["ALTER TABLE plimsoll.leases RENAME COLUMN expires_at_ms TO renewals"],
  // Detail apart, by day and hour, and what is left of days long past. A packed row of before has its own.
  [
    `CREATE TABLE plimsoll.details (
       day integer NOT NULL, hour smallint NOT NULL, stream integer NOT NULL, detail bytea NOT NULL,
       PRIMARY KEY (day, hour, stream)
     )`,
    `CREATE TABLE plimsoll.hourly (
       day integer NOT NULL, stream integer NOT NULL, detail bytea NOT NULL, PRIMARY KEY (day, stream)
     )`,
    `CREATE TABLE plimsoll.totals (
       stream integer NOT NULL, day integer NOT NULL, total bytea NOT NULL, PRIMARY KEY (stream, day)
     )`,
    "CREATE INDEX ON plimsoll.slots (day, stream) WHERE is_packed",
  ],
  // What is appended once, however often it is asked for.
  [
    "ALTER TABLE plimsoll.ledger ADD COLUMN cause text",
    "CREATE INDEX ON plimsoll.ledger (addon, cause) WHERE cause IS NOT NULL",
  ],
  // What was noted of its size.
  ["CREATE TABLE plimsoll.usage (at_ms bigint PRIMARY KEY, store_bytes bigint NOT NULL)"],
  // Thinning looks for packed rows of before, of which there are fewer and fewer.
  ["CREATE INDEX ON plimsoll.slots (day, stream) WHERE is_packed AND length(detail) > 0"],
];

/** What every transaction needs; safe to run again and again. */
const foundation = `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(${SCHEMA_LOCK});
  CREATE SCHEMA IF NOT EXISTS plimsoll;
  CREATE TABLE IF NOT EXISTS plimsoll.schema_version (version integer NOT NULL);
  CREATE TABLE IF NOT EXISTS plimsoll.commits (
    token bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT now()
  );
END $$`;

/** Brings the database to the present schema; of several processes that start at once, one does. */
export async function migrate({ ask, transact }: Database): Promise<void> {
  await checkEncoding(ask);
  await ask(foundation);
  await transact(async (ask) => {
    await ask(`SELECT pg_advisory_xact_lock(${SCHEMA_LOCK})`);
    const [row] = await ask("SELECT version FROM plimsoll.schema_version");
    const version = Number(row?.version ?? 0);
    if (version > steps.length)
      throw new PlimsollError("store.foreign", "The database was written by a newer Plimsoll.");
    for (const statement of steps.slice(version).flat()) await ask(statement);
    if (version === steps.length) return;
    await ask("DELETE FROM plimsoll.schema_version");
    await ask("INSERT INTO plimsoll.schema_version VALUES ($1)", [steps.length]);
  });
}

/** For read-only use. @throws PlimsollError `store.foreign` where the schema is another than this version's */
export async function requirePresent({ ask }: Database): Promise<void> {
  const [found] = await ask("SELECT to_regclass('plimsoll.schema_version') AS known");
  if (!found!.known)
    throw new PlimsollError("store.foreign", "There is no store in the database.", {
      hint: "Name the database of a Plimsoll that has run, or run `plimsoll up` first.",
    });
  const [row] = await ask("SELECT version FROM plimsoll.schema_version");
  const version = Number(row?.version ?? 0);
  if (version > steps.length)
    throw new PlimsollError("store.foreign", "The database was written by a newer Plimsoll.");
  if (version < steps.length)
    throw new PlimsollError("store.foreign", "The database has an older format.", {
      hint: "Start Plimsoll on it once; that brings it up to date.",
    });
}

async function checkEncoding(ask: Ask): Promise<void> {
  const [row] = await ask("SHOW server_encoding");
  const encoding = row!.server_encoding;
  if (encoding !== "UTF8")
    throw new PlimsollError("store.foreign", `The database's encoding is ${encoding}.`, {
      hint: "Create it with: createdb --encoding=UTF8 --template=template0 plimsoll",
    });
}
