import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { openPostgresStore } from "../src/adapters/postgres/index.ts";
import { openSqliteStore } from "../src/adapters/sqlite/index.ts";
import { exponentialGap, type Random, random } from "../src/core/chance/index.ts";
import { type PlacedSlot, slotRecorder } from "../src/core/measurement/index.ts";
import type { Store } from "../src/core/store/index.ts";
import { type Day, MINUTES_PER_DAY } from "../src/core/time/index.ts";
import { startPostgres } from "../test/stores/postgres-server.ts";
import { machine } from "./bench.ts";

/**
 * By how much the disk that is taken grows in a day: streams that are active all day, added minute by
 * minute and packed every ten minutes as a running Plimsoll does. What packing needs in between is used
 * again the next day, so it is the second day that is measured. `node bench/growth.ts 20` for fewer streams.
 */
const STREAMS = Number(process.argv[2] ?? 60);
const DAY = 20_819;
const PACK_EVERY_MINUTES = 10;
const ADDON = "com.example.roadmaps";
/** What counts and totals may take: bytes for each minute in which a stream has an event. */
const AIM_BYTES = 3;

interface Traffic {
  readonly name: string;
  /** Events of one stream in a minute. */
  readonly events: (next: Random) => number;
}

const traffics: readonly Traffic[] = [
  { name: "one event a minute, each minute", events: () => 1 },
  { name: "one event a minute on average", events: (next) => arrivals(next, 1) },
  { name: "20 events a minute on average", events: (next) => arrivals(next, 20) },
];

/** How many of a Poisson process of `rate` a minute arrive in one. */
function arrivals(next: Random, rate: number): number {
  let count = 0;
  for (let at = exponentialGap(next, rate); at < 1; at += exponentialGap(next, rate)) count++;
  return count;
}

interface Written {
  activeMinutes: number;
  events: number;
}

async function writeDay(store: Store, day: Day, traffic: Traffic, afterPacking: () => unknown) {
  const next = random(day, "growth", traffic.name);
  const written: Written = { activeMinutes: 0, events: 0 };
  for (let minute = 1; minute <= MINUTES_PER_DAY; minute++) {
    const slots: PlacedSlot[] = [];
    for (let stream = 0; stream < STREAMS; stream++) {
      const events = traffic.events(next);
      if (events === 0) continue;
      written.activeMinutes++;
      written.events += events;
      slots.push(placed(next, stream, day * MINUTES_PER_DAY + minute - 1, events));
    }
    await store.slots.add(slots);
    if (minute % PACK_EVERY_MINUTES !== 0) continue;
    await store.slots.pack((day + 1) * MINUTES_PER_DAY);
    await afterPacking();
  }
  return written;
}

/** Durations around 120 ms, some of them ten times as long; 2 in 1,000 requests fail. */
function placed(next: Random, stream: number, minute: number, events: number): PlacedSlot {
  const recorder = slotRecorder([400]);
  for (let event = 0; event < events; event++)
    recorder.record(0.12 * Math.exp((next() + next() + next() - 1.5) * 1.4), next() < 0.002);
  return {
    stream: {
      addon: ADDON,
      tenant: `tenant-${stream}`,
      indicator: "ui",
      source: "agent",
      release: "1.4.0",
      region: "",
      place: "",
      path: "",
    },
    minute,
    slot: recorder.slot(),
  };
}

/** Bytes on disk by part, keys and half-empty pages included. */
interface Taken {
  readonly sums: number;
  readonly detail: number;
  readonly all: number;
}

interface Place {
  readonly store: Store;
  readonly afterPacking: () => unknown;
  readonly taken: () => Promise<Taken>;
}

async function growth({ store, afterPacking, taken }: Place, traffic: Traffic) {
  await writeDay(store, DAY, traffic, afterPacking);
  const before = await taken();
  const written = await writeDay(store, DAY + 1, traffic, afterPacking);
  const after = await taken();
  const grown = (part: keyof Taken) => after[part] - before[part];
  return { ...written, sums: grown("sums"), detail: grown("detail"), all: grown("all") };
}

async function onSqlite(traffic: Traffic): Promise<Written & Taken> {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
  const file = join(folder, "store.db");
  const store = await openSqliteStore({ file });
  const db = new DatabaseSync(file, { readOnly: true });
  const sizeOf = (where: string) =>
    Number(db.prepare(`SELECT sum(pgsize) AS size FROM dbstat ${where}`).get()!.size);
  const ofTable = (name: string) =>
    sizeOf(`WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name = '${name}')`);
  const taken = async () => ({
    sums: ofTable("packed"),
    detail: ofTable("details"),
    all: sizeOf(""),
  });
  try {
    return await growth({ store, taken, afterPacking: () => {} }, traffic);
  } finally {
    db.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** With a vacuum after each packing, as it comes by itself within the ten minutes until the next. */
async function onPostgres(url: string, traffic: Traffic): Promise<Written & Taken> {
  const store = await openPostgresStore({ url });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const sizeOf = async (table: string) => {
    const asked = `SELECT pg_total_relation_size('plimsoll.${table}') AS size`;
    return Number((await client.query(asked)).rows[0].size);
  };
  const taken = async () => {
    const [sums, detail] = [await sizeOf("slots"), await sizeOf("details")];
    return { sums, detail, all: sums + detail };
  };
  const afterPacking = () => client.query("VACUUM plimsoll.slots, plimsoll.details");
  try {
    return await growth({ store, taken, afterPacking }, traffic);
  } finally {
    await client.end();
    await store.close();
  }
}

function say(store: string, { activeMinutes, events, sums, detail, all }: Written & Taken): void {
  const perMinute = sums / activeMinutes;
  const verdict = perMinute <= AIM_BYTES ? "kept" : "missed";
  console.log(
    `  ${store.padEnd(11)} counts and totals ${perMinute.toFixed(2)} B an active stream-minute ` +
      `(aim: ${AIM_BYTES}, ${verdict}); detail ${(detail / events).toFixed(2)} B an event; ` +
      `${(all / 1e6).toFixed(1)} MB in all`,
  );
}

console.log(
  `${machine()}\n${STREAMS} streams, a day more, packed every ${PACK_EVERY_MINUTES} minutes`,
);
const server = await startPostgres();
try {
  for (const [number, traffic] of traffics.entries()) {
    console.log(`\n${traffic.name}`);
    say("SQLite", await onSqlite(traffic));
    const url = await server.createDatabase(`growth_${number}`);
    say("PostgreSQL", await onPostgres(url, traffic));
  }
} finally {
  await server.stop();
}
