import type { DatabaseSync } from "node:sqlite";
import { PlimsollError } from "../../core/errors/index.ts";

/** "Plim": marks the file as ours. */
const APPLICATION_ID = 0x506c696d;

/** One step per schema version, never edited after it was released; `user_version` counts them. */
const steps = [
  `CREATE TABLE ledger (
     seq INTEGER PRIMARY KEY, addon TEXT NOT NULL, subject TEXT NOT NULL,
     version INTEGER NOT NULL, line TEXT NOT NULL,
     UNIQUE (addon, subject, version)
   ) STRICT;
   CREATE TABLE vault (
     seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, person TEXT NOT NULL,
     hash TEXT NOT NULL, salt BLOB NOT NULL, key BLOB NOT NULL
   ) STRICT;
   CREATE TABLE vault_content (seq INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;
   CREATE TABLE leases (
     name TEXT PRIMARY KEY, holder TEXT NOT NULL, fence INTEGER NOT NULL,
     expires_at_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE streams (
     id INTEGER PRIMARY KEY, addon TEXT NOT NULL, tenant TEXT NOT NULL, indicator TEXT NOT NULL,
     source TEXT NOT NULL, release TEXT NOT NULL, region TEXT NOT NULL,
     first_day INTEGER NOT NULL, last_day INTEGER NOT NULL,
     UNIQUE (addon, tenant, indicator, source, release, region)
   ) STRICT;
   CREATE INDEX streams_last_day ON streams (addon, last_day);
   CREATE TABLE fresh (
     id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, day INTEGER NOT NULL,
     counts BLOB NOT NULL, total BLOB NOT NULL, detail BLOB NOT NULL
   ) STRICT;
   CREATE INDEX fresh_stream ON fresh (stream, day);
   CREATE TABLE packed (
     stream INTEGER NOT NULL, day INTEGER NOT NULL, counts BLOB NOT NULL, total BLOB NOT NULL,
     PRIMARY KEY (stream, day)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE details (
     stream INTEGER NOT NULL, day INTEGER NOT NULL, detail BLOB NOT NULL,
     PRIMARY KEY (stream, day)
   ) STRICT, WITHOUT ROWID`,
  // The place and path of a probe check; SQLite widens no constraint of a table that exists.
  `CREATE TABLE placed_streams (
     id INTEGER PRIMARY KEY, addon TEXT NOT NULL, tenant TEXT NOT NULL, indicator TEXT NOT NULL,
     source TEXT NOT NULL, release TEXT NOT NULL, region TEXT NOT NULL,
     place TEXT NOT NULL, path TEXT NOT NULL,
     first_day INTEGER NOT NULL, last_day INTEGER NOT NULL,
     UNIQUE (addon, tenant, indicator, source, release, region, place, path)
   ) STRICT;
   INSERT INTO placed_streams
     SELECT id, addon, tenant, indicator, source, release, region, '', '', first_day, last_day
     FROM streams;
   DROP TABLE streams;
   ALTER TABLE placed_streams RENAME TO streams;
   CREATE INDEX streams_last_day ON streams (addon, last_day)`,
  // What intake must remember to count once.
  `CREATE TABLE intake_series (
     id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, last_ns REAL NOT NULL, state BLOB NOT NULL
   ) STRICT;
   CREATE TABLE intake_requests (
     number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, points INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE intake_forgotten (until_ns REAL NOT NULL) STRICT;
   INSERT INTO intake_forgotten VALUES (0)`,
  // Who is silent is seen by a process's own clock, not by a moment that another's clock has set.
  "ALTER TABLE leases RENAME COLUMN expires_at_ms TO renewals",
  // Detail by day and hour; the detail of a whole day in one piece has the hour 24.
  `CREATE TABLE pieces (
     day INTEGER NOT NULL, hour INTEGER NOT NULL, stream INTEGER NOT NULL, detail BLOB NOT NULL,
     PRIMARY KEY (day, hour, stream)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO pieces SELECT day, 24, stream, detail FROM details WHERE length(detail) > 0
     ORDER BY day, stream;
   DROP TABLE details;
   ALTER TABLE pieces RENAME TO details;
   CREATE TABLE hourly (
     day INTEGER NOT NULL, stream INTEGER NOT NULL, detail BLOB NOT NULL,
     PRIMARY KEY (day, stream)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE totals (
     stream INTEGER NOT NULL, day INTEGER NOT NULL, total BLOB NOT NULL,
     PRIMARY KEY (stream, day)
   ) STRICT, WITHOUT ROWID`,
  // What is appended once, however often it is asked for.
  `ALTER TABLE ledger ADD COLUMN cause TEXT;
   CREATE INDEX ledger_cause ON ledger (addon, cause) WHERE cause IS NOT NULL`,
  // How many transactions were committed, and by which the file is known; see commit-mark.ts.
  // And what was noted of its size.
  `CREATE TABLE mark (id TEXT NOT NULL, commits INTEGER NOT NULL) STRICT;
   INSERT INTO mark VALUES (lower(hex(randomblob(16))), 0);
   CREATE TABLE usage (
     at_ms INTEGER PRIMARY KEY, store_bytes INTEGER NOT NULL, available_bytes INTEGER
   ) STRICT`,
  // Rows of some hundred bytes to a few kilobytes fill the pages of a table with row numbers; a table
  // without is a tree of keys, whose pages they leave half empty.
  `CREATE TABLE numbered_packed (
     id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, day INTEGER NOT NULL,
     counts BLOB NOT NULL, total BLOB NOT NULL, UNIQUE (stream, day)
   ) STRICT;
   INSERT INTO numbered_packed (stream, day, counts, total)
     SELECT stream, day, counts, total FROM packed ORDER BY day, stream;
   DROP TABLE packed;
   ALTER TABLE numbered_packed RENAME TO packed;
   CREATE TABLE numbered_details (
     id INTEGER PRIMARY KEY, day INTEGER NOT NULL, hour INTEGER NOT NULL, stream INTEGER NOT NULL,
     detail BLOB NOT NULL, UNIQUE (day, hour, stream)
   ) STRICT;
   INSERT INTO numbered_details (day, hour, stream, detail)
     SELECT day, hour, stream, detail FROM details ORDER BY day, hour, stream;
   DROP TABLE details;
   ALTER TABLE numbered_details RENAME TO details;
   CREATE TABLE numbered_hourly (
     id INTEGER PRIMARY KEY, day INTEGER NOT NULL, stream INTEGER NOT NULL, detail BLOB NOT NULL,
     UNIQUE (day, stream)
   ) STRICT;
   INSERT INTO numbered_hourly (day, stream, detail)
     SELECT day, stream, detail FROM hourly ORDER BY day, stream;
   DROP TABLE hourly;
   ALTER TABLE numbered_hourly RENAME TO hourly`,
];

export const PRESENT_VERSION = steps.length;

/** Brings a file of schema `version` to the present one. */
export function migrate(db: DatabaseSync, version: number, to = PRESENT_VERSION): void {
  for (let at = version; at < to; at++) {
    db.exec(`BEGIN IMMEDIATE; ${steps[at]}; PRAGMA user_version = ${at + 1};
             PRAGMA application_id = ${APPLICATION_ID}; COMMIT`);
  }
}

/** The file's schema version, 0 where there is nothing yet. @throws PlimsollError `store.foreign` */
export function readVersion(db: DatabaseSync, file: string): number {
  const pragma = (name: string) => db.prepare(`PRAGMA ${name}`).get()![name] as number;
  const version = pragma("user_version");
  const isEmpty = pragma("schema_version") === 0;
  if (!isEmpty && pragma("application_id") !== APPLICATION_ID)
    throw new PlimsollError("store.foreign", `${file} is a database, but not Plimsoll's.`);
  if (version > PRESENT_VERSION)
    throw new PlimsollError("store.foreign", `${file} was written by a newer Plimsoll.`);
  return version;
}
