import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, key, oneMoreScope, otherModules, setUp } from "./testdata/scene.ts";

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
