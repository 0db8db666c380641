import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { openPostgresStore } from "../src/adapters/postgres/index.ts";
import { openSqliteStore } from "../src/adapters/sqlite/index.ts";
import { systemClock } from "../src/adapters/system-clock/index.ts";
import { exportLines, type NewEntry, verifyLines } from "../src/core/ledger/index.ts";
import { MINUTE_MS } from "../src/core/time/index.ts";
import { openProjection } from "../src/engine/index.ts";
import {
  tenantDescribed,
  windowAnnounced,
  windowEnded,
  windowStarted,
  writeEntry,
} from "../src/entries/index.ts";
import { compare, machine } from "./bench.ts";

/**
 * A ledger of a million entries in a SQLite store on disk: `node bench/ledger.ts 100000` for fewer,
 * `node bench/ledger.ts 1000000 postgres://…` in an empty database of PostgreSQL.
 */
const count = Number(process.argv[2] ?? 1_000_000);
const url = process.argv[3];
const BATCH = 1000;
const TENANTS = 10_000;

/** Of ten entries seven tell of tenants, and three of a window from its announcement to its end. */
function entry(n: number): NewEntry {
  const atMs = Date.UTC(2027, 0, 1) + n * 1000;
  const about = { addon: "com.example.roadmaps", atMs, by: "plimsoll" };
  const id = `2027-01-01-${Math.floor(n / 10)}`;
  const at = new Date(atMs + MINUTE_MS).toISOString();
  const endAt = new Date(atMs + 60 * MINUTE_MS).toISOString();
  const announced = { id, reason: "Updates", startAt: at, endAt, late: false, series: null };
  switch (n % 10) {
    case 7:
      return writeEntry(windowAnnounced, announced, about);
    case 8:
      return writeEntry(windowStarted, { id, at, attended: true }, about);
    case 9:
      return writeEntry(windowEnded, { id, at: endAt }, about);
    default: {
      const tenant = `b5c1a7f0-0000-4000-8000-${String(n % TENANTS).padStart(12, "0")}`;
      const changes = { version: `1.${n % 40}.0`, users: n % 500 };
      return writeEntry(tenantDescribed, { id: tenant, source: "import", changes }, about);
    }
  }
}

console.log(machine());
const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
try {
  const file = join(folder, "store.db");
  const store = await (url === undefined ? openSqliteStore({ file }) : openPostgresStore({ url }));
  const startMs = performance.now();
  for (let n = 0; n < count; n += BATCH)
    await store.ledger.append(Array.from({ length: BATCH }, (_, at) => entry(n + at)));
  const tookS = ((performance.now() - startMs) / 1000).toFixed(1);
  const where =
    url === undefined ? `${Math.round(statSync(file).size / 1e6)} MB on disk` : "PostgreSQL";
  console.log(`${count} entries, ${where}, appended in ${tookS} s\n`);

  const { privateKey } = generateKeyPairSync("ed25519");
  const onError = (error: unknown) => {
    throw error;
  };
  const reading = { ledger: store.ledger, clock: systemClock, onError };
  const [ours] = await compare({
    title: `A ledger of ${count} entries, from the disk`,
    operation: "entry",
    operations: count,
    contenders: [
      {
        name: "what Plimsoll knows at start",
        run: async () => (await openProjection(reading)).close(),
      },
      {
        name: "export and verify",
        run: () => verifyLines(exportLines(store.ledger.read(), privateKey)),
      },
    ],
    pairs: 1,
    promisedNs: 5e9 / 1e6,
  });
  console.log(
    `  what Plimsoll knows at start: ${((ours!.medianNs * count) / 1e9).toFixed(1)} s in all\n`,
  );
  await store.close();
} finally {
  rmSync(folder, { recursive: true });
}
