import { describe, expect, test } from "vitest";
import { confluence } from "../confluence/index.ts";
import type { HostResponse } from "../exchange.ts";
import { faults } from "../faults/index.ts";
import type { HostEvent } from "../host-event.ts";
import { jira } from "../jira/index.ts";
import { installKeys, lifecycle } from "../lifecycle/index.ts";
import { pages } from "../pages/index.ts";
import { peopleAtWork } from "../people/index.ts";
import {
  answered,
  bodyOf,
  descriptorDocument,
  hostRequest,
  testWorld,
} from "../testdata/test-world.ts";
import { versions } from "../versions/index.ts";
import { webhooks } from "../webhooks/index.ts";
import { inspector } from "./inspector.ts";

const descriptorUrl = "http://127.0.0.1:7330/app/atlassian-connect.json";
const addonKey = descriptorDocument.key;
const loopback = { host: "127.0.0.1:7310" };

function scene() {
  const made = testWorld({ tenants: 3, products: ["jira", "confluence"] });
  const { world, clock, tenants } = made;
  let document: object = descriptorDocument;
  made.answerWith(({ url }) =>
    answered(200, url === descriptorUrl ? JSON.stringify(document) : ""),
  );
  const life = lifecycle(world, installKeys("kid"));
  const products = { jira: jira(world), confluence: confluence(world) };
  const jiraSites = products.jira.sites;
  const shown = pages(world, { ...products, readBridgeFile: () => null });
  const hooks = webhooks(world, { sites: jiraSites });
  const route = inspector({
    world,
    lifecycle: life,
    versions: versions(world, life, { rolloutMs: 1_000 }),
    faults: faults(world),
    jiraSites,
    jiraPeople: products.jira.people,
    webhooks: hooks,
    pages: shown,
    people: peopleAtWork(world, { ...products, pages: shown }),
  });
  const send = async (
    method: string,
    name: string,
    body: unknown = undefined,
    headers: Record<string, string> = {},
  ): Promise<HostResponse> => {
    const type = { "content-type": "application/json" };
    const request = hostRequest(method, `/_mockhost/${name}`, { ...loopback, ...type, ...headers });
    const text = typeof body === "string" ? body : JSON.stringify(body ?? {});
    const bytes = method === "POST" ? Buffer.from(text) : request.body;
    const answer = Promise.resolve(route({ ...request, body: bytes }, clock.nowMs()));
    for (let second = 0; second < 5; second++) await clock.advance(1_000);
    return (await answer)!;
  };
  return {
    world,
    clock,
    jiraSites,
    route,
    send,
    tenants: tenants as [(typeof tenants)[0], (typeof tenants)[0], (typeof tenants)[0]],
    get: async (name: string) => bodyOf(await send("GET", name)),
    post: (name: string, body: unknown) => send("POST", name, body),
    page: async (name: string) => {
      const answer = await send("GET", name, undefined, { accept: "text/html,*/*" });
      return { ...answer, text: String(answer.body) };
    },
    publish: (next: object) => void (document = { ...descriptorDocument, ...next }),
  };
}

describe("the API", () => {
  test("lists the tenants, with what is installed on each", async () => {
    const { get, post, tenants } = scene();
    expect((await post("install", { descriptorUrl, tenants: 1 })).status).toBe(200);
    const listed = await get("tenants");
    const [first] = tenants;
    expect(listed[0]).toEqual({
      clientKey: first.clientKey,
      sharedSecret: first.sharedSecret,
      baseUrl: first.baseUrl,
      product: "jira",
      plan: first.plan,
      users: first.users,
      timeZone: first.timeZone,
      licence: first.licence,
      installed: { release: "1.0.0", state: "enabled" },
    });
    expect(listed[1].installed).toBeNull();
    expect((await get("tenants?addonKey=other"))[0].installed).toBeNull();
  });

  test("installs on the sites it is told, and says how that went", async () => {
    const { post, tenants } = scene();
    const chosen = [tenants[2].clientKey];
    const answer = await post("install", { descriptorUrl, tenants: chosen, perSecond: 5 });
    expect(bodyOf(answer)).toEqual({ addonKey, release: "1.0.0", accepted: 1, refused: 0 });
    expect(tenants.map(({ installations }) => installations.size)).toEqual([0, 0, 1]);
  });

  test("tells why an add-on cannot be installed", async () => {
    const { post, publish } = scene();
    publish({ baseUrl: 7 });
    const answer = await post("install", { descriptorUrl });
    expect(answer.status).toBe(422);
    expect(bodyOf(answer).error.message).toContain("baseUrl");
  });

  test("disables, enables and uninstalls", async () => {
    const { post, tenants } = scene();
    await post("install", { descriptorUrl });
    const seen = [];
    for (const act of ["disable", "enable", "uninstall"]) {
      expect(bodyOf(await post(act, { addonKey, tenants: 2 }))).toEqual({ addonKey, tenants: 2 });
      seen.push(tenants.map(({ installations }) => installations.get(addonKey)?.state));
    }
    expect(seen).toEqual([
      ["disabled", "disabled", "enabled"],
      ["enabled", "enabled", "enabled"],
      ["uninstalled", "uninstalled", "enabled"],
    ]);
  });

  test("renames a site, turns its secret over and changes its licence", async () => {
    const { post, tenants } = scene();
    const { clientKey, sharedSecret } = tenants[0];
    expect(bodyOf(await post("rename", { clientKey, name: "acme" })).baseUrl).toMatch(/\/s\/acme$/);
    expect(bodyOf(await post("rotate-secret", { clientKey })).sharedSecret).not.toBe(sharedSecret);
    expect(bodyOf(await post("licence", { clientKey, licence: "expired" })).licence).toBe(
      "expired",
    );
    const taken = await post("rename", { clientKey: tenants[1].clientKey, name: "acme" });
    expect(taken.status).toBe(409);
  });

  test("shows the calls in both directions, with decoded tokens", async () => {
    const { post, get, tenants } = scene();
    await post("install", { descriptorUrl, tenants: 1 });
    const [latest] = await get(`calls?clientKey=${tenants[0].clientKey}&kind=lifecycle&limit=1`);
    expect(latest).toMatchObject({ direction: "to-addon", claims: { iss: tenants[0].clientKey } });
    expect(await get("calls?refusedOnly=true")).toEqual([]);
    expect(await get(`calls?after=${latest.id}`)).toEqual([]);
  });

  test("shows releases, and approves what waits", async () => {
    const { post, get, publish, tenants } = scene();
    await post("install", { descriptorUrl });
    publish({ scopes: ["READ", "WRITE", "ADMIN"] });
    await post("poll", {});
    const [app] = await get("apps");
    expect(app).toMatchObject({ addonKey, pendingTenants: 3, tenantsByRelease: { "1.0.0": 3 } });
    expect(app.releases).toMatchObject([
      { release: "1.0.0", kind: "first" },
      { release: "1.1.0", kind: "needs-approval" },
    ]);
    expect(app.releases[0]).not.toHaveProperty("descriptor");
    const { clientKey } = tenants[0];
    expect(bodyOf(await post("approve", { addonKey, clientKey }))).toEqual({
      release: "1.1.0",
      accepted: true,
    });
    expect((await post("approve", { addonKey, clientKey })).status).toBe(409);
    expect((await post("approve", { addonKey, share: 1 })).status).toBe(200);
    expect((await get("apps"))[0].tenantsByRelease).toEqual({ "1.1.0": 3 });
  });

  test("triggers an event about an issue as it is", async () => {
    const { post, world, tenants, jiraSites } = scene();
    const heard: HostEvent[] = [];
    world.onEvent((event) => heard.push(event));
    const issue = [...jiraSites(tenants[0]).issues.values()][0]!;
    const asked = { clientKey: tenants[0].clientKey, type: "jira:issue_updated", issue: issue.key };
    expect((await post("events", asked)).status).toBe(202);
    expect(heard).toMatchObject([
      {
        tenant: { clientKey: asked.clientKey },
        type: "jira:issue_updated",
        payload: { issue: { key: issue.key }, issue_event_type_name: "issue_updated" },
      },
    ]);
    expect((await post("events", { ...asked, issue: "NO-1" })).status).toBe(404);
    expect((await post("events", { ...asked, clientKey: tenants[0].name })).status).toBe(202);
  });

  test("triggers an event with a payload of one's own", async () => {
    const { post, world, tenants } = scene();
    const heard: HostEvent[] = [];
    world.onEvent((event) => heard.push(event));
    const { clientKey } = tenants[1];
    await post("events", { clientKey, type: "page_created", payload: { page: { id: 1 } } });
    expect(heard).toMatchObject([{ type: "page_created", payload: { page: { id: 1 } } }]);
  });

  test("lets people join, change and leave, and add-ons hear of it", async () => {
    const { post, world, tenants } = scene();
    const heard: string[] = [];
    world.onEvent(({ type }) => heard.push(type));
    const { clientKey } = tenants[0];
    const joins = { displayName: "Ada", emailAddress: "ada@engine.example" };
    const made = await post("users", { clientKey, joins });
    const { accountId } = bodyOf(made);
    await post("users", { clientKey, accountId, changes: { displayName: "Ada L." } });
    await post("users", { clientKey, accountId, leaves: true });
    expect(heard).toEqual(["user_created", "user_updated", "user_deleted"]);
    expect((await post("users", { clientKey, accountId: "x", leaves: true })).status).toBe(404);
    expect((await post("users", { clientKey, joins: {} })).status).toBe(400);
  });

  test("adds, lists and removes faults", async () => {
    const { post, get, send } = scene();
    const added = await post("faults", { effect: { kind: "outage" }, forMs: 60_000 });
    expect(added.status).toBe(201);
    expect(await get("faults")).toMatchObject([{ id: "fault-1", about: "outage", active: true }]);
    expect((await send("DELETE", "faults/fault-1")).status).toBe(200);
    expect((await send("DELETE", "faults/fault-1")).status).toBe(404);
    await post("faults", { effect: { kind: "reset" } });
    expect(bodyOf(await send("DELETE", "faults"))).toHaveLength(1);
    expect(await get("faults")).toEqual([]);
  });

  test("tells how webhooks fare", async () => {
    const { get, post, publish, tenants } = scene();
    publish({ modules: { webhooks: [{ event: "jira:issue_updated", url: "/hook" }] } });
    await post("install", { descriptorUrl, tenants: 1 });
    const { clientKey } = tenants[0];
    await post("events", { clientKey, type: "jira:issue_updated" });
    await post("events", { clientKey, type: "jira:issue_updated", flow: "Secondary" });
    expect(await get("webhooks")).toMatchObject({
      pending: expect.any(Number),
      addons: [{ addonKey, deliveries: 2 }],
    });
  });

  test("tells how frames have loaded", async () => {
    const { get } = scene();
    expect(await get("frames")).toEqual([]);
  });

  test("sends people to work and home", async () => {
    const { get, post, send } = scene();
    expect(await get("people")).toMatchObject({ atWork: false, plan: null });
    await post("install", { descriptorUrl });
    const started = await post("people", { actionsPerMinute: 600, isAlways: true });
    expect(bodyOf(started)).toMatchObject({ atWork: true, plan: { isAlways: true } });
    expect((await get("people")).done.sessions).toBeGreaterThan(0);
    expect(bodyOf(await send("DELETE", "people"))).toMatchObject({ atWork: false });
  });

  test("tells the time of the host", async () => {
    const { get, clock } = scene();
    const startMs = clock.nowMs();
    expect(await get("clock")).toEqual({
      nowMs: startMs,
      now: new Date(startMs).toISOString(),
    });
  });
});

describe("what cannot be used is refused, and it says where", () => {
  test.for([
    ["install", {}, "descriptorUrl"],
    ["install", { descriptorUrl: "file:///x" }, "descriptorUrl"],
    ["install", { descriptorUrl, tenants: 0 }, "tenants"],
    ["install", { descriptorUrl, perSecond: 0 }, "perSecond"],
    ["uninstall", {}, "addonKey"],
    ["rename", { clientKey: "x", name: "Not A Name" }, "name"],
    ["licence", { clientKey: "x", licence: "free" }, "licence"],
    ["approve", { addonKey }, ""],
    ["events", { clientKey: "x", type: "<script>" }, "type"],
    ["faults", { effect: { kind: "gremlins" } }, "effect.kind"],
  ] as const)("%s %j", async ([name, body, path]) => {
    const answer = await scene().post(name, body);
    expect(answer.status).toBe(400);
    expect(
      bodyOf(answer).error.problems.map((problem: { path: string }) => problem.path),
    ).toContain(path);
  });

  test.for<readonly [string, unknown, number]>([
    ["people", { actionsPerMinute: 0 }, 400],
    ["people", { actionsPerMinute: 1e9 }, 400],
    ["people", { perPersonPerHour: -1 }, 400],
    ["people", {}, 400],
    ["install", { descriptorUrl, tenants: ["nobody"] }, 404],
    ["rotate-secret", { clientKey: "nobody" }, 404],
    ["uninstall", { addonKey: "unknown" }, 404],
    ["approve", { addonKey: "unknown", share: 1 }, 404],
    ["faults", { effect: { kind: "outage" }, tenants: ["nobody"] }, 404],
    ["nothing", {}, 404],
    ["install", "{", 400],
  ])("%s with %j is answered %i", async ([name, body, status]) => {
    expect((await scene().post(name, body)).status).toBe(status);
  });

  test("a body of more than 1 MiB", async () => {
    const answer = await scene().post("install", " ".repeat(1024 * 1024 + 1));
    expect(answer.status).toBe(413);
  });

  test.for(["calls?limit=0", "calls?direction=up", "calls?nonsense=1", "tenants?x=1"])(
    "GET %s",
    async (name) => {
      expect((await scene().send("GET", name)).status).toBe(400);
    },
  );
});

describe("only this machine is answered", () => {
  test.for([
    ["127.0.0.1:7310", 200],
    ["[::1]:7310", 200],
    ["localhost", 200],
    ["acme.localhost:7310", 200],
    ["evil.example:7310", 403],
    ["localhost.evil.example", 403],
    ["127.0.0.1.evil.example", 403],
    ["", 403],
  ] as const)("at host %s: %i", async ([host, status]) => {
    expect((await scene().send("GET", "tenants", undefined, { host })).status).toBe(status);
  });

  test.for([
    ["http://127.0.0.1:7310", 200],
    ["http://evil.example", 403],
    ["http://127.0.0.1:9999", 403],
    ["null", 403],
  ] as const)("from origin %s: %i", async ([origin, status]) => {
    const answer = await scene().send("POST", "poll", {}, { origin });
    expect(answer.status).toBe(status);
  });

  test("and never what a plain form of another page could send", async () => {
    const answer = await scene().send("POST", "poll", {}, { "content-type": "text/plain" });
    expect(answer.status).toBe(415);
  });
});

describe("the pages", () => {
  test.for(["", "tenants", "calls", "apps", "traffic", "faults"])(
    "/%s is HTML and closed",
    async (name) => {
      const { status, headers, text } = await scene().page(name);
      expect(status).toBe(200);
      expect(headers?.["content-type"]).toContain("text/html");
      expect(headers?.["content-security-policy"]).toContain("default-src 'none'");
      expect(headers?.["cache-control"]).toBe("no-store");
      expect(text).toMatch(/^<!doctype html>/);
    },
  );

  test("show what an add-on calls itself as text, whatever that is", async () => {
    const { post, page, publish } = scene();
    publish({ name: "<img src=x onerror=alert(1)>" });
    await post("install", { descriptorUrl });
    for (const name of ["tenants", "apps"]) expect((await page(name)).text).not.toContain("<img");
  });

  test("are where a browser is sent that opens the bare address", async () => {
    const { route, clock } = scene();
    const request = { method: "GET", path: "/", query: "", body: new Uint8Array() };
    const browser = { host: "127.0.0.1:7310", accept: "text/html,*/*" };
    const at = { ...request, headers: browser };
    expect(await route(at, clock.nowMs())).toMatchObject({
      status: 302,
      headers: { location: "/_mockhost/" },
    });
    const site = { ...request, headers: { ...browser, host: "acme-17.localhost:7310" } };
    expect(await route(site, clock.nowMs())).toBeNull();
    const stranger = { ...request, headers: { ...browser, host: "evil.example" } };
    expect(await route(stranger, clock.nowMs())).toMatchObject({ status: 403 });
  });

  test("show calls of a site by its name, each by its path", async () => {
    const { post, page, tenants } = scene();
    await post("install", { descriptorUrl, tenants: 2 });
    const { text } = await page(`calls?clientKey=${tenants[0].name}`);
    expect(text).toContain('<span class="path">/app/installed?…</span>');
    expect(text).toContain(`, ${tenants[0].name}</span>`);
    expect(text).not.toContain(`, ${tenants[1].name}</span>`);
  });

  test("find sites by words", async () => {
    const { page, tenants } = scene();
    const { text } = await page(`?q=${tenants[1].name}+confluence`);
    expect(text).toContain(`>${tenants[1].name}</a>`);
    expect(text).not.toContain(`>${tenants[0].name}</a>`);
    expect((await page("?q=nowhere-at-all")).text).toContain("No site is like that.");
  });
});

test("other paths are none of its business", () => {
  const { route, clock } = scene();
  for (const path of ["/", "/_mockhostess", "/keys/kid"])
    expect(route(hostRequest("GET", path, loopback), clock.nowMs())).toBeNull();
});
