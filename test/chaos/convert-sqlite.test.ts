import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { migrate } from "../../src/adapters/sqlite/schema.ts";
import { blockOf, encodeBlock } from "../../src/core/measurement/index.ts";
import { ADDON, DAY, slot, stream } from "../../src/core/store/testdata/samples.ts";
import { startChild } from "./child.ts";

const STREAMS = 1500;
const MINUTES = 8;
/** The schema before rows were numbered. */
const UNNUMBERED = 7;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "plimsoll-convert-"));
});
afterEach(() => rm(dir, { recursive: true }));

test("kill -9 while a file of an earlier version is converted loses nothing of it", async () => {
  const original = join(dir, "original.db");
  writeOlder(original);
  let converted = 0;
  for (let round = 0; round < 6; round++) {
    const file = join(dir, `plimsoll-${round}.db`);
    await copyFile(original, file);
    const child = startChild("./converter.ts", { file });
    await child.said(/^begins/);
    await setTimeout(3 + 12 * round);
    await child.kill();
    if (child.lines.includes("converted")) converted++;

    const store = await openSqliteStore({ file });
    let minutes = 0;
    for await (const blocks of store.slots.blocks({ addon: ADDON, from: DAY, to: DAY }))
      for (const block of blocks) {
        const detail = block.hour(0);
        if (detail.kind === "minutes") minutes += detail.slots.size;
        expect([block.total.events, block.minutes.length]).toEqual([MINUTES, MINUTES]);
      }
    expect(minutes).toBe(STREAMS * MINUTES);
    await store.close();
  }
  expect(converted).toBeLessThan(6);
});

function writeOlder(file: string): void {
  const db = new DatabaseSync(file);
  migrate(db, 0, UNNUMBERED);
  const slots = Array.from({ length: MINUTES }, (_, n) => [n, slot(5 + n)] as const);
  const { counts, total, detail } = encodeBlock(blockOf(stream(), DAY, new Map(slots)));
  const insertStream = db.prepare("INSERT INTO streams VALUES (?, ?, ?, ?, ?, ?, ?, '', '', ?, ?)");
  const insertPacked = db.prepare("INSERT INTO packed VALUES (?, ?, ?, ?)");
  const insertDetail = db.prepare("INSERT INTO details VALUES (?, 0, ?, ?)");
  const { addon, indicator, source, release, region } = stream();
  db.exec("BEGIN");
  for (let id = 0; id < STREAMS; id++) {
    insertStream.run(id, addon, `tenant-${id}`, indicator, source, release, region, DAY, DAY);
    insertPacked.run(id, DAY, counts, total);
    insertDetail.run(DAY, id, detail);
  }
  db.exec("COMMIT");
  db.close();
}
