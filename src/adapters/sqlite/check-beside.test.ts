import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { at, slot } from "../../core/store/testdata/samples.ts";
import { checkBeside } from "./check-beside.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "plimsoll-beside-"));
  file = join(dir, "plimsoll.db");
  const store = await openSqliteStore({ file });
  for (let n = 0; n < 50; n++) await store.slots.add([at(n, slot(n), { tenant: `t${n}` })]);
  await store.close();
});
afterEach(() => rm(dir, { recursive: true }));

test("damage in a file that is in use is told by a thread of its own", async () => {
  const db = new DatabaseSync(file);
  const page = db.prepare("SELECT pageno FROM dbstat WHERE name = 'fresh' AND pagetype = 'leaf'");
  const at = (Number(page.get()!.pageno) - 1) * 8192;
  db.close();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, at, at + 8192);
  writeFileSync(file, bytes);
  const found = vi.fn();
  checkBeside(file, found);
  await vi.waitFor(() => expect(found).toHaveBeenCalledOnce(), { timeout: 10_000 });
  expect(found.mock.calls[0]![0]).toMatchObject({
    code: "store.damaged",
    message: expect.stringContaining("plimsoll.db is damaged"),
  });
});

test("of a file that is whole nothing is told, and one that is gone disturbs nobody", async () => {
  const found = vi.fn();
  const gone = checkBeside(join(dir, "gone.db"), found);
  const whole = checkBeside(file, found);
  await Promise.all([gone.ended, whole.ended]);
  expect(found).not.toHaveBeenCalled();
});
