import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { accountOf, acknowledged, faults } from "./account.ts";
import { startChild } from "./child.ts";

const ROUNDS = 8;

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "plimsoll-kill-"));
  file = join(dir, "plimsoll.db");
});
afterEach(() => rm(dir, { recursive: true }));

test("kill -9 in the middle of writes loses nothing acknowledged and doubles nothing", async () => {
  const acks: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const writer = startChild("./writer.ts", { file, from: round * 100_000 });
    await writer.said(/^ack/, 20 + 37 * round);
    await writer.kill();
    acks.push(...acknowledged(writer.lines));

    const store = await openSqliteStore({ file });
    expect(faults(await accountOf(store), acks)).toEqual([]);
    await store.close();
  }
  expect(acks.length).toBeGreaterThan(ROUNDS * 20);
});

test("a second process on the file is told so, until the first is gone, however it went", async () => {
  const writer = startChild("./writer.ts", { file, from: 0 });
  await writer.said(/^ack/);
  await expect(openSqliteStore({ file })).rejects.toMatchObject({ code: "store.locked" });

  const reader = await openSqliteStore({ file, readOnly: true });
  expect((await reader.ledger.head()).seq).toBeGreaterThan(0);
  await reader.close();

  await writer.kill();
  await (await openSqliteStore({ file })).close();
});
