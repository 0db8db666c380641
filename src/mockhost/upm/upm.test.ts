import { describe, expect, test } from "vitest";
import { installKeys, lifecycle } from "../lifecycle/index.ts";
import {
  answered,
  bodyOf,
  descriptorDocument,
  hostRequest,
  testWorld,
} from "../testdata/test-world.ts";
import { versions } from "../versions/index.ts";
import type { HostResponse } from "../world/index.ts";
import { upm } from "./upm.ts";

const ROOT = "/rest/plugins/1.0";
const descriptorUrl = "http://127.0.0.1:7330/app/atlassian-connect.json";
const express = "application/vnd.atl.plugins.remote.install+json";
const script = "application/vnd.atl.plugins.install.uri+json";

function scene({ installedStatus = 204, product = "jira" as "jira" | "confluence" } = {}) {
  const made = testWorld({ tenants: 2, products: [product] });
  const { world, clock, tenants, calls } = made;
  made.answerWith(({ url }) =>
    url === descriptorUrl
      ? answered(200, JSON.stringify(descriptorDocument))
      : answered(url.includes("/installed") ? installedStatus : 204),
  );
  const life = lifecycle(world, installKeys("kid"));
  const route = upm(world, { lifecycle: life, versions: versions(world, life) });
  const tenant = tenants[0]!;
  const send = async (
    method: string,
    path: string,
    { type = "", body = "", site = tenant, basic = "Basic YWRtaW46YWRtaW4=" } = {},
  ): Promise<HostResponse> => {
    const headers = { authorization: basic, "content-type": type };
    const request = { ...hostRequest(method, path, headers), body: Buffer.from(body) };
    return (await route(site, request, clock.nowMs()))!;
  };
  const token = async () => String((await send("GET", `${ROOT}/`)).headers?.["upm-token"]);
  const install = async (type = express) =>
    send("POST", `${ROOT}/?token=${await token()}`, {
      type,
      body: JSON.stringify({ pluginUri: descriptorUrl, pluginName: "Roadmaps" }),
    });
  const settle = () => clock.advance(0);
  return { tenant, tenants, send, install, token, settle, calls, world, route, clock };
}

/** The link as atlassian-connect-express follows it. */
const followed = (url: string) => url.slice(url.indexOf(ROOT));

describe("installing over the plugin manager", () => {
  test.for([express, script])("as %s goes from its token to the installed add-on", async (type) => {
    const { install, send, settle, tenant } = scene();
    const accepted = await install(type);
    expect(accepted.status).toBe(202);
    expect(bodyOf(accepted)).toMatchObject({ pingAfter: 100, status: { done: false } });
    await settle();
    const done = await send("GET", followed(bodyOf(accepted).links.self));
    expect(done.status).toBe(303);
    const plugin = await send("GET", followed(String(done.headers?.location)));
    expect(bodyOf(plugin)).toMatchObject({
      key: "com.example.roadmaps",
      enabled: true,
      version: "1.0.0",
    });
    expect(tenant.installations.get("com.example.roadmaps")?.state).toBe("enabled");
    expect(bodyOf(await send("GET", `${ROOT}/`)).plugins).toHaveLength(1);
  });

  test("works below /wiki on Confluence", async () => {
    const { send, tenant } = scene({ product: "confluence" });
    expect((await send("GET", `/wiki${ROOT}/`)).status).toBe(200);
    expect(tenant.baseUrl).toMatch(/\/wiki$/);
  });

  test("tells of an add-on that refuses", async () => {
    const { install, send, settle } = scene({ installedStatus: 401 });
    const accepted = await install();
    await settle();
    const { status } = bodyOf(await send("GET", followed(bodyOf(accepted).links.self)));
    expect(status).toMatchObject({
      done: true,
      errorMessage: expect.stringContaining("200 or 204"),
    });
  });

  test("shows a task to its own site only", async () => {
    const { install, send, tenants } = scene();
    const path = followed(bodyOf(await install()).links.self);
    expect((await send("GET", path, { site: tenants[1]! })).status).toBe(404);
  });

  test.for([
    ["without a token", "", express, "{}", 403],
    ["with a wrong token", "wrong", express, "{}", 403],
    ["with a token of other letters", "é".repeat(43), express, "{}", 403],
    ["with another content type", null, "application/json", "{}", 415],
    ["without an address", null, express, "{}", 400],
    ["with an address that is no web address", null, express, '{"pluginUri":"file:///x"}', 400],
    ["with a body that is no JSON", null, express, "{", 400],
    ["with a body that is too large", null, express, " ".repeat(20_000), 413],
  ] as const)("%s is refused", async ([, token, type, body, status]) => {
    const made = scene();
    const used = token ?? (await made.token());
    const answer = await made.send("POST", `${ROOT}/?token=${used}`, { type, body });
    expect(answer.status).toBe(status);
    expect(made.calls).toEqual([]);
  });
});

describe("an installed add-on", () => {
  test("is disabled and enabled", async () => {
    const { install, settle, send, tenant } = scene();
    await install();
    await settle();
    const path = `${ROOT}/com.example.roadmaps-key`;
    const put = (enabled: boolean) => send("PUT", path, { body: JSON.stringify({ enabled }) });
    expect(bodyOf(await put(false)).enabled).toBe(false);
    expect(tenant.installations.get("com.example.roadmaps")?.state).toBe("disabled");
    expect(bodyOf(await put(true)).enabled).toBe(true);
    expect((await send("PUT", path, { body: "no" })).status).toBe(400);
  });

  test("is uninstalled, once", async () => {
    const { install, settle, send, tenant } = scene();
    await install();
    await settle();
    const path = `${ROOT}/com.example.roadmaps-key`;
    expect((await send("DELETE", path)).status).toBe(204);
    expect(tenant.installations.get("com.example.roadmaps")?.state).toBe("uninstalled");
    expect((await send("DELETE", path)).status).toBe(404);
  });
});

test("development mode is on, as atlassian-connect-express asks", async () => {
  const { settings } = bodyOf(await scene().send("GET", `${ROOT}/settings`));
  expect(settings).toMatchObject([{ key: "connectDeveloperListingsEnabled", value: true }]);
});

test("nobody is let in without a name", async () => {
  expect((await scene().send("GET", `${ROOT}/`, { basic: "" })).status).toBe(401);
});

test("other paths are none of its business", () => {
  const { route, tenant, clock } = scene();
  const request = hostRequest("GET", "/rest/api/3/issue/A-1");
  expect(route(tenant, request, clock.nowMs())).toBeNull();
});
