import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningProcess, startProcess } from "../../src/adapters/child-process/index.ts";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";
import { mockHost, type RunningMockHost } from "../../src/adapters/mockhost-server/index.ts";
import type { Tenant } from "../../src/mockhost/index.ts";

const KEY = "com.example.self-registering";
const opened: (() => unknown)[] = [];
let host: RunningMockHost;
let addon: RunningProcess;
let tenants: readonly Tenant[];

beforeAll(async () => {
  host = await mockHost({ tenants: 3 });
  opened.push(host.close);
  tenants = [...host.world.tenants.all()];
  const folder = await mkdtemp(join(tmpdir(), "self-registering-"));
  opened.push(() => rm(folder, { recursive: true }));
  const port = await freePort();
  const hosts = tenants.slice(0, 2).map(({ baseUrl }) => baseUrl.replace("//", "//admin:secret@"));
  await writeFile(join(folder, "config.json"), configuration(port, hosts));
  await writeFile(join(folder, "atlassian-connect.json"), descriptor);
  await writeFile(join(folder, "credentials.json"), "{}");
  addon = await startProcess({
    command: `node ${join(import.meta.dirname, "self-registering-addon.ts")}`,
    cwd: folder,
    env: {
      PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
      NODE_ENV: "production",
      PORT: String(port),
      AC_LOCAL_BASE_URL: `http://127.0.0.1:${port}`,
      AC_HOST_WHITELIST: "127.0.0.1",
      CONNECT_KEYS_CDN_URL: `${host.origin}/keys`,
    },
    readyUrl: `http://127.0.0.1:${port}/health`,
    timeoutMs: 30_000,
  });
  opened.push(addon.stop);
});
afterAll(async () => {
  for (const close of opened.reverse()) await close();
});

const configuration = (port: number, hosts: readonly string[]): string =>
  JSON.stringify({
    product: "jira",
    production: { port, hosts, store: { adapter: "memory" }, watch: false },
  });

const descriptor = JSON.stringify({
  key: KEY,
  name: "Self-registering",
  baseUrl: "{{localBaseUrl}}",
  authentication: { type: "jwt" },
  lifecycle: { installed: "/installed" },
  scopes: ["READ"],
  modules: {},
});

const states = () => tenants.map(({ installations }) => installations.get(KEY)?.state);

test("atlassian-connect-express installs itself on the sites of its configuration", () => {
  expect(states()).toEqual(["enabled", "enabled", undefined]);
});

test("and leaves them when it wants to", async () => {
  const { status } = await fetch(`${addon.url}/registrations`, { method: "DELETE" });
  expect(status).toBe(204);
  expect(states()).toEqual(["uninstalled", "uninstalled", undefined]);
});
