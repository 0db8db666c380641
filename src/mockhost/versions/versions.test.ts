import { describe, expect, test } from "vitest";
import { answered, descriptorDocument } from "../testdata/test-world.ts";
import { DAY_MS, HOUR_MS, key, otherModules, setUp, url } from "./testdata/scene.ts";

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
