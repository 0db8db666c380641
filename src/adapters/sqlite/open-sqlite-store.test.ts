import { chmodSync, statSync } from "node:fs";
import { mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../core/store/index.ts";
import { describeStore } from "../../core/store/suite.ts";
import { ADDON, at, DAY, entry, MIDNIGHT, slot } from "../../core/store/testdata/samples.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "plimsoll-sqlite-"));
  file = join(dir, "plimsoll.db");
});
afterEach(() => rm(dir, { recursive: true }));

describeStore("SQLite", async () => {
  let store = await openSqliteStore({ file });
  return {
    store,
    isOneProcess: true,
    async reopen() {
      await store.close();
      store = await openSqliteStore({ file });
      return store;
    },
    close: () => store.close(),
  };
});

const events = async (store: Store) =>
  (await Array.fromAsync(store.slots.blocks({ addon: ADDON, from: DAY, to: DAY })))
    .flat()
    .reduce((sum, block) => sum + block.total.events, 0);

test("leases of a process that died are free at once, and what it held is fenced", async () => {
  const first = await openSqliteStore({ file });
  const taken = await first.leases.acquire("job", "dead", null);
  if (taken.kind !== "taken") throw new Error("It is held.");
  await first.close();
  const next = await openSqliteStore({ file });
  const again = await next.leases.acquire("job", "alive", null);
  expect(again).toMatchObject({ kind: "taken", token: { fence: taken.token.fence + 1 } });
  expect(await next.ledger.append([entry()], { fence: taken.token })).toMatchObject({
    kind: "fenced",
  });
  await next.close();
});

describe("one process writes a SQLite store", () => {
  test("and a second opening is refused, by whatever path", async () => {
    const store = await openSqliteStore({ file });
    await symlink(dir, `${dir}-link`);
    await symlink(file, join(dir, "link to plimsoll.db"));
    for (const path of [file, `${dir}-link/plimsoll.db`, join(dir, "link to plimsoll.db")])
      await expect(openSqliteStore({ file: path })).rejects.toMatchObject({
        code: "store.locked",
        message: expect.stringContaining("plimsoll.db"),
      });
    await rm(`${dir}-link`);
    await store.close();
    await (await openSqliteStore({ file })).close();
  });

  test("and others read beside it, and only read", async () => {
    const store = await openSqliteStore({ file });
    await store.slots.add([at(0, slot(1))]);
    const reader = await openSqliteStore({ file, readOnly: true });
    await store.slots.add([at(0, slot(2))]);
    expect(await events(reader)).toBe(2);
    await expect(reader.slots.add([at(0, slot(3))])).rejects.toMatchObject({
      code: "store.read-only",
    });
    await reader.close();
    await store.close();
  });

  test("into a folder that it makes", async () => {
    const deep = join(dir, "a", "b", "plimsoll.db");
    await (await openSqliteStore({ file: deep })).close();
    await (await openSqliteStore({ file: deep, readOnly: true })).close();
  });

  test("and is not to be used when it is closed", async () => {
    const store = await openSqliteStore({ file });
    await store.close();
    const closed = { code: "store.unavailable", message: expect.stringContaining("is closed") };
    await expect(store.slots.add([at(0, slot(1))])).rejects.toMatchObject(closed);
    await expect(store.ledger.head()).rejects.toMatchObject(closed);
  });

  test("and what was asked for before it closes is kept", async () => {
    const store = await openSqliteStore({ file });
    const added = store.slots.add([at(0, slot(1))]);
    await store.close();
    await added;
    const reader = await openSqliteStore({ file, readOnly: true });
    expect(await events(reader)).toBe(1);
    await reader.close();
  });
});

test("nobody but its owner may read its files, whatever the folder and whatever they were", async () => {
  const others = (name: string) => statSync(name).mode & 0o077;
  await openSqliteStore({ file }).then((store) => store.close());
  chmodSync(file, 0o644);
  const store = await openSqliteStore({ file });
  await store.slots.add([at(0, slot(1))]);
  expect(["", "-wal", "-shm", ".lock"].map((beside) => others(file + beside))).toEqual([
    0, 0, 0, 0,
  ]);
  await store.close();
});

describe("what is not a store is refused, and left as it is", () => {
  const sql = (text: string) => async () => {
    const db = new DatabaseSync(file);
    db.exec(text);
    db.close();
  };

  test.for<[string, () => Promise<unknown>, string, RegExp]>([
    ["a text", () => writeFile(file, "Dear diary, ".repeat(1000)), "store.foreign", /not a SQLite/],
    ["somebody's database", sql("CREATE TABLE notes (text)"), "store.foreign", /not Plimsoll's/],
    [
      "a store of the future",
      async () => {
        await (await openSqliteStore({ file })).close();
        await sql("PRAGMA user_version = 999")();
      },
      "store.foreign",
      /newer Plimsoll/,
    ],
    ["a folder", () => mkdir(file), "store.unavailable", /cannot be/],
  ])("%s", async ([, prepare, code, message]) => {
    await prepare();
    const before = await readFile(file).catch(() => null);
    for (const readOnly of [false, true])
      await expect(openSqliteStore({ file, readOnly })).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
      });
    expect(await readFile(file).catch(() => null)).toEqual(before);
  });

  test("a path that leads through a file", async () => {
    await writeFile(file, "Dear diary");
    await expect(openSqliteStore({ file: join(file, "plimsoll.db") })).rejects.toMatchObject({
      code: "file.unwritable",
    });
  });

  test("nothing at all, when it is only to be read", async () => {
    await expect(openSqliteStore({ file, readOnly: true })).rejects.toMatchObject({
      code: "store.foreign",
      message: `There is no store ${file}.`,
    });
  });

  test("a store with pages of rubbish: not written to, and no figure read from it", async () => {
    const store = await openSqliteStore({ file });
    for (let n = 0; n < 300; n++) await store.slots.add([at(n, slot(n, n + 1, n + 2))]);
    await store.slots.pack(MIDNIGHT + 1);
    await store.close();
    const handle = await open(file, "r+");
    const { size } = await handle.stat();
    for (let page = 1; page * 8192 < size; page++)
      await handle.write(Buffer.alloc(4000, 0xa5), 0, 4000, page * 8192 + 4000);
    await handle.close();

    const opened = openSqliteStore({ file });
    await expect(opened).rejects.toMatchObject({ code: "store.damaged" });
    const damaged = await openSqliteStore({ file, readOnly: true });
    await expect(events(damaged)).rejects.toMatchObject({ code: "store.damaged" });
    await damaged.close();
  });
});

describe("a store that has reached its size", () => {
  test("refuses what does not fit, changes nothing by it, and takes what does", async () => {
    const store = await openSqliteStore({ file, maxSizeBytes: 1_000_000 });
    const small = entry({ subject: "small" });
    const large = Array.from({ length: 100 }, () => entry({ data: { note: "x".repeat(60_000) } }));
    await store.ledger.append([small]);
    const refused = store.ledger.append(large);
    const neighbour = store.slots.add([at(0, slot(1))]);
    await expect(refused).rejects.toMatchObject({ code: "store.full" });
    await neighbour;
    expect(await events(store)).toBe(1);
    expect(await store.ledger.head()).toMatchObject({ seq: 1 });
    await store.ledger.append([small]);
    await store.close();

    const larger = await openSqliteStore({ file });
    expect(await larger.ledger.append(large)).toMatchObject({ kind: "appended" });
    await larger.close();
  });
});

describe("erasing from the vault", () => {
  const bytesOnDisk = async () =>
    Buffer.concat(
      await Promise.all(
        ["", "-wal", "-shm"].map((end) => readFile(`${file}${end}`).catch(() => Buffer.alloc(0))),
      ),
    );
  const secretsOf = (id: string): Uint8Array[] => {
    const db = new DatabaseSync(file, { readOnly: true });
    const row = db.prepare("SELECT person, salt, key FROM vault WHERE id = ?").get(id)!;
    db.close();
    return [Buffer.from(String(row.person)), row.salt as Uint8Array, row.key as Uint8Array];
  };

  test("leaves no byte of it in the file or its log, however the table grew and shrank", async () => {
    const store = await openSqliteStore({ file });
    const kept = new Map<string, Uint8Array[]>();
    const erased: Uint8Array[] = [];
    for (let n = 0; n < 150; n++) {
      const text = `the secret of person ${n};`.repeat(1 + ((n * 7919) % 200));
      const { id } = await store.vault.put(Buffer.from(text), {
        kind: "t",
        person: `person-${n};`,
      });
      kept.set(id, secretsOf(id));
      const [oldest] = [...kept.keys()].slice((n * 31) % kept.size);
      if (n % 3 === 0) continue;
      erased.push(...kept.get(oldest!)!);
      kept.delete(oldest!);
      await store.vault.erase(oldest!);
    }
    for (const close of [async () => {}, store.close]) {
      await close();
      const disk = await bytesOnDisk();
      expect(erased.filter((secret) => disk.includes(secret))).toEqual([]);
      expect([...kept.values()].flat().filter((secret) => !disk.includes(secret))).toEqual([]);
      expect(disk.includes("the secret of person")).toBe(false);
    }
  });

  test("waits for a reader that still sees it", async () => {
    const store = await openSqliteStore({ file });
    const { id } = await store.vault.put(Buffer.from("x"), {
      kind: "t",
      person: "zoe-who-was-here",
    });
    const reader = new DatabaseSync(file, { readOnly: true });
    reader.exec("BEGIN; SELECT * FROM vault");
    const erasing = store.vault.erase(id);
    await store.ledger.append([entry()]);
    expect((await bytesOnDisk()).includes("zoe-who-was-here")).toBe(true);
    reader.close();
    expect(await erasing).toBe(true);
    expect((await bytesOnDisk()).includes("zoe-who-was-here")).toBe(false);
    await store.close();
  });
});
