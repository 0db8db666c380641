import { describe, expect, test } from "vitest";
import {
  installPublicKey,
  qsh,
  readJwt,
  sharedSecretKey,
  verifyJwt,
} from "../../core/host/index.ts";
import {
  answered,
  descriptorDocument,
  descriptorWith,
  hostRequest,
  place,
  testWorld,
  timedOut,
} from "../testdata/test-world.ts";
import type { OutboundCall } from "../world/index.ts";
import { installKeys } from "./install-keys.ts";
import { lifecycle } from "./lifecycle.ts";

const keys = installKeys("the-key");
const { key } = descriptorDocument;
const paths = Object.fromEntries(
  ["installed", "enabled", "disabled", "uninstalled"].map((event) => [event, `/${event}`]),
);
const descriptor = descriptorWith({ lifecycle: paths });

function scene() {
  const t = testWorld({ tenants: 2 });
  const tenant = t.tenants[0]!;
  const room = lifecycle(t.world, keys);
  return {
    ...t,
    tenant,
    room,
    heard: () => t.calls.map(({ url }) => new URL(url).pathname.replace("/app/", "")),
    installation: () => tenant.installations.get(key),
  };
}

const tokenOf = ({ headers }: OutboundCall): string => headers.authorization!.slice(4);
const payloadOf = ({ body }: OutboundCall) => JSON.parse(body!);

/** What the library does: the key by its id from the host, then signature, audience and hash. */
function verifiedByPublicKey(call: OutboundCall, nowMs: number): string {
  const jwt = readJwt(tokenOf(call));
  if (jwt.kind === "refused") return jwt.reason;
  if (jwt.header.kid === null) return "names no key";
  const answer = keys.route(hostRequest("GET", `/keys/${jwt.header.kid}`), nowMs);
  const pem = String((answer as { body: string }).body);
  const { baseUrl } = descriptorDocument;
  const verified = verifyJwt(jwt, installPublicKey(pem)!, {
    nowMs,
    aud: baseUrl,
    qsh: qsh(call.method, call.url, baseUrl),
  });
  return verified.kind === "refused" ? verified.reason : "verified";
}

function verifiedBySecret(call: OutboundCall, secret: string, nowMs: number): string {
  const jwt = readJwt(tokenOf(call));
  if (jwt.kind === "refused") return jwt.reason;
  const bound = qsh(call.method, call.url, descriptorDocument.baseUrl);
  const verified = verifyJwt(jwt, sharedSecretKey(secret), { nowMs, qsh: bound });
  return verified.kind === "refused" ? verified.reason : "verified";
}

describe("a life on a tenant", () => {
  test("is told in order", async () => {
    const s = scene();
    expect(await s.room.install(s.tenant, descriptor, "1.0.0")).toBe(true);
    expect(s.installation()).toMatchObject({ state: "enabled", release: "1.0.0" });
    await s.room.disable(s.tenant, key);
    expect(s.installation()?.state).toBe("disabled");
    await s.room.enable(s.tenant, key);
    await s.room.uninstall(s.tenant, key);
    expect(s.installation()?.state).toBe("uninstalled");
    expect(s.heard()).toEqual([
      "installed",
      "enabled",
      "disabled",
      "enabled",
      "disabled",
      "uninstalled",
    ]);
  });

  test("begins and ends with a signature of the host's own key", async () => {
    const s = scene();
    await s.room.install(s.tenant, descriptor, "1.0.0");
    await s.room.uninstall(s.tenant, key);
    const told = s.calls.map((call) => verifiedByPublicKey(call, s.clock.nowMs()));
    expect(told).toEqual(["verified", "names no key", "names no key", "verified"]);
  });

  test("is signed with the tenant's secret in between", async () => {
    const s = scene();
    await s.room.install(s.tenant, descriptor, "1.0.0");
    const [, enabled] = s.calls;
    const now = s.clock.nowMs();
    expect(verifiedBySecret(enabled!, s.tenant.sharedSecret, now)).toBe("verified");
    const other = s.tenants[1]!.sharedSecret;
    expect(verifiedBySecret(enabled!, other, now)).toBe("wrong-signature");
  });

  test("hands the secret over once, with what the add-on needs to know of the tenant", async () => {
    const s = scene();
    await s.room.install(s.tenant, descriptor, "1.0.0");
    const [installed, enabled] = s.calls.map(payloadOf);
    expect(installed).toMatchObject({
      key,
      clientKey: s.tenant.clientKey,
      sharedSecret: s.tenant.sharedSecret,
      baseUrl: s.tenant.baseUrl,
      productType: "jira",
      eventType: "installed",
    });
    expect(enabled).not.toHaveProperty("sharedSecret");
  });

  test("is told only as far as the descriptor asks", async () => {
    const s = scene();
    const quiet = descriptorWith({ lifecycle: { installed: "/installed" } });
    expect(await s.room.install(s.tenant, quiet, "1.0.0")).toBe(true);
    await s.room.disable(s.tenant, key);
    await s.room.uninstall(s.tenant, key);
    expect(s.heard()).toEqual(["installed"]);
    expect(s.installation()?.state).toBe("uninstalled");
  });

  test("does not change by what is so already", async () => {
    const s = scene();
    await s.room.enable(s.tenant, key);
    await s.room.uninstall(s.tenant, key);
    place(s.tenant, descriptor);
    await s.room.enable(s.tenant, key);
    expect(s.heard()).toEqual([]);
  });

  test("keeps its beginning and its registrations through an upgrade", async () => {
    const s = scene();
    await s.room.install(s.tenant, descriptor, "1.0.0");
    const before = s.installation()!;
    await s.clock.advance(1_000);
    await s.room.install(s.tenant, descriptor, "1.1.0");
    expect(s.installation()).toMatchObject({
      release: "1.1.0",
      installedAtMs: before.installedAtMs,
      changedAtMs: before.changedAtMs + 1_000,
      oauthClientId: before.oauthClientId,
    });
    expect(s.installation()!.registered).toBe(before.registered);
  });
});

describe("an add-on that does not accept `installed`", () => {
  test.each([
    ["answers 500", answered(500)],
    ["answers 201", answered(201)],
    ["redirects", answered(302)],
    ["never answers", timedOut],
  ])("and %s is not installed, and is told why in the journal", async (_, answer) => {
    const s = scene();
    s.answerWith(() => answer);
    expect(await s.room.install(s.tenant, descriptor, "1.0.0")).toBe(false);
    expect(s.installation()?.state).toBe("failed");
    expect(s.heard()).toEqual(["installed"]);
    const [line] = s.world.journal.lines({ kind: "lifecycle", refusedOnly: true });
    expect(line?.reason).toMatch(/^The add-on /);
    expect(JSON.stringify(line)).not.toContain(s.tenant.sharedSecret);
  });

  test.each([200, 204])("would have been with %i", async (status) => {
    const s = scene();
    s.answerWith(() => answered(status));
    expect(await s.room.install(s.tenant, descriptor, "1.0.0")).toBe(true);
  });

  test("is asked again after a minute, then ever more rarely, four times in all", async () => {
    const s = scene();
    const startMs = s.clock.nowMs();
    const atS: number[] = [];
    s.answerWith(() => {
      atS.push((s.clock.nowMs() - startMs) / 1_000);
      return answered(503);
    });
    await s.room.install(s.tenant, descriptor, "1.0.0");
    await s.clock.advance(86_400_000);
    expect(atS).toEqual([0, 60, 360, 1_260, 4_860]);
  });

  test("is installed by the next attempt that it accepts", async () => {
    const s = scene();
    s.answerWith(() => answered(503));
    await s.room.install(s.tenant, descriptor, "1.0.0");
    s.answerWith(() => answered(204));
    await s.clock.advance(60_000);
    expect(s.installation()?.state).toBe("enabled");
    await s.clock.advance(86_400_000);
    expect(s.heard()).toEqual(["installed", "installed", "enabled"]);
  });

  test("is left alone once the tenant has moved on", async () => {
    const s = scene();
    s.answerWith(() => answered(503));
    await s.room.install(s.tenant, descriptor, "1.0.0");
    s.answerWith(() => answered(200));
    await s.room.install(s.tenant, descriptor, "1.0.1");
    await s.clock.advance(86_400_000);
    expect(s.installation()?.release).toBe("1.0.1");
    expect(s.heard()).toEqual(["installed", "installed", "enabled"]);
  });

  test("stays on its release where it was an upgrade", async () => {
    const s = scene();
    await s.room.install(s.tenant, descriptor, "1.0.0");
    s.answerWith(() => answered(500));
    expect(await s.room.install(s.tenant, descriptor, "2.0.0")).toBe(false);
    expect(s.installation()).toMatchObject({ state: "enabled", release: "1.0.0" });
  });
});

describe("a site", () => {
  test("that is renamed tells its new address, signed as an installation", async () => {
    const s = scene();
    await s.room.install(s.tenant, descriptor, "1.0.0");
    s.calls.length = 0;
    const { name, clientKey } = s.tenant;
    await s.room.rename(s.tenant, "newname");
    expect(s.heard()).toEqual(["installed"]);
    expect(verifiedByPublicKey(s.calls[0]!, s.clock.nowMs())).toBe("verified");
    expect(payloadOf(s.calls[0]!)).toMatchObject({
      clientKey,
      baseUrl: "http://127.0.0.1:7310/s/newname",
    });
    expect(s.world.tenants.byName("newname")).toBe(s.tenant);
    expect(s.world.tenants.byName(name)).toBeUndefined();
  });

  test("whose secret is rotated hands over another one each time", async () => {
    const s = scene();
    await s.room.install(s.tenant, descriptor, "1.0.0");
    const secrets = [s.tenant.sharedSecret];
    for (let i = 0; i < 3; i++) {
      await s.room.rotateSecret(s.tenant);
      secrets.push(s.tenant.sharedSecret);
    }
    expect(new Set(secrets).size).toBe(4);
    const handedOver = s.calls.map((call) => payloadOf(call).sharedSecret).filter(Boolean);
    expect(handedOver).toEqual(secrets);
  });

  test("tells nothing to who is gone", async () => {
    const s = scene();
    place(s.tenant, descriptor).state = "uninstalled";
    await s.room.rename(s.tenant, "newname");
    await s.room.rotateSecret(s.tenant);
    expect(s.calls).toEqual([]);
  });
});

describe("the host's key", () => {
  test.each([
    ["another key", "GET", "/keys/other", 404],
    ["the key by another method", "POST", "/keys/the-key", 404],
    ["the key", "GET", "/keys/the-key", 200],
  ])("%s", (_, method, path, status) => {
    expect(keys.route(hostRequest(method, path), 0)).toMatchObject({ status });
  });

  test("answers nothing else", () => {
    expect(keys.route(hostRequest("GET", "/"), 0)).toBeNull();
  });
});
