import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { plimsoll } from "./plimsoll.ts";
import { startUp } from "./start-up.ts";

/** What writes to a store does so beside a process that is up, and without one. */
let folder: string;
let data: string;
let contract: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-beside-"));
  data = join(folder, "data");
  contract = join(folder, "plimsoll.yaml");
  await writeFile(
    join(folder, "app.mjs"),
    `import { createServer } from "node:http";
createServer((_, response) => response.end("ok")).listen(Number(process.env.PORT), "127.0.0.1");
`,
  );
  await writeFile(
    contract,
    `plimsoll: 1
addon:
  key: com.example.plain
  name: Plain
  vendor: Example Ltd
  host: plain
  baseUrl: http://127.0.0.1:9
  payment: free
  timeZone: UTC
sla:
  effectiveFrom: 2026-01-01
  period: month
  responseTime: { service: { p95: 2s } }
operations:
  run: { command: node app.mjs, port: PORT, ready: /health }
  load: { tenants: 20, requestsPerSecond: 20, peak: 3x }
`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function keepAbout(person: string): Promise<void> {
  const store = await openSqliteStore({ file: join(data, "plimsoll.db") });
  for (const text of ["a letter", "an address"])
    await store.vault.put(new TextEncoder().encode(text), { kind: "letter", person });
  await store.close();
}

const erase = async (...words: readonly string[]) => {
  const { code, document } = await plimsoll(["erase", ...words, "--data", data]);
  return { code, document: document as unknown as object };
};

test("a person is forgotten beside a process that is up, and without one", async () => {
  await (await startUp([contract], data)).close();
  for (const isUp of [true, false]) {
    await keepAbout("person-7");
    const up = isUp ? await startUp([contract], data) : null;
    expect(await erase("person-7")).toMatchObject({
      code: 5,
      document: {
        error: {
          code: "unconfirmed",
          message: "2 pieces about person-7 would be erased for good.",
          hint: "Add --yes to do it.",
        },
      },
    });
    const done = { ok: true, person: "person-7", erased: 2 };
    expect(await erase("person-7", "--yes")).toEqual({ code: 0, document: done });
    const nothing = { ok: true, person: "person-7", erased: 0 };
    expect(await erase("person-7")).toEqual({ code: 0, document: nothing });
    await up?.close();
  }
});

test("a performance test is recorded beside a process that is up", async () => {
  const up = await startUp([contract], data);
  const scenarios = join(folder, "scenarios.yaml");
  await writeFile(scenarios, "scenarios: [{ name: look, steps: [{ request: GET /a }] }]\n");
  const { code, document } = await plimsoll([
    ...["test", "load", contract, "--duration", "5s", "--scenarios", scenarios],
    ...["--out", join(folder, "run"), "--data", data],
  ]);
  expect([0, 3, 4]).toContain(code);
  await up.close();
  const store = await openSqliteStore({ file: join(data, "plimsoll.db"), readOnly: true });
  const entries = (await Array.fromAsync(store.ledger.read())).flat();
  await store.close();
  expect(entries.filter(({ type }) => type === "run.judged")).toMatchObject([
    { addon: "com.example.plain", by: "local", data: { kind: "load", verdict: document.verdict } },
  ]);
});
