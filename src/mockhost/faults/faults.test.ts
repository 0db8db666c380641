import { describe, expect, test } from "vitest";
import { hostRequest, testWorld } from "../testdata/test-world.ts";
import type { HostResponse, Tenant } from "../world/index.ts";
import { type Faults, faults } from "./faults.ts";
import { newFault } from "./new-fault.ts";

const well: HostResponse = { status: 200, body: "well" };

function scene() {
  const { world, clock, tenants } = testWorld({ tenants: 2 });
  const here = faults(world);
  const add = (asked: object) => here.add(newFault.parse(asked))!;
  const [first, second] = tenants as [(typeof tenants)[0], (typeof tenants)[0]];
  const get = (name: string, path = "/rest/api/3/issue/A-1") =>
    here.around(hostRequest("GET", `/s/${name}${path}`), clock.nowMs(), () => well) as HostResponse;
  return { world, clock, here, add, first, second, get };
}

const outage = { effect: { kind: "outage" } };
const status = (code: number) => ({ effect: { kind: "status", status: code } });
const latency = (delay: object) => ({ effect: { kind: "latency", delay } });

describe("a fault strikes", () => {
  test("nobody as long as there is none", () => {
    const { first, get } = scene();
    expect(get(first.name)).toBe(well);
  });

  test("the tenants it names and no others", () => {
    const { add, first, second, get } = scene();
    add({ ...status(500), tenants: [first.clientKey] });
    expect(get(first.name).status).toBe(500);
    expect(get(second.name)).toBe(well);
  });

  test.for([
    ["/rest/api/3/issue/{key}", "/rest/api/3/issue/A-1", 500],
    ["/rest/api/3/issue/{key}", "/rest/api/2/issue/A-1", 500],
    ["/rest/api/3/issue/{key}", "/rest/api/3/issue/A-1/comment", 200],
    ["/rest/api/3/*", "/rest/api/3/issue/A-1/comment", 500],
    ["/rest/api/3/issue.{x}", "/rest/api/3/issue/A-1", 200],
  ] as const)("on %s a call of %s is answered", ([path, called, expected]) => {
    const { add, first, get } = scene();
    add({ ...status(500), path });
    expect(get(first.name, called).status).toBe(expected);
  });

  test("an operation by its id in the interface tables", () => {
    const { add, first, get } = scene();
    expect(add({ ...status(503), operation: "getIssue" }).scope).toEqual({
      direction: "to-host",
      tenants: null,
      product: "jira",
      method: "GET",
      path: "/rest/api/3/issue/{issueIdOrKey}",
    });
    expect(get(first.name).status).toBe(503);
    expect(get(first.name, "/rest/api/3/myself").status).toBe(200);
  });

  test("within its time only", async () => {
    const { add, clock, here, first, get } = scene();
    add({ ...outage, afterMs: 1_000, forMs: 2_000 });
    const seen = [];
    for (let second = 0; second < 4; second++) {
      seen.push(get(first.name).status);
      await clock.advance(1_000);
    }
    expect(seen).toEqual([200, 503, 503, 200]);
    expect(here.list()).toEqual([]);
    expect(here.known()).toHaveLength(1);
  });

  test("its share of the calls, the same ones for the same seed", () => {
    const draw = () => {
      const { add, first, get } = scene();
      add({ ...status(500), share: 0.25 });
      return Array.from({ length: 2_000 }, () => get(first.name).status);
    };
    const seen = draw();
    expect(draw()).toEqual(seen);
    expect(seen.filter((code) => code === 500).length / seen.length).toBeCloseTo(0.25, 1);
  });

  test("the host's own calls to add-ons where it says so", async () => {
    const { add, world, clock, first, second, get } = scene();
    const call = {
      method: "POST",
      url: "http://127.0.0.1:7330/app/hooks",
      headers: {},
      body: null,
    };
    const made = (tenant: Tenant | null) =>
      world.interruption(tenant, { ...call, timeoutMs: 1 }, clock.nowMs());
    add({ ...status(502), direction: "to-addon", tenants: [first.clientKey], path: "/app/*" });
    expect(made(first)?.instead).toMatchObject({ kind: "answered", status: 502 });
    expect(made(second)).toBeNull();
    expect(get(first.name)).toBe(well);
    add({ ...latency({ shape: "fixed", ms: 7 }), direction: "both", product: first.product });
    expect(made(second)).toEqual({ delayMs: 7, instead: null });
    expect(get(second.name).fault).toEqual({ delayMs: 7 });
    expect(made(null)).toBeNull();
  });

  test("everything that comes from a site which is away", () => {
    const { add, world, clock, first, second } = scene();
    add({ ...outage, tenants: [first.clientKey] });
    const isAway = (tenant: Tenant | null) => world.isAway(tenant, clock.nowMs());
    expect([first, second, null].map(isAway)).toEqual([true, false, false]);
    add(outage);
    expect([first, second, null].map(isAway)).toEqual([true, true, true]);
  });

  test("no call of the inspector or the status page", () => {
    const { add, here, clock } = scene();
    add(outage);
    for (const path of ["/_mockhost/faults", "/status/api/v2/status.json"])
      expect(here.around(hostRequest("GET", path), clock.nowMs(), () => well)).toBe(well);
  });

  test("until it is removed", () => {
    const { add, here, first, get } = scene();
    const { id } = add(outage);
    expect(here.remove(id)).toMatchObject({ id });
    expect(here.remove(id)).toBeNull();
    expect(get(first.name)).toBe(well);
  });
});

describe("what comes of it", () => {
  test("the error is in the product's own shape, with Retry-After where it was asked for", () => {
    const { add, first, get } = scene();
    add({ effect: { kind: "status", status: 429, retryAfterS: 7 } });
    const answer = get(first.name);
    expect(answer.headers).toMatchObject({ "retry-after": "7" });
    expect(JSON.parse(String(answer.body))).toMatchObject({ errorMessages: [expect.any(String)] });
  });

  test("a refused request is not performed, and the journal tells why", () => {
    const { add, here, world, clock, first } = scene();
    add(outage);
    let performed = 0;
    here.around(hostRequest("POST", `/s/${first.name}/x`), clock.nowMs(), () => {
      performed++;
      return well;
    });
    expect(performed).toBe(0);
    expect(world.journal.lines({ kind: "fault" })).toMatchObject([
      { status: 503, reason: "A fault on demand struck (fault-1, outage).", url: "/x" },
    ]);
  });

  test("delays add up and are on the answer, which is otherwise what it was", () => {
    const { add, first, get } = scene();
    add(latency({ shape: "fixed", ms: 100 }));
    add(latency({ shape: "fixed", ms: 50 }));
    add({ effect: { kind: "slow-body", bytesPerSecond: 10 } });
    expect(get(first.name)).toMatchObject({
      status: 200,
      body: "well",
      fault: { delayMs: 150, bytesPerSecond: 10 },
    });
  });

  test("a reset cuts the connection", () => {
    const { add, first, get } = scene();
    add({ effect: { kind: "reset" } });
    expect(get(first.name).fault).toEqual({ reset: true });
  });

  test("an answer that takes time is struck all the same", async () => {
    const { add, here, clock, first } = scene();
    add(latency({ shape: "fixed", ms: 9 }));
    const answer = here.around(hostRequest("GET", `/s/${first.name}/x`), clock.nowMs(), async () =>
      Promise.resolve(well),
    );
    expect((await answer).fault).toEqual({ delayMs: 9 });
  });

  test("a skewed clock is in the Date header and in the tenant's host time", () => {
    const { add, here, world, clock, first, second, get } = scene();
    add({ effect: { kind: "clock-skew", skewMs: -90_000 }, tenants: [first.clientKey] });
    expect(get(first.name).headers).toEqual({ date: "Thu, 31 Dec 2026 23:58:30 GMT" });
    expect(here.clockSkewMs(first, clock.nowMs())).toBe(-90_000);
    expect(here.clockSkewMs(second, clock.nowMs())).toBe(0);
    expect(world.skewMs(first, clock.nowMs())).toBe(-90_000);
  });
});

test("the host keeps a thousand faults in mind and no more", () => {
  const { add, here } = scene();
  for (let count = 0; count < 1_000; count++) add(outage);
  expect(here.add(newFault.parse(outage)) satisfies ReturnType<Faults["add"]>).toBeNull();
});
