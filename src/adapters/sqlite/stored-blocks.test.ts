import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { slotAt } from "../../core/measurement/index.ts";
import { olderBlock } from "../../core/measurement/testdata/older-block.ts";
import type { BlockDamage, Store } from "../../core/store/index.ts";
import { ADDON, at, DAY, MIDNIGHT, slot, stream } from "../../core/store/testdata/samples.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";
import { migrate } from "./schema.ts";

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "plimsoll-sqlite-"));
  file = join(dir, "plimsoll.db");
});
afterEach(() => rm(dir, { recursive: true }));

describe("a block that is damaged", () => {
  const query = { addon: ADDON, from: DAY, to: DAY + 1 };
  /** Three streams of two minutes on two days each, the second damaged on the first day. */
  async function damaged(sql: string, isPacked: boolean) {
    const store = await openSqliteStore({ file });
    for (const day of [0, 1])
      for (const minute of [0, 61])
        for (const tenant of ["a", "b", "c"])
          await store.slots.add([at(1440 * day + minute, slot(5), { tenant })]);
    if (isPacked) await store.slots.pack(MIDNIGHT + 2 * 1440);
    await store.close();
    const db = new DatabaseSync(file);
    const stream = db.prepare("SELECT id FROM streams WHERE tenant = 'b'").get()!.id as number;
    expect(db.prepare(sql).run(stream, DAY).changes).toBeGreaterThan(0);
    db.close();
    return openSqliteStore({ file });
  }

  test.for([
    ["counts", "UPDATE packed SET counts = zeroblob(9) WHERE stream = ?1 AND day = ?2", true],
    ["a total", "UPDATE packed SET total = substr(total, 2) WHERE stream = ?1 AND day = ?2", true],
    ["a piece", "UPDATE details SET detail = x'0301' WHERE stream = ?1 AND day = ?2", true],
    ["a new row", "UPDATE fresh SET total = x'00' WHERE stream = ?1 AND day = ?2", false],
  ] as const)("in %s damages its stream and day only", async ([, sql, isPacked]) => {
    const store = await damaged(sql, isPacked);
    const told: string[] = [];
    const onDamage = ({ stream, day, reason }: BlockDamage) =>
      told.push(`${stream.tenant} ${day - DAY} ${reason.slice(0, 35)}`);
    const blocks = (await Array.fromAsync(store.slots.blocks({ ...query, onDamage }))).flat();
    expect(blocks.map(({ stream, day }) => `${stream.tenant} ${day - DAY}`)).toEqual([
      "a 0",
      "a 1",
      "b 1",
      "c 0",
      "c 1",
    ]);
    expect(told).toEqual(["b 0 A block of measurements is damaged:"]);
    await expect(Array.fromAsync(store.slots.blocks(query))).rejects.toThrow("is damaged");

    await store.slots.add([at(7, slot(1), { tenant: "b" }), at(7, slot(1), { tenant: "a" })]);
    told.length = 0;
    await store.slots.pack(MIDNIGHT + 2 * 1440, { onDamage });
    expect(told).toEqual(["b 0 A block of measurements is damaged:"]);
    expect(await store.slots.unpacked()).toBe(isPacked ? 1 : 3);
    await store.slots.thin(ADDON, { minutesFrom: DAY + 9, countsFrom: DAY - 9 });
    expect((await Array.fromAsync(store.slots.blocks({ ...query, onDamage }))).flat()).toHaveLength(
      5,
    );
    await store.close();
  });
});

test("a damaged page of the file takes along only what lies on it", async () => {
  const store = await openSqliteStore({ file });
  const tenants = Array.from({ length: 600 }, (_, n) => `tenant-${n}`);
  for (const minute of [0, 61])
    await store.slots.add(tenants.map((tenant) => at(minute, slot(9), { tenant })));
  await store.slots.pack(MIDNIGHT + 1440);
  await store.close();
  const db = new DatabaseSync(file);
  const pages = db
    .prepare("SELECT pageno FROM dbstat WHERE name = 'packed' AND pagetype = 'leaf'")
    .all();
  db.close();
  expect(pages.length).toBeGreaterThan(3);
  const bytes = readFileSync(file);
  bytes.fill(0xa5, (Number(pages[1]!.pageno) - 1) * 8192, Number(pages[1]!.pageno) * 8192);
  writeFileSync(file, bytes);

  const reader = await openSqliteStore({ file, readOnly: true });
  const lost = new Set<string>();
  const onDamage = ({ stream: { tenant } }: BlockDamage) => lost.add(tenant);
  const query = { addon: ADDON, from: DAY, to: DAY, onDamage };
  const read = (await Array.fromAsync(reader.slots.blocks(query))).flat();
  await reader.close();
  expect(lost.size).toBeGreaterThan(0);
  expect(lost.size).toBeLessThan(300);
  expect(new Set([...lost, ...read.map(({ stream: { tenant } }) => tenant)]).size).toBe(600);
});

test("what is thinned gives its space back to the disk", async () => {
  const store = await openSqliteStore({ file });
  const many = Array.from({ length: 300 }, (_, n) => ({ tenant: `tenant-${n}` }));
  for (const minute of Array.from({ length: 40 }, (_, n) => 7 * n))
    await store.slots.add(many.map((one) => at(minute, slot(minute, 2 * minute, 3), one)));
  await store.slots.pack(MIDNIGHT + 1);
  const before = (await store.health.sizeBytes())!;
  await store.slots.thin(ADDON, { minutesFrom: DAY + 1, countsFrom: DAY + 1 });
  await store.close();
  expect(statSync(file).size).toBeLessThan(before / 3);
});

/** The schema before rows were numbered. */
const UNNUMBERED = 7;

test("a file whose rows were not numbered keeps all that it held, by the minute, hour and day", async () => {
  const query = { addon: ADDON, from: DAY, to: DAY + 4 };
  const read = async (store: Store) =>
    (await Array.fromAsync(store.slots.blocks(query))).flat().map((block) => ({
      ...block,
      total: block.total,
      hours: [0, 1, 2].map((hour) => block.hour(hour)),
      hour: null,
    }));
  const store = await openSqliteStore({ file });
  for (const day of [0, 1, 2, 3])
    for (const minute of [0, 61, 62, 130])
      for (const tenant of ["a", "b"])
        await store.slots.add([at(1440 * day + minute, slot(5 + minute, 700), { tenant })]);
  await store.slots.pack(MIDNIGHT + 3 * 1440);
  await store.slots.thin(ADDON, { minutesFrom: DAY + 2, countsFrom: DAY + 1 });
  const before = await read(store);
  await store.close();
  asUnnumbered(file);

  const converted = await openSqliteStore({ file });
  expect(await read(converted)).toEqual(before);
  await converted.slots.add([at(2 * 1440 + 61, slot(9), { tenant: "a" })]);
  await converted.slots.pack(MIDNIGHT + 4 * 1440);
  const after = await read(converted);
  expect(after.map(({ total }) => total.events)).toEqual([8, 8, 9, 8, 8, 8, 8, 8]);
  await converted.close();
});

/** Writes the tables of a file as they were then. */
function asUnnumbered(file: string): void {
  const older = new DatabaseSync(`${file}-older`);
  migrate(older, 0, UNNUMBERED);
  older.exec(`ATTACH '${file}' AS present`);
  const tables = older.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  for (const { name } of tables.all()) {
    const columns = older
      .prepare("SELECT group_concat(name) AS names FROM pragma_table_info(?, 'main')")
      .get(name!)!.names;
    older.exec(`DELETE FROM ${name}; INSERT INTO ${name} (${columns})
                SELECT ${columns} FROM present.${name}`);
  }
  older.close();
  for (const beside of ["-wal", "-shm"]) rmSync(file + beside, { force: true });
  renameSync(`${file}-older`, file);
}

test("a file of the first schema is brought up to date with all that it holds", async () => {
  const db = new DatabaseSync(file);
  migrate(db, 0, 1);
  const { counts, total, detail } = olderBlock;
  const insertStream = db.prepare("INSERT INTO streams VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const { addon, tenant, indicator, source, release, region } = stream();
  for (const [id, name] of [tenant, "zeta"].entries())
    insertStream.run(id, addon, name, indicator, source, release, region, DAY, DAY);
  db.prepare("INSERT INTO packed VALUES (?, ?, ?, ?)").run(0, DAY, counts, total);
  db.prepare("INSERT INTO details VALUES (?, ?, ?)").run(0, DAY, detail);
  const insertFresh = db.prepare(
    "INSERT INTO fresh (stream, day, counts, total, detail) VALUES (?, ?, ?, ?, ?)",
  );
  for (const id of [0, 1]) insertFresh.run(id, DAY, counts, total, detail);
  db.close();

  await expect(openSqliteStore({ file, readOnly: true })).rejects.toThrow("has an older format");
  const store = await openSqliteStore({ file });
  await store.slots.add([at(7, slot(3)), at(0, slot(4), { place: "local", path: "/health" })]);
  for (const packing of [async () => 0, () => store.slots.pack(MIDNIGHT + 1)]) {
    await packing();
    const query = { addon: ADDON, from: DAY, to: DAY };
    const blocks = (await Array.fromAsync(store.slots.blocks(query))).flat();
    expect(blocks.map((block) => [block.stream, block.total.events])).toEqual([
      [stream(), 19],
      [stream({ place: "local", path: "/health" }), 1],
      [stream({ tenant: "zeta" }), 9],
    ]);
    expect(slotAt(blocks[0]!, 0)).toMatchObject({
      events: 11,
      bad: 0,
      good: { count: 11, max: 900 },
    });
    expect(slotAt(blocks[0]!, 2)?.events).toBe(4);
  }
  await store.close();
});
