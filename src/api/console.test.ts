import { describe, expect, test } from "vitest";
import { access } from "../access/index.ts";
import { operationsView } from "../console/testdata/view.ts";
import { Counter } from "../core/exposition/index.ts";
import { maintenance } from "../maintenance/index.ts";
import { viewOf } from "../publishing/testdata/view.ts";
import { commandRoutes } from "./commands.ts";
import { privateRoutes } from "./private.ts";
import { bearer, callersOf, emptyHouse, entrance, links } from "./testdata/callers.ts";

const HOST = "127.0.0.1:7301";
const ORIGIN = `http://${HOST}`;

async function scene(more: Record<string, string> = {}) {
  let monotonicMs = 0;
  const { doors } = await emptyHouse([access, maintenance]);
  const callers = callersOf(doors.engine, () => monotonicMs);
  const report = (error: unknown) => {
    throw error;
  };
  const app = privateRoutes({
    published: async () => viewOf(),
    operations: async () => operationsView(),
    guides: async () => [],
    ...{ callers, doors, report, names: ["plimsoll.example"] },
    counters: {
      checks: new Counter(),
      requests: new Counter(),
      points: new Counter(),
      notices: new Counter(),
    },
    health: { version: "0.0.0", checks: async () => [], nowMs: () => 0, report },
    residentBytes: () => 1,
  });
  app.route(
    "/",
    commandRoutes({ doors, callers, guides: async () => [], version: "0", links, report }),
  );
  const ask = (path: string, init: RequestInit = {}) =>
    app.request(`${ORIGIN}${path}`, {
      ...init,
      headers: { host: HOST, ...more, ...(init.headers as Record<string, string>) },
    });
  const enter = async (link = entrance(callers)) => {
    const response = await ask(link);
    const set = response.headers.get("set-cookie") ?? "";
    return { response, set, cookie: set.split(";")[0]! };
  };
  const send = (path: string, fields: Record<string, string>, headers: Record<string, string>) =>
    ask(path, { method: "POST", body: new URLSearchParams(fields), headers });
  return { ask, enter, send, callers, pass: (ms: number) => void (monotonicMs += ms) };
}

describe("a link", () => {
  test("opens the pages once, with a cookie that no script and no other site gets", async () => {
    const { ask, enter, callers } = await scene();
    const link = entrance(callers);
    const { response, set, cookie } = await enter(link);
    expect(response.status).toBe(200);
    expect(response.headers.get("refresh")).toBe("0; url=/");
    expect(set).toMatch(
      /^plimsoll-7301=\S{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect((await ask("/", { headers: { cookie } })).status).toBe(200);
    const again = await enter(link);
    expect([again.response.status, again.set]).toEqual([401, ""]);
  });

  test("is not used up by what only looks at it", async () => {
    const { ask, enter, callers } = await scene();
    const link = entrance(callers);
    expect((await ask(link, { method: "HEAD" })).status).toBe(204);
    expect((await ask(link, { headers: { "sec-purpose": "prefetch" } })).status).toBe(204);
    expect((await enter(link)).response.status).toBe(200);
  });

  test("is over after an hour, and the session after twelve", async () => {
    const { ask, enter, callers, pass } = await scene();
    const late = entrance(callers);
    const { cookie } = await enter();
    pass(60 * 60_000);
    expect((await enter(late)).response.status).toBe(401);
    expect((await ask("/", { headers: { cookie } })).status).toBe(200);
    pass(11 * 60 * 60_000);
    expect((await ask("/", { headers: { cookie } })).status).toBe(401);
  });

  test("behind TLS has a cookie that only goes over TLS", async () => {
    const { ask, enter } = await scene({ "x-forwarded-proto": "https" });
    const { set, cookie } = await enter();
    expect(set).toMatch(/^__Host-plimsoll=.*; HttpOnly; Secure; SameSite=Strict$/);
    expect((await ask("/", { headers: { cookie } })).status).toBe(200);
  });

  test("opens a session that can be left", async () => {
    const { ask, enter, send } = await scene();
    const { cookie } = await enter();
    expect((await send("/leave", {}, { cookie, origin: "https://evil.example" })).status).toBe(403);
    const left = await send("/leave", {}, { cookie, origin: ORIGIN });
    expect(left.headers.get("set-cookie")).toMatch(/^plimsoll-7301=; Max-Age=0; Path=\//);
    expect((await ask("/", { headers: { cookie } })).status).toBe(401);
  });

  test("is made by whoever shows a key, not by a session", async () => {
    const { ask, enter } = await scene();
    const make = (headers: Record<string, string>) =>
      ask("/api/session", { method: "POST", headers });
    const { path } = (await (await make(bearer)).json()) as { path: string };
    const { cookie } = await enter(path);
    expect((await ask("/", { headers: { cookie } })).status).toBe(200);
    expect((await make({ cookie, origin: ORIGIN })).status).toBe(401);
  });
});

test.for([
  ["/health", 200],
  ["/metrics", 200],
  ["/favicon.svg", 200],
  ["/", 401],
  ["/guide", 401],
  ["/key", 401],
  ["/maintenance", 401],
  ["/api/key", 401],
  ["/api/openapi.json", 401],
] as const)("%s is answered with %i to who has neither session nor key", async ([path, status]) => {
  const { ask } = await scene();
  expect((await ask(path)).status).toBe(status);
  expect((await ask(path, { headers: { cookie: "plimsoll-7301=guess" } })).status).toBe(status);
});

test("who came in from this machine sees what goes on while the store is away", async () => {
  const { ask, enter, callers } = await scene();
  const { cookie } = await enter();
  Object.assign(callers, { known: () => Promise.reject(new Error("away")) });
  expect((await ask("/", { headers: { cookie } })).status).toBe(200);
});

test("a page about an add-on that is not watched says so", async () => {
  const { ask } = await scene();
  const response = await ask("/maintenance?addon=nobody", { headers: bearer });
  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining("nobody is not watched here."),
  ]);
});

describe("a form", () => {
  const fields = { name: "ci", scope: "operate", expires: "8h", _addon: "com.example.roadmaps" };

  test.for<readonly [string, Record<string, string>, number]>([
    ["of our own page", { "sec-fetch-site": "same-origin" }, 303],
    ["of our own page, in an old browser", { origin: ORIGIN }, 303],
    ["of another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }, 403],
    ["of another port of this machine", { "sec-fetch-site": "same-site" }, 403],
    ["of another site that hides where it is", { origin: "null" }, 403],
    ["of another port, in an old browser", { origin: "http://127.0.0.1:7330" }, 403],
    ["of nobody knows where", {}, 403],
    ["that was typed by hand", { "sec-fetch-site": "none" }, 403],
  ])("%s is %s", async ([, headers, status]) => {
    const { ask, enter, send } = await scene();
    const { cookie } = await enter();
    expect((await send("/key/create", fields, { cookie, ...headers })).status).toBe(status);
    const listed = await (await ask("/api/key", { headers: bearer })).json();
    expect((listed as { rows: object[] }).rows).toHaveLength(status === 303 ? 1 : 0);
  });

  test("that is sent twice is done once, and its answer is shown once", async () => {
    const { ask, enter, send } = await scene();
    const { cookie } = await enter();
    const own = { cookie, "sec-fetch-site": "same-origin" };
    const first = await send("/key/create", { ...fields, _key: "one" }, own);
    const second = await send("/key/create", { ...fields, _key: "one" }, own);
    const show = async (response: Response) =>
      (await ask(response.headers.get("location")!, { headers: { cookie } })).text();
    expect(await show(second)).not.toMatch(/plimsoll_[0-9a-f]{10}_/);
    expect(await show(first)).toMatch(/plimsoll_[0-9a-f]{10}_/);
    expect(await show(first)).not.toMatch(/plimsoll_[0-9a-f]{10}_/);
    const listed = await (await ask("/api/key", { headers: bearer })).json();
    expect((listed as { rows: object[] }).rows).toHaveLength(1);
  });

  test("lets nothing that was typed be markup", async () => {
    const { enter, send } = await scene();
    const { cookie } = await enter();
    const evil = '"><script>alert(1)</script>';
    const own = { cookie, "sec-fetch-site": "same-origin" };
    const page = await send("/key/create", { ...fields, name: evil, expires: evil }, own);
    expect(page.status).toBe(422);
    expect(await page.text()).not.toContain("<script>alert");
  });
});

test("who came in with a key may what it may, as long as it is valid", async () => {
  const { ask, enter, send, callers } = await scene();
  const { cookie } = await enter();
  const own = { "sec-fetch-site": "same-origin" };
  await send("/key/create", { name: "ci", scope: "operate" }, { cookie, ...own });
  const [key] = (
    (await (await ask("/api/key", { headers: bearer })).json()) as { rows: { id: string }[] }
  ).rows;
  const caller = { by: `key/${key!.id}`, may: [], addon: null };
  const guest = await enter(entrance(callers, caller));
  const get = (path: string) => ask(path, { headers: { cookie: guest.cookie } });
  expect(await (await get("/maintenance")).text()).toContain("Announce");
  expect((await get("/key")).status).toBe(403);
  const tried = await send("/key/revoke", { id: key!.id }, { cookie: guest.cookie, ...own });
  expect(tried.status).toBe(403);
  await send("/key/revoke", { id: key!.id }, { cookie, ...own });
  expect((await get("/maintenance")).status).toBe(401);
});
