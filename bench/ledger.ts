import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { openSqliteStore } from "../src/adapters/sqlite/index.ts";
import { systemClock } from "../src/adapters/system-clock/index.ts";
import { exportLines, type NewEntry, verifyLines } from "../src/core/ledger/index.ts";
import { openProjection } from "../src/engine/index.ts";
import { compare, machine } from "./bench.ts";

/** A ledger of a million entries in a SQLite store on disk. `node bench/ledger.ts 100000` for fewer. */
const count = Number(process.argv[2] ?? 1_000_000);
const BATCH = 1000;

const entry = (n: number): NewEntry => ({
  addon: "com.example.roadmaps",
  subject: `tenant/b5c1a7f0-0000-4000-8000-${String(n % 10_000).padStart(12, "0")}`,
  type: "tenant.upgraded",
  at: new Date(Date.UTC(2027, 0, 1) + n * 1000).toISOString(),
  by: "plimsoll",
  data: { release: `1.${n % 40}.0`, previous: `1.${(n + 39) % 40}.0`, seats: n % 500 },
});

console.log(machine());
const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
try {
  const file = join(folder, "store.db");
  const store = await openSqliteStore({ file });
  const startMs = performance.now();
  for (let n = 0; n < count; n += BATCH)
    await store.ledger.append(Array.from({ length: BATCH }, (_, at) => entry(n + at)));
  const tookS = ((performance.now() - startMs) / 1000).toFixed(1);
  const megabytes = Math.round(statSync(file).size / 1e6);
  console.log(`${count} entries, ${megabytes} MB on disk, appended in ${tookS} s\n`);

  const { privateKey } = generateKeyPairSync("ed25519");
  const onError = (error: unknown) => {
    throw error;
  };
  const reading = { ledger: store.ledger, clock: systemClock, onError };
  await compare({
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
  await store.close();
} finally {
  rmSync(folder, { recursive: true });
}
