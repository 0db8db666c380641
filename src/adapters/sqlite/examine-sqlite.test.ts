import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { examineStore } from "../../core/store/index.ts";
import { at, entry, MIDNIGHT, slot } from "../../core/store/testdata/samples.ts";
import { examineSqlite, openSqliteStore } from "./index.ts";

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "plimsoll-examine-"));
  file = join(dir, "plimsoll.db");
});
afterEach(() => rm(dir, { recursive: true }));

async function examine() {
  const examined = await examineSqlite(file);
  try {
    return await examineStore(examined);
  } finally {
    await examined.close();
  }
}

/** What is not as it should be. */
const wrong = async () =>
  (await examine()).findings
    .filter(({ state }) => state !== "ok")
    .map(({ check, state, message }) => `${state} ${check}: ${message}`);

/** Three tenants on three days, a week between them, packed and new; some entries. */
async function written() {
  const store = await openSqliteStore({ file });
  for (const day of [0, 7, 14])
    for (const minute of [0, 61])
      for (const tenant of ["a", "b", "c"])
        await store.slots.add([at(1440 * day + minute, slot(5), { tenant })]);
  await store.slots.pack(MIDNIGHT + 8 * 1440);
  for (let n = 0; n < 5; n++) await store.ledger.append([entry({ data: { n } })]);
  return store;
}

const change = (sql: string, ...values: (string | number)[]) => {
  const db = new DatabaseSync(file);
  expect(db.prepare(sql).run(...values).changes).toBeGreaterThan(0);
  db.close();
};

test("a store that is whole, and beside the process that writes it", async () => {
  const store = await written();
  const running = await examine();
  expect(running.findings.map(({ state }) => state)).toEqual(Array(7).fill("ok"));
  expect(running.findings[0]!.message).toContain("Plimsoll is running on it");
  expect(running.findings.find(({ check }) => check === "blocks")!.message).toMatch(/^9 blocks/);
  expect(running.findings.find(({ check }) => check === "ledger")!.message).toMatch(/^5 entries/);
  await store.slots.add([at(1, slot(5))]);
  await store.close();
  const closed = await examine();
  expect(closed.findings[0]!.message).toContain("nobody is running on it, and it was closed");
  const sum = Object.values(closed.parts!).reduce((a, b) => a + b, 0);
  expect(sum).toBeGreaterThan(0.95 * statSync(file).size);
  expect(sum).toBeLessThan(1.05 * statSync(file).size);
});

test.for<[string, () => void, RegExp]>([
  [
    "a block",
    () => change("UPDATE packed SET total = zeroblob(9) WHERE id = (SELECT min(id) FROM packed)"),
    /^damage blocks: 1 block of 9 cannot be read:\n\d{4}-\d\d-\d\d \S+ \w+ by \w+ \(tenant [abc].*\): .* checksum/,
  ],
  [
    "an entry",
    () => change(`UPDATE ledger SET line = replace(line, '"n":2', '"n":3') WHERE seq = 3`),
    /^damage ledger: The chain breaks at entry 3: the content does not match its hash/,
  ],
  [
    "an entry's form",
    () => change("UPDATE ledger SET line = 'x' || line WHERE seq = 2"),
    /^damage ledger: An entry of the ledger cannot be read any more/,
  ],
  [
    "a stream",
    () => change("DELETE FROM streams WHERE tenant = 'b'"),
    /^damage schema: \d+ rows of measurements belong to no stream/,
  ],
  [
    "commits",
    () => change("UPDATE mark SET commits = commits - 3"),
    /^damage commits: Commits that were acknowledged are missing: 3\./,
  ],
  ["rights", () => chmodSync(file, 0o644), /^warning files: Others than their owner may use/],
  [
    "a log",
    () => writeFileSync(`${file}-wal`, Buffer.alloc(9000, 7), { mode: 0o600 }),
    /^damage files: .* is no write-ahead log of SQLite/,
  ],
])("%s that is not as it should be is named, and nothing else", async ([, harm, expected]) => {
  await (await written()).close();
  harm();
  expect(await wrong()).toEqual([expect.stringMatching(expected)]);
});

test("damaged pages are named by SQLite, and what can be read of the rest is looked at", async () => {
  await (await written()).close();
  const db = new DatabaseSync(file);
  const page = db
    .prepare("SELECT pageno FROM dbstat WHERE name = 'ledger' AND pagetype = 'leaf'")
    .get()!;
  db.close();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, (Number(page.pageno) - 1) * 8192, Number(page.pageno) * 8192);
  writeFileSync(file, bytes);
  const found = await wrong();
  expect(found).toEqual([
    expect.stringMatching(/^damage integrity: .* damaged/),
    expect.stringMatching(/^damage ledger: The store .* is damaged/),
  ]);
});

test("what is no store is refused", async () => {
  await expect(examineSqlite(file)).rejects.toMatchObject({ code: "store.foreign" });
  await (await written()).close();
  rmSync(`${file}.mark`);
  expect(await wrong()).toEqual([]);
});
