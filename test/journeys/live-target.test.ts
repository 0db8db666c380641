import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startMockTarget } from "../../src/adapters/mock-target/index.ts";
import type { StartedTarget } from "../../src/loadtest/target/index.ts";
import { plimsoll } from "./plimsoll.ts";

const example = join(import.meta.dirname, "../../examples/roadmaps");
let folder: string;
let deployed: StartedTarget;
let args: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-live-"));
  deployed = await startMockTarget({
    addon: "com.example.roadmaps",
    run: { command: "node app.ts", port: "PORT", ready: "/health" },
    folder: example,
    environment: { PATH: process.env.PATH ?? "" },
    descriptor: "/atlassian-connect.json",
    products: ["jira"],
    tenants: 5,
    seed: 7,
    quota: "tenant",
    timeoutMs: 30_000,
  });
  const contract = join(folder, "plimsoll.yaml");
  const text = await readFile(join(example, "plimsoll.yaml"), "utf8");
  await writeFile(contract, text.replace("http://127.0.0.1:7330", deployed.baseUrl));
  const tenants = join(folder, "tenants.json");
  const listed = deployed.tenants.map((tenant) => ({ ...tenant, product: "jira" }));
  await writeFile(tenants, JSON.stringify(listed), { mode: 0o600 });
  args = ["test", "load", contract, "--target", "live", "--tenants-file", tenants];
});
afterAll(async () => {
  await deployed?.close();
  await rm(folder, { recursive: true });
});

/** The `/sla.json` of a Plimsoll that watches; asked again, its customers have lost more. */
async function customers(spent: readonly number[]) {
  let asked = 0;
  const server = createServer((_, response) => {
    const now = spent[Math.min(asked++, spent.length - 1)]!;
    const budget = { unit: "minutes", allowed: 100, spent: now, share: now / 100 };
    const objective = { addon: "com.example.roadmaps", id: "uptime", budget };
    response.end(JSON.stringify({ format: "plimsoll-sla/1", objectives: [objective] }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sla.json` };
}

test("a deployment is tested with tenants of one's own, and its answers are good", async () => {
  const out = [
    "--duration",
    "10s",
    "--requests",
    "15",
    "--tenants",
    "5",
    "--out",
    join(folder, "a"),
  ];
  const { document } = await plimsoll([...args, ...out]);
  expect(document.outcomes.find(({ objective }) => objective === "ui.median")?.verdict).toBe("met");
  expect(await readFile(join(folder, "a/run.json"), "utf8")).not.toContain(
    deployed.tenants[0]!.sharedSecret,
  );
});

test("it is not touched while its customers' budget is spent", async () => {
  const { server, url } = await customers([95]);
  const { code, document } = await plimsoll([...args, "--tenants", "5", "--status", url]);
  server.close();
  expect(code).toBe(5);
  expect(document.error.message).toContain("error budget of uptime is spent");
});

test("it is left alone as soon as their budget burns", async () => {
  const { server, url } = await customers([10, 10, 40]);
  const more = ["--duration", "60s", "--tenants", "5", "--status", url, "--out", join(folder, "b")];
  const { code, document } = await plimsoll([...args, ...more]);
  server.close();
  expect(code === 3 || code === 4).toBe(true);
  expect(document.interrupted).toBe(true);
  expect(document.reasons.join(" ")).toContain("Since the run began");
});
