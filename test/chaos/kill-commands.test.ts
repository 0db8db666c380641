import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgresStore } from "../../src/adapters/postgres/index.ts";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { integer, random } from "../../src/core/chance/index.ts";
import { exportLines, verifyLines } from "../../src/core/ledger/index.ts";
import type { Store } from "../../src/core/store/index.ts";
import { MINUTE_MS } from "../../src/core/time/index.ts";
import { excludedMinutes, maintenanceFaults } from "../../src/simulation/index.ts";
import { startUp } from "../journeys/start-up.ts";
import { type PostgresServer, startPostgres } from "../stores/postgres-server.ts";
import { person } from "./people.ts";

/** `PLIMSOLL_KILLS=200` for a long run. */
const KILLS = Number(process.env.PLIMSOLL_KILLS ?? 4);
const ADDONS = Array.from({ length: 12 }, (_, n) => `addon-${n}`);
const PEOPLE = 4;
const NOTICE_MS = 1_000;

const contract = (key: string, port: number) => `plimsoll: 1
addon:
  key: ${key}
  name: ${key}
  vendor: Example Ltd
  host: plain
  baseUrl: http://127.0.0.1:${port}
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: 2026-01-01
  period: month
  uptime: { target: 99.9%, downWhen: 5% of requests fail }
  maintenance: { notice: ${NOTICE_MS / 1000}s, allowance: 200h per month }
operations:
  probes: [ { path: /health, every: 1s, timeout: 1s } ]
`;

let folder: string;
let files: readonly string[];
let postgres: PostgresServer;
const checked = http.createServer((_, answer) => answer.end("ok"));

beforeAll(async () => {
  postgres = await startPostgres();
  folder = await mkdtemp(join(tmpdir(), "plimsoll-kill-commands-"));
  await once(checked.listen(0, "127.0.0.1"), "listening");
  const { port } = checked.address() as AddressInfo;
  files = ADDONS.map((key) => join(folder, `${key}.yaml`));
  for (const [at, file] of files.entries()) await writeFile(file, contract(ADDONS[at]!, port));
});
afterAll(async () => {
  checked.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Processes any of which may be killed, and comes back. */
async function startProcesses(name: string, count: number, env: Readonly<Record<string, string>>) {
  const start = async (at: number) => {
    const data = join(folder, `${name}-${at}`);
    await mkdir(data, { recursive: true });
    return startUp(files, data, env);
  };
  const processes: Awaited<ReturnType<typeof startUp>>[] = [];
  for (let at = 0; at < count; at++) processes.push(await start(at));
  return {
    now: () => processes,
    async kill(at: number) {
      await processes[at]!.kill();
      processes[at] = await start(at);
    },
    close: () => Promise.all(processes.map((one) => one.close())),
  };
}

interface Told {
  readonly key: string;
  readonly since: string;
  readonly computedAt: string;
  readonly uptime: { readonly excluded: number } | null;
}

/** The excluded minutes that are published are those that the entries give. */
async function expectExcluded(url: string, store: Store): Promise<number> {
  const { addons } = (await (await fetch(new URL("/sla.json", url))).json()) as {
    addons: readonly Told[];
  };
  const entries = (await Array.fromAsync(store.ledger.read())).flat();
  let sum = 0;
  for (const { key, since, computedAt, uptime } of addons) {
    const range = [Date.parse(since), Date.parse(computedAt)] as const;
    const right = excludedMinutes(entries, key, NOTICE_MS, range).size;
    expect({ key, excluded: uptime?.excluded }).toEqual({ key, excluded: right });
    sum += right;
  }
  expect(addons).toHaveLength(ADDONS.length);
  return sum;
}

async function prove(
  name: string,
  seed: number,
  processes: Awaited<ReturnType<typeof startProcesses>>,
  open: () => Promise<Store>,
): Promise<void> {
  const next = random(seed, "killer");
  const people = Array.from({ length: PEOPLE }, (_, n) =>
    person({
      name: `person-${n}`,
      addons: ADDONS,
      processes: processes.now,
      next: random(seed, "person", n),
    }),
  );
  let isOver = false;
  const acting = people.map(async ({ turn, endAll }) => {
    while (!isOver) await turn();
    await endAll();
  });
  for (let kill = 0; kill < KILLS; kill++) {
    await wait(50 + integer(next, 500));
    await processes.kill(integer(next, processes.now().length));
  }
  isOver = true;
  await Promise.all(acting);
  // What is under way ends by itself within its minute; a page is drawn anew every 30 s.
  const settledMs = Date.now() + MINUTE_MS;
  await wait(MINUTE_MS + 35_000);

  const publicUrls = processes.now().map(({ publicUrl }) => publicUrl);
  const store = await open();
  const excluded = await Promise.all(publicUrls.map((url) => expectExcluded(url, store)));
  await processes.close();
  const entries = (await Array.fromAsync(store.ledger.read())).flat();
  const asked = people.flatMap((one) => one.asked);
  expect(people.flatMap(({ faults }) => faults)).toEqual([]);
  expect(maintenanceFaults(entries, asked, settledMs)).toEqual([]);
  const { privateKey } = generateKeyPairSync("ed25519");
  expect(await verifyLines(exportLines(store.ledger.read(), privateKey))).toMatchObject({
    kind: "intact",
  });
  await store.close();

  const sum = (of: (one: (typeof people)[number]) => number) =>
    people.reduce((all, one) => all + of(one), 0);
  const count = (type: string, by?: string) =>
    entries.filter((one) => one.type === type && (by === undefined || one.by === by)).length;
  const lost = sum(({ counts }) => counts.lost);
  expect(lost).toBeGreaterThan(KILLS / 2);
  console.log(
    `${name}: ${KILLS} kills; ${asked.length} commands, ${sum(({ counts }) => counts.refused)} refused, ` +
      `${lost} answers lost, ${sum(({ counts }) => counts.repeated)} repeats; ${count("window.announced")} windows ` +
      `(${count("window.announced", "plimsoll")} of series), ${count("window.started", "plimsoll")} begun and ` +
      `${count("window.ended", "plimsoll")} ended by the job; ${Math.max(...excluded)} minutes excluded`,
  );
}

describe.concurrent("kill -9 while people command and jobs run, with repeats of what was not answered", () => {
  const timeout = 180_000 + KILLS * 20_000;

  test("SQLite: nothing acknowledged is lost, nothing done twice", { timeout }, async () => {
    const processes = await startProcesses("sqlite", 1, {});
    const file = join(folder, "sqlite-0", "plimsoll.db");
    await prove("SQLite", 1, processes, () => openSqliteStore({ file, readOnly: true }));
  });

  test("PostgreSQL, two processes that share it: the same", { timeout }, async () => {
    const url = await postgres.createDatabase("killed_commands");
    const processes = await startProcesses("postgres", 2, { PLIMSOLL_STORE: url });
    await prove("PostgreSQL", 2, processes, () => openPostgresStore({ url }));
  });
});
