import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { DatabaseSync } from "node:sqlite";
import { openSqliteStore } from "../src/adapters/sqlite/index.ts";
import { integer, random } from "../src/core/chance/index.ts";
import { type PlacedSlot, slotRecorder } from "../src/core/measurement/index.ts";
import { MINUTES_PER_DAY } from "../src/core/time/index.ts";
import { compare, machine } from "./bench.ts";

/**
 * Measurements of 1,000 tenants, each with one stream: added durably minute by minute, packed, and
 * read again. Bare SQLite, writing rows of the same size as durably, is the yardstick.
 */
const TENANTS = 1000;
const DAY = 20_819;
const PACKED_DAYS = 5;
const MINUTES_A_DAY = 144;
const ADDON = "com.example.roadmaps";
const next = random(1, "store");

const kinds = Array.from({ length: 200 }, () => {
  const recorder = slotRecorder([1000]);
  for (let event = 0; event <= integer(next, 20); event++)
    recorder.record(0.02 * 1.5 ** integer(next, 12), next() < 0.002);
  return recorder.slot();
});

const placed = (tenant: number, minute: number): PlacedSlot => ({
  stream: {
    addon: ADDON,
    tenant: `tenant-${tenant}`,
    indicator: "ui",
    source: "agent",
    release: "1.4.0",
    region: "",
    place: "",
    path: "",
  },
  minute,
  slot: kinds[integer(next, kinds.length)]!,
});

const everybody = (minute: number) => Array.from({ length: TENANTS }, (_, n) => placed(n, minute));

/** One transaction of as many rows as `everybody` has slots, without anything of ours. */
function bareSqlite(file: string) {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
           CREATE TABLE rows (id INTEGER PRIMARY KEY, stream INTEGER, day INTEGER, block BLOB);
           CREATE INDEX rows_stream ON rows (stream, day)`);
  const insert = db.prepare("INSERT INTO rows (stream, day, block) VALUES (?, ?, ?)");
  const block = new Uint8Array(100);
  return {
    write() {
      db.exec("BEGIN");
      for (let n = 0; n < TENANTS; n++) insert.run(n, DAY, block);
      db.exec("COMMIT");
    },
    close: () => db.close(),
  };
}

console.log(machine());
const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
try {
  const file = join(folder, "store.db");
  const store = await openSqliteStore({ file });
  const bare = bareSqlite(join(folder, "bare.db"));
  let minute = DAY * MINUTES_PER_DAY;

  await compare({
    title: "Adding slots durably, 1,000 in a call",
    operation: "slot",
    operations: TENANTS,
    contenders: [
      { name: "plimsoll", run: () => store.slots.add(everybody(minute++)) },
      { name: "bare SQLite", run: bare.write },
    ],
    pairs: 30,
  });
  await compare({
    title: "Adding slots durably, one in a call, 100 callers at once",
    operation: "call",
    operations: 100,
    contenders: [
      {
        name: "plimsoll",
        run: () =>
          Promise.all(
            everybody(minute++)
              .slice(0, 100)
              .map((one) => store.slots.add([one])),
          ),
      },
    ],
    pairs: 30,
  });
  bare.close();

  for (let day = 1; day <= PACKED_DAYS; day++) {
    for (let at = 0; at < MINUTES_A_DAY; at++)
      await store.slots.add(everybody((DAY + day) * MINUTES_PER_DAY + at * 10));
  }
  const startMs = performance.now();
  const blocks = await store.slots.pack((DAY + PACKED_DAYS + 1) * MINUTES_PER_DAY);
  const eachMs = (performance.now() - startMs) / blocks;
  console.log(`Packing ${MINUTES_A_DAY} minutes into one block: ${eachMs.toFixed(2)} ms\n`);

  const read = (detailOn?: readonly number[]) => async () => {
    let events = 0;
    const query = { addon: ADDON, from: DAY + 1, to: DAY + PACKED_DAYS };
    for await (const batch of store.slots.blocks({ ...query, ...(detailOn && { detailOn }) })) {
      for (const block of batch) events += block.total.events;
    }
    return events;
  };
  await compare({
    title: `Reading packed blocks of ${MINUTES_A_DAY} minutes, counts and totals decoded`,
    operation: "block",
    operations: TENANTS * PACKED_DAYS,
    contenders: [
      { name: "without detail", run: read([]) },
      { name: "with detail", run: read() },
    ],
    pairs: 5,
  });
  await store.close();
} finally {
  rmSync(folder, { recursive: true });
}
