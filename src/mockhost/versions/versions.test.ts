import { describe, expect, test } from "vitest";
import { installKeys, lifecycle } from "../lifecycle/index.ts";
import { answered, descriptorDocument, testWorld } from "../testdata/test-world.ts";
import { type VersionOptions, versions } from "./index.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const url = "http://127.0.0.1:7330/app/atlassian-connect.json";
const key = descriptorDocument.key;
const keys = installKeys("test");
const oneMoreScope = { scopes: ["READ", "WRITE", "ACT_AS_USER"] };
const otherModules = { modules: { generalPages: [{ key: "a", url: "/a" }] } };

function setUp({
  tenants = 60,
  seed = 1,
  ...options
}: Partial<VersionOptions> & { tenants?: number; seed?: number } = {}) {
  const t = testWorld({ tenants, seed });
  const addon = { document: descriptorDocument as Record<string, unknown>, accepts: true };
  t.answerWith((call) =>
    call.method === "GET"
      ? answered(200, JSON.stringify(addon.document))
      : answered(addon.accepts ? 204 : 500),
  );
  const hosted = lifecycle(t.world, keys);
  const room = versions(t.world, hosted, options);
  const installed = async () => {
    const outcome = room.install(url, t.tenants, 1_000);
    await t.clock.advance(0);
    await t.clock.advance(1_000);
    return outcome;
  };
  const change = (changes: Record<string, unknown>) =>
    void (addon.document = { ...addon.document, ...changes });
  const on = (release: string) =>
    t.tenants.filter((tenant) => tenant.installations.get(key)?.release === release).length;
  const pending = () =>
    t.tenants.filter((tenant) => tenant.installations.get(key)?.pendingRelease != null);
  return { ...t, addon, hosted, room, installed, change, on, pending };
}

describe("the first installation", () => {
  test("tells the add-on on every chosen tenant, at the rate, and lists it", async () => {
    const t = setUp({ tenants: 30 });
    const outcome = t.room.install(url, t.tenants.slice(0, 20), 10);
    await t.clock.advance(0);
    await t.clock.advance(1_000);
    expect(t.calls.filter((call) => call.url.includes("/installed"))).toHaveLength(11);
    await t.clock.advance(1_000);
    expect(await outcome).toEqual({
      kind: "installed",
      addonKey: key,
      release: "1.0.0",
      accepted: 20,
      refused: 0,
    });
    expect(t.room.apps()).toMatchObject([
      {
        addonKey: key,
        name: "Roadmaps",
        problem: null,
        releases: [{ release: "1.0.0", kind: "first" }],
        tenantsByRelease: { "1.0.0": 20 },
        pendingTenants: 0,
      },
    ]);
  });

  test.for([
    ["an answer that is no JSON", answered(200, "<html>"), "is not JSON"],
    ["a missing document", answered(404), "answers 404"],
    ["a redirect", answered(302), "answers 302"],
    [
      "no answer",
      { kind: "failed", reason: "refused", detail: "nobody listens", tookMs: 1 } as const,
      "(refused): nobody listens",
    ],
    [
      "a document full of mistakes",
      answered(200, JSON.stringify({ key: "a b", baseUrl: "ftp://x" })),
      "key must be",
    ],
  ] as const)("is refused clearly for %s", async ([, answer, message]) => {
    const t = setUp();
    t.answerWith(() => answer);
    const outcome = await t.room.install(url, t.tenants, 10);
    expect(outcome).toMatchObject({ kind: "refused", message: expect.stringContaining(message) });
    expect(t.room.apps()).toEqual([]);
    expect(t.tenants.some(({ installations }) => installations.size > 0)).toBe(false);
  });

  test("names every mistake in a document", async () => {
    const t = setUp();
    t.answerWith(() => answered(200, JSON.stringify({ key: "a b", baseUrl: "ftp://x" })));
    const outcome = await t.room.install(url, t.tenants, 10);
    expect(outcome.kind === "refused" && outcome.problems.map(({ path }) => path)).toEqual([
      "key",
      "baseUrl",
    ]);
  });

  test.for([
    ["something that is no address", "roadmaps", 10, "is no http or https address"],
    ["an address of a file", "file:///etc/passwd", 10, "is no http or https address"],
    ["a rate of nothing", url, 0, "above 0"],
  ] as const)("is refused for %s, and nobody is called", async ([, address, rate, message]) => {
    const t = setUp();
    const outcome = await t.room.install(address, t.tenants, rate);
    expect(outcome).toMatchObject({ kind: "refused", message: expect.stringContaining(message) });
    expect(t.calls).toEqual([]);
  });

  test("from another address moves the add-on there", async () => {
    const t = setUp({ pollMs: HOUR_MS });
    await t.installed();
    const moved = t.room.install(`${url}?port=2`, t.tenants.slice(0, 1), 100);
    await t.clock.advance(1_000);
    expect(await moved).toMatchObject({ kind: "installed", release: "1.0.0" });
    expect(t.room.apps()).toMatchObject([{ descriptorUrl: `${url}?port=2` }]);
  });
});

describe("a descriptor that asks for nothing more", () => {
  test("reaches every tenant within the roll-out, and not all at once", async () => {
    const t = setUp();
    await t.installed();
    t.change(otherModules);
    await t.clock.advance(5 * HOUR_MS - 2_000);
    expect(t.room.apps()[0]?.releases).toHaveLength(1);
    await t.clock.advance(HOUR_MS);
    expect(t.room.apps()[0]?.releases.at(-1)).toMatchObject({
      release: "1.0.1",
      kind: "automatic",
      because: ["modules changed"],
      atMs: Date.UTC(2027, 0, 1, 5),
    });
    await t.clock.advance(11 * HOUR_MS);
    expect(t.on("1.0.1")).toBeGreaterThan(15);
    expect(t.on("1.0.1")).toBeLessThan(45);
    await t.clock.advance(12 * HOUR_MS);
    expect(t.on("1.0.1")).toBe(60);
    expect(t.pending()).toEqual([]);
  });

  test("keeps the date of installation and is told by `installed`, then `enabled`", async () => {
    const t = setUp({ tenants: 1 });
    await t.installed();
    const { installedAtMs } = t.tenants[0]!.installations.get(key)!;
    t.calls.length = 0;
    t.change(otherModules);
    await t.clock.advance(30 * HOUR_MS);
    const told = t.calls.filter(({ method }) => method === "POST").map(({ url: to }) => to);
    expect(told.map((to) => new URL(to).pathname)).toEqual(["/app/installed", "/app/enabled"]);
    expect(t.tenants[0]!.installations.get(key)?.installedAtMs).toBe(installedAtMs);
  });

  test("published twice during one roll-out: everybody ends on the newest", async () => {
    const t = setUp();
    await t.installed();
    t.change(otherModules);
    await t.clock.advance(10 * HOUR_MS);
    t.change({ name: "Roadmaps!" });
    await t.clock.advance(30 * HOUR_MS);
    expect(t.room.apps()[0]?.releases.map(({ release }) => release)).toEqual([
      "1.0.0",
      "1.0.1",
      "1.0.2",
    ]);
    expect(t.on("1.0.2")).toBe(60);
  });

  test("reaches tenants at moments that the seed alone decides", async () => {
    const story = async (seed: number) => {
      const t = setUp({ seed, tenants: 20 });
      await t.installed();
      t.change(otherModules);
      await t.clock.advance(15 * HOUR_MS);
      return t.tenants.map((tenant) => tenant.installations.get(key)?.release);
    };
    expect(await story(3)).toEqual(await story(3));
    expect(await story(3)).not.toEqual(await story(4));
  });

  test("refused by the add-on: the tenant stays on the old release and is tried again", async () => {
    const t = setUp({ tenants: 5 });
    await t.installed();
    t.change(otherModules);
    t.addon.accepts = false;
    await t.clock.advance(3 * DAY_MS);
    expect(t.on("1.0.0")).toBe(5);
    t.addon.accepts = true;
    await t.clock.advance(DAY_MS);
    expect(t.on("1.0.1")).toBe(5);
  });

  test("passes over a disabled tenant until it is enabled again", async () => {
    const t = setUp({ tenants: 2 });
    await t.installed();
    await t.hosted.disable(t.tenants[0]!, key);
    t.change(otherModules);
    await t.clock.advance(2 * DAY_MS);
    expect(t.on("1.0.0")).toBe(1);
    await t.hosted.enable(t.tenants[0]!, key);
    await t.clock.advance(30 * HOUR_MS);
    expect(t.on("1.0.1")).toBe(2);
  });
});

describe("a descriptor with one more scope", () => {
  test("leaves every tenant on the old release, waiting, until its administrator approves", async () => {
    const t = setUp();
    await t.installed();
    t.change(oneMoreScope);
    await t.clock.advance(30 * DAY_MS);
    expect(t.on("1.0.0")).toBe(60);
    expect(t.pending()).toHaveLength(60);
    expect(t.room.apps()[0]).toMatchObject({
      pendingTenants: 60,
      releases: [
        {},
        { release: "1.1.0", kind: "needs-approval", because: ["it asks for ACT_AS_USER"] },
      ],
    });
    const { clientKey, installations } = t.tenants[7]!;
    expect(await t.room.approve(clientKey, key)).toEqual({
      kind: "approved",
      release: "1.1.0",
      accepted: true,
    });
    expect(installations.get(key)).toMatchObject({
      release: "1.1.0",
      pendingRelease: null,
      descriptor: { scopes: oneMoreScope.scopes },
    });
    expect([t.on("1.0.0"), t.on("1.1.0")]).toEqual([59, 1]);
  });

  test("is approved by the chosen share in the chosen time; the others stay behind", async () => {
    const t = setUp();
    await t.installed();
    t.change(oneMoreScope);
    await t.clock.advance(2 * DAY_MS);
    expect(t.room.approveShare(key, 0.5, 10 * DAY_MS)).toBe(true);
    await t.clock.advance(5 * DAY_MS);
    const halfway = t.on("1.1.0");
    await t.clock.advance(5 * DAY_MS);
    const approved = t.on("1.1.0");
    expect(approved).toBeGreaterThan(20);
    expect(approved).toBeLessThan(40);
    expect(halfway).toBeLessThan(approved);
    await t.clock.advance(100 * DAY_MS);
    expect(t.on("1.1.0")).toBe(approved);
    expect(t.pending()).toHaveLength(60 - approved);
  });

  test("is approved as the options say, without being told", async () => {
    const t = setUp({ tenants: 10, approval: { share: 1, withinMs: DAY_MS } });
    await t.installed();
    t.change(oneMoreScope);
    await t.clock.advance(3 * DAY_MS);
    expect(t.on("1.1.0")).toBe(10);
  });

  test("a policy taken back stops the approvals that were still to come", async () => {
    const t = setUp({ tenants: 10 });
    await t.installed();
    t.change(oneMoreScope);
    await t.clock.advance(2 * DAY_MS);
    t.room.approveShare(key, 1, DAY_MS);
    t.room.approveShare(key, 0, DAY_MS);
    await t.clock.advance(10 * DAY_MS);
    expect(t.on("1.0.0")).toBe(10);
  });

  test("taken back in the next release: everybody goes there without approval", async () => {
    const t = setUp({ tenants: 10 });
    await t.installed();
    t.change(oneMoreScope);
    await t.clock.advance(2 * DAY_MS);
    t.change({ scopes: ["READ", "WRITE"], name: "Roadmaps again" });
    await t.clock.advance(2 * DAY_MS);
    expect(t.on("1.1.1")).toBe(10);
    expect(t.pending()).toEqual([]);
  });

  test("followed by another before anybody approved: the newest waits", async () => {
    const t = setUp({ tenants: 10 });
    await t.installed();
    t.change(oneMoreScope);
    await t.clock.advance(2 * DAY_MS);
    t.change({ scopes: [...oneMoreScope.scopes, "ADMIN"] });
    await t.clock.advance(2 * DAY_MS);
    expect(t.pending().map((tenant) => tenant.installations.get(key)?.pendingRelease)).toEqual(
      Array(10).fill("1.2.0"),
    );
  });

  test("a new apiVersion waits in the same way, under a major number", async () => {
    const t = setUp({ tenants: 3 });
    await t.installed();
    t.change({ apiVersion: 2 });
    await t.clock.advance(2 * DAY_MS);
    expect(t.on("1.0.0")).toBe(3);
    expect(t.pending().map((tenant) => tenant.installations.get(key)?.pendingRelease)).toEqual(
      Array(3).fill("2.0.0"),
    );
  });

  test.for([
    ["no such tenant", "nobody", key, { kind: "unknown", what: "tenant" }],
    ["no such add-on", "", "other", { kind: "unknown", what: "add-on" }],
    ["nothing that waits", "", key, { kind: "nothing-pending" }],
  ] as const)("approving with %s says so", async ([, clientKey, addonKey, expected]) => {
    const t = setUp({ tenants: 1 });
    await t.installed();
    expect(await t.room.approve(clientKey || t.tenants[0]!.clientKey, addonKey)).toEqual(expected);
    expect(t.room.approveShare("other", 1, 1)).toBe(false);
  });
});

describe("the poller", () => {
  test("watches without installing, at the interval it was given", async () => {
    const t = setUp({ pollMs: 2_000 });
    expect(await t.room.watch(url)).toEqual({ kind: "watched", addonKey: key, release: "1.0.0" });
    await t.clock.advance(10_000);
    expect(t.calls.filter(({ method }) => method === "GET")).toHaveLength(6);
    expect(t.calls).toHaveLength(6);
  });

  test("says why it could not read, keeps what it has, and goes on", async () => {
    const t = setUp({ tenants: 2, pollMs: 1_000 });
    await t.installed();
    t.change({ baseUrl: 7 });
    await t.clock.advance(1_000);
    expect(t.room.apps()[0]).toMatchObject({
      problem: expect.stringContaining("baseUrl"),
      releases: [{ release: "1.0.0" }],
    });
    t.change({ baseUrl: descriptorDocument.baseUrl });
    await t.clock.advance(1_000);
    expect(t.room.apps()[0]?.problem).toBeNull();
  });

  test("does not take another add-on's descriptor for a release", async () => {
    const t = setUp({ tenants: 1, pollMs: 1_000 });
    await t.installed();
    t.change({ key: "com.example.other" });
    await t.clock.advance(5_000);
    expect(t.room.apps()).toMatchObject([
      { addonKey: key, problem: expect.stringContaining("com.example.other"), releases: [{}] },
    ]);
  });

  test("looks at once when it is asked to", async () => {
    const t = setUp({ tenants: 1 });
    await t.installed();
    t.change(otherModules);
    await t.room.poll();
    expect(t.room.apps()[0]?.releases).toHaveLength(2);
  });

  test("stops when it is closed, roll-outs included", async () => {
    const t = setUp({ tenants: 5 });
    await t.installed();
    t.change(otherModules);
    await t.room.poll();
    t.room.close();
    t.calls.length = 0;
    await t.clock.advance(3 * DAY_MS);
    expect(t.calls).toEqual([]);
    expect(t.on("1.0.0")).toBe(5);
  });
});
