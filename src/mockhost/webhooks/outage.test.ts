import { describe, expect, test } from "vitest";
import { readJwt } from "../../core/host/index.ts";
import { faults, newFault } from "../faults/index.ts";
import { bodyOf } from "../testdata/test-world.ts";
import { created, event, settle, setUp } from "./testdata/scene.ts";

const MINUTE_MS = 60_000;
const deleted = ["jira:issue_deleted", "comment_deleted"].map((name) => ({
  event: name,
  url: `/${name}`,
}));

/** A site with an add-on, and things that go wrong with it. */
function scene(...given: Parameters<typeof setUp>) {
  const t = setUp(...given);
  const here = faults(t.world);
  return { ...t, here, suffer: (asked: object) => here.add(newFault.parse(asked))! };
}

describe("while its site is away", () => {
  test("nothing is sent; all of it is as soon as the site is back, as a first try", async () => {
    const t = scene();
    t.suffer({ effect: { kind: "outage" }, forMs: 10 * MINUTE_MS });
    t.world.emit(event(t));
    await t.clock.advance(9 * MINUTE_MS);
    expect(t.calls).toEqual([]);
    expect(t.room.load()).toMatchObject({ pending: 1, held: 1 });
    await t.clock.advance(MINUTE_MS + 5_000);
    expect(t.calls).toHaveLength(1);
    expect(t.room.counters()).toMatchObject([{ tries: 1, retries: 0, success: 1 }]);
    expect(t.room.load()).toMatchObject({ pending: 0, held: 0 });
  });

  test("other sites are told as ever", async () => {
    const t = scene();
    t.suffer({ effect: { kind: "outage" }, tenants: [t.tenants[1]!.clientKey] });
    t.world.emit(event(t));
    await settle(t);
    expect(t.calls).toHaveLength(1);
  });
});

test("a fault on the way to the add-on is tried again like any other failure", async () => {
  const t = scene();
  const { id } = t.suffer({ effect: { kind: "reset" }, direction: "to-addon" });
  t.world.emit(event(t));
  await settle(t);
  expect(t.calls).toEqual([]);
  expect(t.world.journal.lines({ refusedOnly: true })[0]?.reason).toContain("fault on demand");
  t.here.remove(id);
  await t.clock.advance(16 * MINUTE_MS);
  expect(t.calls).toHaveLength(1);
  expect(t.room.counters()).toMatchObject([{ tries: 2, retries: 1, success: 1 }]);
});

test("a clock that is ahead is ahead in the token", async () => {
  const t = scene();
  t.suffer({ effect: { kind: "clock-skew", skewMs: 300_000 } });
  t.world.emit(event(t));
  await settle(t);
  const token = readJwt(t.calls[0]!.headers.authorization!.slice("JWT ".length));
  expect(token).toMatchObject({ claims: { iat: Math.floor(t.clock.nowMs() / 1000) + 300 } });
});

describe("the secondary flow", () => {
  test("begins within the time it has, at its own moments", async () => {
    const t = scene([created], { settings: { secondaryWithinMs: 60_000 } });
    for (let i = 0; i < 20; i++) t.world.emit(event(t, { flow: "Secondary" }));
    t.world.emit(event(t));
    await settle(t);
    expect(t.calls).toHaveLength(1);
    expect(t.room.load()).toMatchObject({ deferred: 20 });
    await t.clock.advance(30_000);
    expect(t.calls.length).toBeGreaterThan(4);
    expect(t.calls.length).toBeLessThan(18);
    await t.clock.advance(30_000);
    expect(t.calls).toHaveLength(21);
  });

  test("carries what hung on a deleted issue, which itself is told of at once", async () => {
    const t = scene(deleted);
    const { key } = t.create();
    const on = { issueIdOrKey: key };
    expect(bodyOf(t.act("addComment", { body: "Hello" }, on)).body).toBeDefined();
    t.act("deleteIssue", undefined, on);
    await settle(t);
    const flows = t.calls.map(({ url, headers }) => [
      url.split("/").at(-1),
      headers["x-atlassian-webhook-flow"],
    ]);
    expect(flows).toEqual([
      ["jira:issue_deleted", "Primary"],
      ["comment_deleted", "Secondary"],
    ]);
  });
});
