import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { DatabaseSync } from "node:sqlite";
import { openSqliteStore } from "../src/adapters/sqlite/index.ts";
import { integer, random } from "../src/core/chance/index.ts";
import { type PlacedSlot, slotRecorder } from "../src/core/measurement/index.ts";
import { allTenants, tenantStatement } from "../src/core/slo/index.ts";
import { check, placed, wholeApril } from "../src/core/slo/testdata/scene.ts";
import type { Store } from "../src/core/store/index.ts";
import { MINUTE_MS, minuteOf } from "../src/core/time/index.ts";
import { compare, machine } from "./bench.ts";

/**
 * Statements from a SQLite store on disk: 43,200 minutes for each tenant, a tenth of them with
 * requests, and probe checks in all of them. `node bench/statement.ts 1000` for fewer tenants.
 */
const tenants = Number(process.argv[2] ?? 10_000);
/** So many months are measured and written as any other; the rest are copies under other names. */
const TEMPLATES = Math.min(50, tenants);
const SHARE_OF_MINUTES = 0.1;
const first = minuteOf(wholeApril.period.fromMs);
const minutes = (wholeApril.period.toMs - wholeApril.period.fromMs) / MINUTE_MS;
const next = random(1, "statement");

/** Some hundred different minutes, so that building them is not most of the preparation. */
const kinds = Array.from({ length: 200 }, () => {
  const recorder = slotRecorder([1000]);
  for (let event = 0; event <= integer(next, 20); event++)
    recorder.record(0.02 * 1.5 ** integer(next, 12), next() < 0.002);
  return recorder.slot();
});

function monthOf(tenant: string): PlacedSlot[] {
  const slots: PlacedSlot[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    if (next() >= SHARE_OF_MINUTES) continue;
    const { stream } = placed(first + minute, 0, 0, { tenant, release: "1.4.0" });
    slots.push({ stream, minute: first + minute, slot: kinds[integer(next, kinds.length)]! });
  }
  return slots;
}

async function writeTemplates(store: Store): Promise<void> {
  const checks = Array.from({ length: minutes }, (_, at) => check(first + at, 2, 0, "1.4.0"));
  await store.slots.add(checks);
  for (let n = 0; n < TEMPLATES; n++) await store.slots.add(monthOf(`tenant-${n}`));
  await store.slots.pack(first + minutes);
}

/** Copies counts and totals, which is all that a statement reads where no minute is excluded. */
function copyTenants(file: string): void {
  const db = new DatabaseSync(file);
  const columns = "addon, indicator, source, release, region, first_day, last_day";
  db.exec("BEGIN");
  for (let n = TEMPLATES; n < tenants; n++) {
    const template = `tenant-${n % TEMPLATES}`;
    db.prepare(
      `INSERT INTO streams (tenant, ${columns}) SELECT ?, ${columns} FROM streams WHERE tenant = ?`,
    ).run(`tenant-${n}`, template);
    db.prepare(
      `INSERT INTO packed SELECT last_insert_rowid(), day, counts, total FROM packed
       WHERE stream = (SELECT id FROM streams WHERE tenant = ?)`,
    ).run(template);
  }
  db.exec("COMMIT");
  db.close();
}

console.log(machine());
const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
try {
  const file = join(folder, "store.db");
  const startMs = performance.now();
  const filling = await openSqliteStore({ file });
  await writeTemplates(filling);
  await filling.close();
  copyTenants(file);
  const tookS = Math.round((performance.now() - startMs) / 1000);
  const megabytes = Math.round(statSync(file).size / 1e6);
  console.log(`${tenants} tenants' month, ${megabytes} MB on disk, written in ${tookS} s\n`);

  const store = await openSqliteStore({ file });
  await compare({
    title: "Statement of one tenant's month",
    operation: "statement",
    operations: 1,
    contenders: [
      {
        name: "plimsoll",
        run: () =>
          tenantStatement(store.slots, { ...wholeApril, tenant: `tenant-${tenants >> 1}` }),
      },
    ],
    pairs: 20,
    promisedNs: 50e6,
  });
  let shown = 0;
  await compare({
    title: `Statements of ${tenants} tenants' month and of the add-on as a whole`,
    operation: "tenant",
    operations: tenants,
    contenders: [
      {
        name: "plimsoll",
        run: () => allTenants(store.slots, wholeApril, { onTenant: () => shown++ }),
      },
    ],
    pairs: 1,
    promisedNs: 10e9 / 10_000,
  });
  await store.close();
} finally {
  rmSync(folder, { recursive: true });
}
