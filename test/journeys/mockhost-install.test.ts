import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startProcess } from "../../src/adapters/child-process/index.ts";
import { httpCaller } from "../../src/adapters/http-caller/index.ts";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";
import { serveMockHost } from "../../src/adapters/mockhost-server/index.ts";
import { systemClock } from "../../src/adapters/system-clock/index.ts";
import {
  type Descriptor,
  parseDescriptor,
  qsh,
  sharedSecretKey,
  signJwt,
} from "../../src/core/host/index.ts";
import { createMockHost, type MockHost, type Tenant } from "../../src/mockhost/index.ts";
import { installStorm } from "../../src/mockhost/lifecycle/index.ts";
import { personAt } from "../../src/mockhost/tenants/index.ts";

const TENANTS = 1_000;
const PER_SECOND = 200;
/** Five seconds of sending; the rest is what a machine that is busy with other things may take. */
const LONGEST_MS = 60_000;

/** What the library answers where it cannot believe a token. */
const WRONG_SIGNATURE = 400;

const opened: (() => unknown)[] = [];
let host: MockHost;
let tenants: readonly Tenant[];
let addonUrl: string;
let descriptor: Descriptor;

beforeAll(async () => {
  const caller = httpCaller();
  opened.push(caller.close);
  const server = await serveMockHost({ host: "127.0.0.1", port: 0 }, (origin) => {
    const limits = { quota: "tenant", oddities: {} } as const;
    const plan = { seed: 1, tenants: TENANTS, products: ["jira"] as const, limits };
    host = createMockHost(plan, { clock: systemClock, callOut: caller.callOut, origin });
    return host.answer;
  });
  opened.push(server.close);
  tenants = [...host.world.tenants.all()];
  const port = await freePort();
  const addon = await startProcess({
    command: "node app.ts",
    cwd: join(import.meta.dirname, "../../examples/roadmaps"),
    env: environment(port, server.origin),
    readyUrl: `http://127.0.0.1:${port}/health`,
    timeoutMs: 30_000,
  });
  opened.push(addon.stop);
  addonUrl = addon.url;
  const response = await fetch(`${addonUrl}/atlassian-connect.json`);
  const parsed = parseDescriptor(await response.text());
  if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.problems));
  descriptor = parsed.descriptor;
});
afterAll(async () => {
  for (const close of opened.reverse()) await close();
});

/** The library fetches the key that signs `installed` from the host, as it does from the real one. */
const environment = (port: number, hostUrl: string): Readonly<Record<string, string>> => ({
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
  NODE_ENV: "production",
  PORT: String(port),
  AC_LOCAL_BASE_URL: `http://127.0.0.1:${port}`,
  AC_HOST_WHITELIST: "127.0.0.1",
  AC_OPTS: "no-reg",
  CONNECT_KEYS_CDN_URL: `${hostUrl}/keys`,
});

const refusals = () => host.world.journal.lines({ kind: "lifecycle", refusedOnly: true });
const stateOf = (tenant: Tenant) => tenant.installations.get(descriptor.key)?.state;

/** How the add-on answers a request for its page, signed with this secret. */
async function asksForPage(tenant: Tenant, secret: string): Promise<number> {
  const iat = Math.floor(Date.now() / 1000);
  const { accountId } = personAt(1, tenant, 0);
  const claims = { iss: tenant.clientKey, iat, exp: iat + 60, sub: accountId };
  const bound = { ...claims, qsh: qsh("GET", "/roadmap") };
  const token = signJwt(bound, sharedSecretKey(secret));
  return (await fetch(`${addonUrl}/roadmap?jwt=${token}`)).status;
}

describe("an add-on on atlassian-connect-express, unchanged", () => {
  test(
    "installs on a thousand tenants in one storm",
    async () => {
      const storm = await installStorm(systemClock, tenants, PER_SECOND, (tenant) =>
        host.lifecycle.install(tenant, descriptor, "1.0.0"),
      );
      expect(refusals()).toEqual([]);
      expect(storm).toEqual({ accepted: TENANTS, refused: 0 });
      expect(new Set(tenants.map(stateOf))).toEqual(new Set(["enabled"]));
    },
    LONGEST_MS,
  );

  test("knows each of them by its own secret, and no other's", async () => {
    const [one, other] = [tenants[0]!, tenants[TENANTS - 1]!];
    expect(await asksForPage(one, other.sharedSecret)).toBe(WRONG_SIGNATURE);
    expect(await asksForPage(other, "a guess")).toBe(WRONG_SIGNATURE);
    expect(await asksForPage(one, one.sharedSecret)).toBe(200);
    expect(await asksForPage(other, other.sharedSecret)).toBe(200);
  });

  test("takes a new secret of a tenant, and forgets the old one", async () => {
    const tenant = tenants[1]!;
    const before = tenant.sharedSecret;
    await host.lifecycle.rotateSecret(tenant);
    expect(refusals()).toEqual([]);
    expect(tenant.sharedSecret).not.toBe(before);
    expect(await asksForPage(tenant, before)).toBe(WRONG_SIGNATURE);
    expect(await asksForPage(tenant, tenant.sharedSecret)).toBe(200);
  });

  test("is disabled, enabled and uninstalled again", async () => {
    const tenant = tenants[2]!;
    await host.lifecycle.disable(tenant, descriptor.key);
    await host.lifecycle.enable(tenant, descriptor.key);
    await host.lifecycle.uninstall(tenant, descriptor.key);
    expect(refusals()).toEqual([]);
    expect(stateOf(tenant)).toBe("uninstalled");
    expect(await asksForPage(tenant, tenant.sharedSecret)).toBe(401);
  });

  test("refuses an installation that the host did not sign", async () => {
    const tenant = tenants[3]!;
    const stranger = createMockHost(
      {
        seed: 2,
        tenants: 1,
        products: ["jira"],
        limits: { quota: "off", oddities: {} },
      },
      { clock: systemClock, callOut: host.world.callOut, origin: tenant.baseUrl },
    );
    const [impostor] = [...stranger.world.tenants.all()];
    expect(await stranger.lifecycle.install(impostor!, descriptor, "1.0.0")).toBe(false);
    const [line] = stranger.world.journal.lines({ kind: "lifecycle" });
    expect(line).toMatchObject({ status: 401 });
  });
});
