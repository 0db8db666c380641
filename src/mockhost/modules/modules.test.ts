import { describe, expect, test } from "vitest";
import { jiraTable } from "../rest/index.ts";
import { bodyOf, descriptorWith, place, restCall, testWorld } from "../testdata/test-world.ts";
import { confluenceModuleOperations, effectiveModules, moduleHandlers } from "./index.ts";

const GET = "DynamicModulesResource.getModules_get";
const POST = "DynamicModulesResource.registerModules_post";
const DELETE = "DynamicModulesResource.removeModules_delete";

const declared = { generalPages: { key: "home", url: "/home" } };
const panel = { key: "panel", url: "/panel", location: "atl.jira.view.issue.right.context" };
const webhook = { key: "hook", event: "jira:issue_created", url: "/hook" };

function setUp() {
  const t = testWorld({ tenants: 2 });
  const [tenant, other] = [t.tenants[0]!, t.tenants[1]!];
  const installation = place(tenant, descriptorWith({ modules: declared }));
  const ask = (operation: string, asked: Parameters<typeof restCall>[2] = {}) =>
    moduleHandlers()[operation]!(restCall(t, tenant, asked));
  return { tenant, other, installation, ask };
}

describe("an add-on registers modules at run time", () => {
  test("by operations that Jira's interface and Confluence's addition have", () => {
    const ids = Object.keys(moduleHandlers());
    const offered = (routes: readonly { readonly operation: string }[]) =>
      ids.filter((id) => routes.some(({ operation }) => operation === id));
    expect(offered(jiraTable.routes)).toEqual(ids);
    expect(offered(confluenceModuleOperations)).toEqual(ids);
  });

  test("they join those of the descriptor, on this tenant only", () => {
    const { other, installation, ask } = setUp();
    const elsewhere = place(other, installation.descriptor);
    expect(ask(POST, { json: { generalPages: [{ key: "extra", url: "/extra" }] } }).status).toBe(
      200,
    );
    expect(effectiveModules(installation, "generalPages").map(({ key }) => key)).toEqual([
      "home",
      "extra",
    ]);
    expect(effectiveModules(elsewhere, "generalPages").map(({ key }) => key)).toEqual(["home"]);
    expect(effectiveModules(installation, "adminPages")).toEqual([]);
  });

  test("what was registered is told as it was written, under either form of the request", () => {
    const { ask } = setUp();
    ask(POST, { json: { webPanels: panel } });
    ask(POST, { json: { modules: { webhooks: [webhook] } } });
    expect(bodyOf(ask(GET))).toEqual({ webPanels: [panel], webhooks: [webhook] });
  });

  test.for([
    ["the named ones go", "moduleKey=panel", { webhooks: [webhook] }],
    ["several named ones go", "moduleKey=panel&moduleKey=hook", {}],
    ["without a name all go", "", {}],
    ["an unknown name changes nothing", "moduleKey=x", { webPanels: [panel], webhooks: [webhook] }],
  ] as const)("removing: %s", ([, query, left]) => {
    const { ask } = setUp();
    ask(POST, { json: { webPanels: [panel], webhooks: [webhook] } });
    expect(ask(DELETE, { query }).status).toBe(204);
    expect(bodyOf(ask(GET))).toEqual(left);
  });

  test.for([
    [
      "a key of the descriptor",
      { webPanels: [{ ...panel, key: "home" }] },
      "duplicate module keys: [home]",
    ],
    ["a key twice in one request", { webPanels: [panel, panel] }, "duplicate module keys: [panel]"],
    ["a module without a key", { webPanels: [{ url: "/x" }] }, "webPanels[0] needs a key"],
    [
      "a webhook without an event",
      { webhooks: [{ key: "h", url: "/h" }] },
      "needs an event and a url",
    ],
    ["a module that is no object", { webPanels: ["x"] }, "webPanels[0] must be an object"],
    ["no body at all", undefined, "must be an object of modules"],
    ["a list of modules", [panel], "must be an object of modules"],
    [
      "more than a hundred",
      { webPanels: Array.from({ length: 101 }, (_, i) => ({ key: `p${i}` })) },
      "at most 100",
    ],
  ] as const)("%s is refused, and nothing of the request is kept", ([, json, message]) => {
    const { ask } = setUp();
    const refused = ask(POST, { json });
    expect(refused.status).toBe(400);
    expect(bodyOf(refused).message).toContain(message);
    expect(bodyOf(ask(GET))).toEqual({});
  });

  test("a release that declares one of the keys removes all that was registered", () => {
    const { installation, ask } = setUp();
    ask(POST, { json: { webPanels: [panel], webhooks: [webhook] } });
    installation.descriptor = descriptorWith({ modules: { webPanels: [panel] } });
    expect(effectiveModules(installation, "webPanels")).toEqual([panel]);
    expect(effectiveModules(installation, "webhooks")).toEqual([]);
    expect(bodyOf(ask(GET))).toEqual({});
  });

  test("a caller that is no Connect app is turned away", () => {
    const { ask } = setUp();
    expect(ask(GET, { addonKey: "ari:cloud:ecosystem::app/1" }).status).toBe(401);
  });
});
