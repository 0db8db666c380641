import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { dayOf, minuteOf } from "../../src/core/time/index.ts";
import { mayMount, mountSmallDisk, type SmallDisk } from "../chaos/small-disk.ts";
import { startPostgres } from "../stores/postgres-server.ts";
import { plimsoll } from "./plimsoll.ts";
import { otlpRequest, smallWorld } from "./small-world.ts";
import { startUp } from "./start-up.ts";

type Up = Awaited<ReturnType<typeof startUp>>;

let folder: string;
let data: string;
let world: Awaited<ReturnType<typeof smallWorld>>;
let up: Up;
let sent = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-own-health-"));
  data = join(folder, "data");
  world = await smallWorld(folder);
});
afterEach(async () => {
  await up?.close();
  world.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  up = await startUp([world.contract], data);
  const isWell = async () => expect(await health()).toMatchObject({ status: 200 });
  await vi.waitFor(isWell, { timeout: 20_000 });
}

async function health() {
  const response = await fetch(new URL("/health", up.publicUrl));
  const { checks } = await response.json();
  const wrong = Object.entries(checks as Record<string, { status: string }[]>)
    .filter(([, [row]]) => row!.status === "fail")
    .map(([name]) => name);
  return { status: response.status, wrong, checks };
}

/** Answers the status, and how long the sender is told to wait. */
async function post(count: number, note = sent++) {
  const response = await fetch(new URL("/v1/metrics", up.publicUrl), {
    method: "POST",
    headers: { authorization: `Bearer ${up.key}`, "content-type": "application/json" },
    body: otlpRequest(count, `tenant-${note}`, Date.now()),
  });
  return { status: response.status, retryAfter: response.headers.get("retry-after") };
}

const metric = async (name: string) =>
  new RegExp(`^${name}(?:\\{.*?\\})? (.*)$`, "m").exec(await up.read("/metrics"))?.[1];

/** Requests of tenants that are in the store. */
async function kept(file: string): Promise<number> {
  const store = await openSqliteStore({ file, readOnly: true });
  const today = dayOf(minuteOf(Date.now()));
  let events = 0;
  const query = { addon: "com.example.small", from: today - 1, to: today + 1 };
  for await (const blocks of store.slots.blocks(query))
    for (const { stream, total } of blocks) if (stream.source === "agent") events += total.events;
  await store.close();
  return events;
}

const removeLog = (file: string) => rmSync(`${file}-wal`);

const harms: readonly [string, RegExp, (file: string) => void, ((file: string) => void) | null][] =
  [
    [
      "its folder is deleted",
      /plimsoll\.db was deleted/,
      () => rmSync(data, { recursive: true }),
      null,
    ],
    [
      "its file is renamed away, and back",
      /plimsoll\.db was deleted/,
      (file) => renameSync(file, `${file}.away`),
      (file) => renameSync(`${file}.away`, file),
    ],
    [
      "another file is put in its place, and the first one back",
      /was replaced by another file/,
      (file) => {
        copyFileSync(file, `${file}.copy`);
        renameSync(file, `${file}.away`);
        renameSync(`${file}.copy`, file);
      },
      (file) => renameSync(`${file}.away`, file),
    ],
    ["its log is deleted", /log was deleted/, removeLog, null],
  ];

describe("what is acknowledged no more when", () => {
  test.for(harms)("%s", async ([, said, harm, mend]) => {
    await start();
    const file = join(data, "plimsoll.db");
    expect(await post(1)).toMatchObject({ status: 200 });
    harm(file);
    expect(await post(10)).toEqual({ status: 503, retryAfter: "2" });
    expect((await health()).wrong).toContain("store:file");
    expect((await health()).status).toBe(503);
    expect(JSON.stringify((await health()).checks)).not.toContain(folder);
    await up.says(new RegExp(`${said.source}.*Nothing is taken in until`));
    expect(await metric("plimsoll_store_writable")).toBe("0");
    expect(await up.read("/")).toContain("Nothing is taken in until");
    if (harm === removeLog) {
      // What was in it is brought into the database by an ordinary end.
      await up.close();
      expect(await kept(file)).toBe(1);
    }
    if (mend === null) return;
    mend(file);
    expect(await post(100)).toMatchObject({ status: 200 });
    await vi.waitFor(async () => expect((await health()).status).toBe(200), { timeout: 20_000 });
    await up.says(/The store's file is where it was again/);
    await up.close();
    expect(await kept(file)).toBe(101);
  });
});

test.skipIf(!mayMount())(
  "a disk that is full (needs root to mount one): refused, said, and mended by itself when there is room",
  async () => {
    const disk: SmallDisk = mountSmallDisk(64);
    data = join(disk.dir, "data");
    mkdirSync(data, { mode: 0o700 });
    try {
      await start();
      let acknowledged = 0;
      const ask = async (): Promise<number> => {
        const { status } = await post(1);
        if (status === 200) acknowledged++;
        return status;
      };
      expect(await ask()).toBe(200);
      // More than there is room for: what fits of it is written.
      const filler = () => writeFileSync(join(disk.dir, "filler"), Buffer.alloc(64 << 20));
      expect(filler).toThrow("ENOSPC");
      await vi.waitFor(async () => expect(await ask()).toBe(503), { timeout: 60_000, interval: 1 });
      const { status, wrong } = await health();
      expect(status).toBe(503);
      expect(wrong).toEqual(expect.arrayContaining(["disk:available"]));
      await up.says(/The store's disk is full: \d+ [kM]?B are left/);

      rmSync(join(disk.dir, "filler"));
      await vi.waitFor(async () => expect(await ask()).toBe(200), { timeout: 20_000 });
      await vi.waitFor(async () => expect((await health()).status).toBe(200), { timeout: 20_000 });
      await up.says(/The store's disk has \d+ MB left again/);
      await up.close();
      expect(await kept(join(data, "plimsoll.db"))).toBe(acknowledged);
    } finally {
      await up.close();
      disk.close();
    }
  },
);

test("a log that was deleted after kill -9 is said at the next start, in the ledger too", async () => {
  await start();
  for (let n = 0; n < 5; n++) expect((await post(1)).status).toBe(200);
  await up.kill();
  const file = join(data, "plimsoll.db");
  rmSync(`${file}-wal`);
  await start();
  await up.says(/\d+ writes are missing that were acknowledged until/);
  expect(await metric('plimsoll_diagnostics\\{kind="store"\\}')).toBe("1");
  const main = join(import.meta.dirname, "../../src/main.ts");
  const { stdout } = spawnSync(process.execPath, [main, "export", "ledger", "--data", data]);
  expect(String(stdout)).toContain('"type":"commits.lost"');
});

test("one flipped byte in a block: pages go on without that day, and say so", async () => {
  await start();
  for (let n = 0; n < 3; n++) expect((await post(1)).status).toBe(200);
  await up.close();
  const file = join(data, "plimsoll.db");
  const db = new DatabaseSync(file);
  const sql =
    "SELECT fresh.id AS id, total FROM fresh JOIN streams ON streams.id = stream WHERE source = 'agent' AND tenant LIKE 'tenant-%' LIMIT 1";
  const { id, total } = db.prepare(sql).get() as { id: number; total: Uint8Array };
  total[total.length >> 1]! ^= 1;
  db.prepare("UPDATE fresh SET total = ? WHERE id = ?").run(total, id);
  db.close();
  await start();
  await up.says(
    /What agent measured of service for com\.example\.small, tenant tenant-\d+, on .* cannot be read/,
  );
  // Nothing counts before the first whole minute since watching began.
  const sla = await vi.waitFor(
    async () => {
      const document = await (await fetch(new URL("/sla.json", up.publicUrl))).json();
      expect(document.addons[0].damaged).toMatchObject([{ indicators: ["service"] }]);
      return document;
    },
    { timeout: 75_000, interval: 1000 },
  );
  for (const path of ["/", "/objectives/service.p95"]) {
    const page = await fetch(new URL(path, up.publicUrl));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("cannot be read any more");
  }
  const verdicts = sla.objectives.map((one: { verdict: string }) => one.verdict);
  expect(verdicts).toEqual(["insufficient", "insufficient"]);
  expect(await metric('plimsoll_diagnostics\\{kind="block"\\}')).toBe("1");
  const doctor = await plimsoll(["doctor", "--data", data]);
  expect(doctor.code).toBe(70);
  expect(JSON.stringify(doctor.document)).toMatch(/1 block of \d+ cannot be read/);
  expect((await post(1)).status).toBe(200);
});

test("a PostgreSQL that is away fails health, and comes back by itself; doctor looks at it meanwhile", async () => {
  const server = await startPostgres();
  try {
    const url = await server.createDatabase("own_health");
    up = await startUp([world.contract], folder, { PLIMSOLL_STORE: url });
    await vi.waitFor(async () => expect((await health()).status).toBe(200));
    expect(await post(1)).toMatchObject({ status: 200 });
    expect(Object.keys((await health()).checks)).toEqual([
      ...["store:readable", "store:writable", "store:file", "view:drawn"],
    ]);
    const { code, document } = await plimsoll(["doctor"], undefined, { PLIMSOLL_STORE: url });
    expect(code).toBeLessThanOrEqual(1);
    expect(JSON.stringify(document)).toContain("blocks of measurements, each as it was written");
    await server.halt();
    // A connection that still lives may have ended its work durably.
    const refused = { status: 503, retryAfter: "2" };
    await vi.waitFor(async () => expect(await post(10)).toEqual(refused), { timeout: 20_000 });
    const { status, wrong } = await health();
    expect([status, wrong]).toEqual([503, ["store:readable", "store:writable"]]);
    await up.says(/Senders of metrics are told to come back/);
    await server.start();
    await vi.waitFor(async () => expect((await post(100)).status).toBe(200), { timeout: 20_000 });
    await vi.waitFor(async () => expect((await health()).status).toBe(200), { timeout: 20_000 });
    await up.says(/The store takes what it is given again/);
  } finally {
    await up.close();
    await server.stop();
  }
});
