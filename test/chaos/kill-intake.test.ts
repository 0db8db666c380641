import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";
import { openPostgresStore } from "../../src/adapters/postgres/index.ts";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { integer, random } from "../../src/core/chance/index.ts";
import type { Store } from "../../src/core/store/index.ts";
import { dayOf, minuteOf } from "../../src/core/time/index.ts";
import { startPostgres } from "../stores/postgres-server.ts";
import { type Child, startChild } from "./child.ts";
import { exporter } from "./exporters.ts";

/** `PLIMSOLL_KILLS=200` for a long run. */
const KILLS = Number(process.env.PLIMSOLL_KILLS ?? 4);
const KEY = "an intake key";
const startMs = Date.now();

/** Processes of the intake, any of which may be killed and comes back on the same port. */
async function startServers(count: number, store: unknown) {
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
  const start = async (port: number): Promise<Child> => {
    const child = startChild("./intake-server.ts", { store, port, key: KEY, sinceMs: startMs });
    await child.said(/^listening/);
    return child;
  };
  const servers = await Promise.all(ports.map(start));
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}/v1/metrics`),
    async kill(at: number) {
      await servers[at]!.kill();
      servers[at] = await start(ports[at]!);
    },
    stop: () => Promise.all(servers.map((server) => server.kill())),
  };
}

/** What the store holds of each tenant, failures apart. */
async function stored(store: Store): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const today = dayOf(minuteOf(Date.now()));
  const query = { addon: "com.example.roadmaps", from: today - 1, to: today + 1 };
  for await (const blocks of store.slots.blocks(query))
    for (const { stream, total } of blocks)
      for (const [key, count] of [
        [stream.tenant, total.events - total.bad],
        [`${stream.tenant} failed`, total.bad],
      ] as const)
        if (count > 0) counts[key] = (counts[key] ?? 0) + count;
  // What all tenants did together is counted beside them, and neither more nor less.
  const sumOf = (keys: readonly string[]) => keys.reduce((sum, key) => sum + (counts[key] ?? 0), 0);
  const tenants = Object.keys(counts).filter((key) => key !== "" && key !== " failed");
  const isFailed = (key: string) => key.endsWith(" failed");
  expect(counts[""] ?? 0).toBe(sumOf(tenants.filter((key) => !isFailed(key))));
  expect(counts[" failed"] ?? 0).toBe(sumOf(tenants.filter(isFailed)));
  delete counts[""];
  delete counts[" failed"];
  return counts;
}

async function run(servers: Awaited<ReturnType<typeof startServers>>, seed: number) {
  const next = random(seed, "killer");
  const { urls } = servers;
  const kinds = [
    ["delta", 5],
    ["cumulative", 5],
    ["delta", 5],
    ["cumulative", 5],
    ["delta", 1200],
    ["cumulative", 600],
  ] as const;
  const exporters = kinds.map(([temporality, tenants], n) =>
    exporter(
      { name: `e${n}`, temporality, startMs, urls, key: KEY, tenants },
      random(seed, `exporter ${n}`),
    ),
  );
  let isOver = false;
  const exporting = exporters.map(async ({ turn }) => {
    while (!isOver) {
      await turn();
      await wait(integer(next, 10));
    }
  });
  for (let kill = 0; kill < KILLS; kill++) {
    await wait(50 + integer(next, 400));
    await servers.kill(integer(next, urls.length));
  }
  isOver = true;
  await Promise.all(exporting);

  const truth: Record<string, number> = {};
  for (const one of exporters)
    for (const [key, count] of one.truth) truth[key] = (truth[key] ?? 0) + count;
  const retries = exporters.reduce((sum, one) => sum + one.retries, 0);
  expect(retries).toBeGreaterThan(KILLS / 2);
  const total = Object.values(truth).reduce((sum, count) => sum + count);
  console.log(`${KILLS} kills, ${retries} retries, ${total} requests`);
  return truth;
}

const timeout = 60_000 + KILLS * 20_000;

test("SQLite: kill -9 of the intake under load, with retries: what is stored is the truth", {
  timeout,
}, async () => {
  const dir = await mkdtemp(join(tmpdir(), "plimsoll-kill-intake-"));
  const file = join(dir, "plimsoll.db");
  const servers = await startServers(1, { file });
  const truth = await run(servers, 1);
  await servers.stop();
  const store = await openSqliteStore({ file });
  expect(await stored(store)).toEqual(truth);
  await store.close();
  await rm(dir, { recursive: true });
});

test("PostgreSQL, two replicas that share it: the same, whichever of them is sent to", {
  timeout,
}, async () => {
  const server = await startPostgres();
  try {
    const url = await server.createDatabase("killed_intake");
    const servers = await startServers(2, { url });
    const truth = await run(servers, 2);
    await servers.stop();
    const store = await openPostgresStore({ url });
    expect(await stored(store)).toEqual(truth);
    await store.close();
  } finally {
    await server.stop();
  }
});
