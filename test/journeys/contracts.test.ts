import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { type PostgresServer, startPostgres } from "../stores/postgres-server.ts";
import { plimsoll } from "./plimsoll.ts";
import { startUp } from "./start-up.ts";

const closing: (() => unknown)[] = [];
/** Which paths the add-on was asked for. */
const asked: string[] = [];
const addon = http.createServer((request, answer) => {
  asked.push(request.url!);
  answer.end("ok");
});
let postgres: PostgresServer;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-contracts-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  await once(addon.listen(0, "127.0.0.1"), "listening");
  closing.push(() => addon.close());
  postgres = await startPostgres();
  closing.push(postgres.stop);
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

interface Change {
  readonly key?: string;
  readonly target?: string;
  readonly path?: string;
  readonly from?: string;
  readonly limit?: string;
}

/** Writes a contract; answers its file. */
async function contract(name: string, change: Change = {}): Promise<string> {
  const {
    key = "roadmaps",
    target = "99.9%",
    path = "/health",
    from = "2026-01-01",
    limit = "1s",
  } = change;
  const file = join(folder, name);
  const { port } = addon.address() as AddressInfo;
  await writeFile(
    file,
    `plimsoll: 1
addon:
  key: ${key}
  name: ${key}
  vendor: Example Ltd
  host: plain
  baseUrl: http://127.0.0.1:${port}
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: ${from}
  period: month
  uptime: { target: ${target}, downWhen: 5% of requests fail }
  responseTime: { service: { p95: ${limit} } }
operations:
  connectivity: []
  probes: [ { path: ${path}, every: 1s, timeout: 1s } ]
`,
  );
  return file;
}

async function ask(data: string, ...words: readonly string[]) {
  const { code, document } = await plimsoll(["contract", ...words, "--data", data]);
  return { code, document: document as unknown as Record<string, unknown> };
}

interface SlaJson {
  readonly addons: readonly { readonly key: string; readonly version: number }[];
}

/** Resolves with the add-ons and versions of `/sla.json` once they are as expected, and in how many milliseconds. */
async function follows(publicUrl: string, expected: readonly string[]): Promise<number> {
  const since = performance.now();
  for (;;) {
    const document = (await (await fetch(new URL("/sla.json", publicUrl))).json()) as SlaJson;
    const shown = document.addons.map(({ key, version }) => `${key} ${version}`);
    if (shown.join() === expected.join()) return performance.now() - since;
    if (performance.now() - since > 10_000) expect(shown).toEqual(expected);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Sends a request that took between 0.3 and 0.5 s. */
async function send(up: { readonly publicUrl: string; readonly key: string }): Promise<void> {
  const timeUnixNano = `${Date.now()}000000`;
  const point = { startTimeUnixNano: timeUnixNano, timeUnixNano, count: 1, sum: 0.4 };
  const dataPoints = [
    {
      ...point,
      attributes: [
        { key: "http.response.status_code", value: { stringValue: "200" } },
        { key: "http.route", value: { stringValue: "/items" } },
      ],
      explicitBounds: [0.3, 0.5],
      bucketCounts: [0, 1, 0],
    },
  ];
  const histogram = { aggregationTemporality: 1, dataPoints };
  const metrics = [{ name: "http.server.request.duration", unit: "s", histogram }];
  const sent = await fetch(new URL("/v1/metrics", up.publicUrl), {
    method: "POST",
    headers: { authorization: `Bearer ${up.key}`, "content-type": "application/json" },
    body: JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }),
  });
  expect([sent.status, await sent.text()]).toEqual([200, "{}"]);
}

/** By which limits of service requests how many were decided. */
async function decidedLimits(data: string): Promise<Readonly<Record<string, number>>> {
  const store = await openSqliteStore({ file: join(data, "plimsoll.db"), readOnly: true });
  const today = Math.floor(Date.now() / 86_400_000);
  const query = { addon: "roadmaps", from: today - 1, to: today };
  const blocks = (await Array.fromAsync(store.slots.blocks(query))).flat();
  await store.close();
  const decided: Record<string, number> = {};
  for (const { stream, total } of blocks)
    if (stream.indicator === "service" && stream.source === "agent" && stream.release === "")
      for (const [limitMs, { within, beyond }] of total.limits)
        decided[limitMs] = (decided[limitMs] ?? 0) + within + beyond;
  return decided;
}

const askedFor = async (path: string) => {
  while (!asked.includes(path)) await once(addon, "request");
};

test("what is published while it is up is followed: promise, probes, and an add-on more", async () => {
  const data = join(folder, "data");
  const file = await contract("first.yaml");
  const up = await startUp([file], data);
  closing.push(up.kill);
  await askedFor("/health");

  await send(up);
  const weak = await contract("weak.yaml", { target: "99.5%", path: "/deep", limit: "200ms" });
  const published = await ask(data, "publish", weak);
  expect(published).toMatchObject({ code: 0, document: { version: 2, repeated: false } });
  expect(await follows(up.publicUrl, ["roadmaps 2"])).toBeLessThan(1000);
  expect(await (await fetch(new URL("/sla", up.publicUrl))).text()).toContain("99.5");
  await askedFor("/deep");
  await send(up);
  expect(await decidedLimits(data)).toEqual({ "200": 1, "1000": 1 });
  // What is asked for now is what is planned now; the jobs say so too.
  asked.length = 0;
  await askedFor("/deep");
  expect(asked).not.toContain("/health");
  expect(await up.read("/")).toContain("probe/roadmaps/local/deep");
  expect(await up.read("/")).not.toContain("probe/roadmaps/local/health");

  const wrong = await contract("wrong.yaml", { target: "999%" });
  const check = await plimsoll(["check", wrong]);
  const refused = await ask(data, "publish", wrong);
  expect(refused.code).toBe(check.code);
  expect(refused.document.problems).toMatchObject(check.document.problems);

  expect((await ask(data, "publish", weak)).document.said).toMatch(/^Nothing new/);
  const later = await contract("later.yaml", { target: "99%", path: "/deep", from: "2126-01-01" });
  expect((await ask(data, "publish", later)).document).toMatchObject({ version: 3 });
  while (!(await (await fetch(up.publicUrl)).text()).includes("The promise will change"));
  expect(await follows(up.publicUrl, ["roadmaps 2"])).toBeLessThan(1000);
  expect((await ask(data, "publish", weak)).document.said).toContain(
    "Version 3 never comes into force: this one replaces it.",
  );
  expect(await follows(up.publicUrl, ["roadmaps 4"])).toBeLessThan(1000);
  const other = await contract("other.yaml", { key: "timesheets", path: "/other" });
  expect((await ask(data, "publish", other)).code).toBe(0);
  expect(await follows(up.publicUrl, ["roadmaps 4", "timesheets 1"])).toBeLessThan(1000);
  await askedFor("/other");
  const { document: list } = await ask(data, "list", "--addon", "roadmaps");
  expect(list.rows).toMatchObject([
    { version: 4, state: "in force", by: "local" },
    { version: 3, state: "replaced", by: "local" },
    { version: 2, state: "past", by: "local" },
    { version: 1, state: "past", by: "plimsoll" },
  ]);
  const { document: shown } = await ask(data, "show", "2", "--addon", "roadmaps");
  expect(shown.document).toBe(await readFile(weak, "utf8"));
  await up.kill();

  // Without a file it goes on with all; the file that was replaced does not come back.
  const again = await startUp([], data);
  await follows(again.publicUrl, ["roadmaps 4", "timesheets 1"]);
  await again.close();
  const old = await startUp([file], data);
  await old.says(/first\.yaml is not what is followed for roadmaps: that is version 4/);
  await follows(old.publicUrl, ["roadmaps 4", "timesheets 1"]);
  await old.close();
});

test("a store without a contract is nothing to go on with", async () => {
  const { code, document } = await plimsoll(["up", "--data", join(folder, "empty")]);
  expect(code).toBe(2);
  expect(document.error).toMatchObject({
    code: "contract.unknown",
    message: "This store has no contract to go on with.",
  });
});

test("a second process on one database follows what the first one is told", async () => {
  const environment = { PLIMSOLL_STORE: postgres.url };
  const start = async (name: string, files: readonly string[]) => {
    await mkdir(join(folder, name));
    const up = await startUp(files, join(folder, name), environment);
    closing.push(up.kill);
    return up;
  };
  const first = await start("one", [await contract("replica.yaml", { path: "/replica" })]);
  const second = await start("two", []);
  await askedFor("/replica");
  const changed = await contract("changed.yaml", { target: "99%", path: "/changed" });
  // As one that stands beside both, with no process file of its own.
  const published = await plimsoll(["contract", "publish", changed], undefined, environment);
  expect(published).toMatchObject({ code: 0 });
  expect(await follows(second.publicUrl, ["roadmaps 2"])).toBeLessThan(1000);
  expect(await follows(first.publicUrl, ["roadmaps 2"])).toBeLessThan(1000);
  await askedFor("/changed");
  await first.close();
  await second.close();
});
