import { copyFileSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Store } from "../../core/store/index.ts";
import { ADDON, at, DAY, entry, slot } from "../../core/store/testdata/samples.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";
import { newTurnMemory } from "./write-turn.ts";

let above: string;
let dir: string;
let file: string;
let store: Store;
beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), "plimsoll-replaced-"));
  dir = join(above, "data");
  file = join(dir, "plimsoll.db");
  mkdirSync(dir);
  store = await openSqliteStore({ file });
  await store.slots.add([at(0, slot(1))]);
});
afterEach(async () => {
  await store.close();
  await rm(above, { recursive: true });
});

const events = async () =>
  (await Array.fromAsync(store.slots.blocks({ addon: ADDON, from: DAY, to: DAY })))
    .flat()
    .reduce((sum, { total }) => sum + total.events, 0);

/** What happens, by whose hand, how it is told, and how it is mended; null: not any more. */
const happenings: readonly [string, () => void, string, (() => void) | null][] = [
  ["deleted", () => rmSync(file), "plimsoll.db was deleted", null],
  [
    "renamed",
    () => renameSync(file, `${file}.old`),
    "plimsoll.db was deleted",
    () => renameSync(`${file}.old`, file),
  ],
  ["deleted with its folder", () => rmSync(dir, { recursive: true }), "was deleted", null],
  [
    "renamed with its folder",
    () => renameSync(dir, `${dir}.old`),
    "was deleted",
    () => renameSync(`${dir}.old`, dir),
  ],
  [
    "replaced by a copy",
    () => {
      copyFileSync(file, `${file}.copy`);
      renameSync(file, `${file}.old`);
      renameSync(`${file}.copy`, file);
    },
    "was replaced by another file",
    () => renameSync(`${file}.old`, file),
  ],
  ["without its log", () => rmSync(`${file}-wal`), "write-ahead log was deleted", null],
  ["without its log's index", () => rmSync(`${file}-shm`), "index of its log was deleted", null],
];

test("a further thread makes no file anew where the first one's was", async () => {
  const turns = newTurnMemory();
  const shared = join(above, "shared", "plimsoll.db");
  const further = () =>
    openSqliteStore({ file: shared, turns: { memory: turns, isFurther: true } });
  const first = await openSqliteStore({ file: shared, turns: { memory: turns, isFurther: false } });
  await (await further()).close();
  rmSync(join(above, "shared"), { recursive: true });
  await expect(further()).rejects.toMatchObject({ code: "store.replaced" });
  mkdirSync(join(above, "shared"));
  copyFileSync(file, shared);
  await expect(further()).rejects.toMatchObject({ code: "store.replaced" });
  await first.close();
});

test.for(happenings)("a file that is %s takes nothing more", async ([, happen, told, mend]) => {
  happen();
  expect((await store.health.place())?.lost).toContain(told);
  const writing = { code: "store.replaced", message: expect.stringContaining(told) };
  await expect(store.slots.add([at(1, slot(1))])).rejects.toMatchObject(writing);
  await expect(store.ledger.append([entry()])).rejects.toMatchObject(writing);
  await expect(store.health.touch()).rejects.toMatchObject(writing);
  expect(await events()).toBe(1);
  if (mend === null) return;
  mend();
  expect((await store.health.place())?.lost).toBeNull();
  await store.slots.add([at(1, slot(1))]);
  expect(await events()).toBe(2);
});
