import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommitLoss, openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { accountOf, acknowledged, faults } from "./account.ts";
import { startChild } from "./child.ts";

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "plimsoll-lost-log-"));
  file = join(dir, "plimsoll.db");
});
afterEach(() => rm(dir, { recursive: true }));

/** Writes some hundred numbers, and dies as in a power cut; answers those that were acknowledged. */
async function writeAndDie(from: number, most = 300): Promise<number[]> {
  const writer = startChild("./writer.ts", { file, from });
  await writer.said(/^ack/, most);
  await writer.kill();
  return acknowledged(writer.lines);
}

/** What is told of when the file is opened again, and what is wrong with what it holds. */
async function open(acks: readonly number[]) {
  const losses: CommitLoss[] = [];
  const store = await openSqliteStore({ file, onLoss: (loss) => losses.push(loss) });
  try {
    return { losses, faults: faults(await accountOf(store), acks) };
  } finally {
    await store.close();
  }
}

const log = () => `${file}-wal`;

test("after kill -9 nothing is missing, and nothing is said; a clean end leaves nothing to say", async () => {
  const acks: number[] = [];
  for (let round = 0; round < 4; round++) {
    acks.push(...(await writeAndDie(10_000 * round)));
    expect(await open(acks)).toEqual({ losses: [], faults: [] });
  }
  expect(await open(acks)).toEqual({ losses: [], faults: [] });
});

const harms: readonly [string, () => void][] = [
  ["deleted", () => rmSync(log())],
  ["emptied", () => truncateSync(log(), 0)],
  ["cut off", () => truncateSync(log(), Math.floor(statSync(log()).size / 3))],
  [
    "damaged by one bit",
    () => {
      const bytes = readFileSync(log());
      bytes[32 + 24 + 4000]! ^= 1;
      writeFileSync(log(), bytes);
    },
  ],
];

test.for(harms)(
  "a log that was %s after kill -9: how much is missing is said",
  async ([, harm]) => {
    // So little that no checkpoint has brought it into the database yet.
    const acks = await writeAndDie(0, 20);
    const before = Date.now();
    harm();
    const { losses, faults } = await open(acks);
    expect(losses).toEqual([{ commits: expect.any(Number), lastAtMs: expect.any(Number) }]);
    expect(losses[0]!.commits).toBeGreaterThan(0);
    expect(losses[0]!.lastAtMs).toBeLessThanOrEqual(before);
    expect(faults.length).toBeGreaterThan(0);
    // It was told, and goes on from there.
    const more = await writeAndDie(10_000);
    expect((await open(more)).losses).toEqual([]);
  },
);

test("an older copy, or another database, in its place is said too", async () => {
  await writeAndDie(0);
  await open([]);
  copyFileSync(file, `${file}.copy`);
  await writeAndDie(10_000);
  await open([]);
  copyFileSync(`${file}.copy`, file);
  const { losses } = await open([]);
  expect(losses[0]!.commits).toBeGreaterThan(20);

  rmSync(file);
  expect((await open([])).losses).toMatchObject([{ commits: null }]);
});
