import { describe, expect, test } from "vitest";
import { jira } from "../jira/index.ts";
import { jiraTable } from "../rest/index.ts";
import {
  answered,
  bodyOf,
  descriptorWith,
  place,
  restCall,
  testWorld,
} from "../testdata/test-world.ts";
import { webhooks } from "./index.ts";

const DAY_MS = 86_400_000;
const url = "http://127.0.0.1:7330/app/dynamic";
const bugs = { events: ["jira:issue_created"], jqlFilter: "issuetype = Bug" };

function setUp() {
  const t = testWorld();
  const site = jira(t.world);
  const room = webhooks(t.world, { sites: site.sites });
  const tenant = t.tenants[0]!;
  const installation = place(tenant, descriptorWith());
  const ask = (operation: string, asked: Parameters<typeof restCall>[2] = {}) =>
    room.handlers[operation]!(restCall(t, tenant, asked));
  const register = (...hooks: unknown[]) =>
    bodyOf(ask("registerDynamicWebhooks", { json: { url, webhooks: hooks } }))
      .webhookRegistrationResult as { createdWebhookId?: number; errors?: string[] }[];
  const list = () => bodyOf(ask("getDynamicWebhooksForApp"));
  const act = (operation: string, json: unknown, params: Record<string, string> = {}) =>
    site.handlers[operation]!({ ...restCall(t, tenant, { json }), params });
  const create = (type = "Bug") =>
    bodyOf(
      act("createIssue", {
        fields: { project: { key: "ROAD" }, summary: "It breaks", issuetype: { name: type } },
      }),
    ).key as string;
  const heard = async () => {
    await t.clock.advance(0);
    return t.calls.map(({ body }) => JSON.parse(body ?? "null"));
  };
  return { ...t, room, tenant, installation, ask, register, list, act, create, heard };
}

describe("a dynamic webhook", () => {
  test("is managed by operations that Jira's interface has", () => {
    const ids = Object.keys(setUp().room.handlers);
    const offered = new Set(jiraTable.routes.map(({ operation }) => operation));
    expect(ids.filter((id) => !offered.has(id))).toEqual([]);
    expect(ids).toHaveLength(5);
  });

  test("once registered is listed, and hears of what its filter matches", async () => {
    const t = setUp();
    expect(t.register(bugs)).toEqual([{ createdWebhookId: 1 }]);
    expect(t.list()).toMatchObject({
      total: 1,
      isLast: true,
      values: [{ id: 1, url, ...bugs, expirationDate: t.clock.nowMs() + 30 * DAY_MS }],
    });
    t.create("Bug");
    t.create("Story");
    expect(await t.heard()).toMatchObject([
      { webhookEvent: "jira:issue_created", matchedWebhookIds: [1] },
    ]);
    expect(t.calls[0]?.url).toBe(url);
  });

  test("shares one call with the others that match", async () => {
    const t = setUp();
    t.register(bugs, { ...bugs, jqlFilter: "issuetype = Epic" }, { ...bugs, jqlFilter: "" });
    t.create();
    expect((await t.heard()).map((body) => body.matchedWebhookIds)).toEqual([[1, 3]]);
  });

  test("of certain fields hears of their updates only", async () => {
    const t = setUp();
    t.register({ ...bugs, events: ["jira:issue_updated"], fieldIdsFilter: ["labels"] });
    const issueIdOrKey = t.create();
    t.act("editIssue", { fields: { summary: "Other" } }, { issueIdOrKey });
    t.act("editIssue", { fields: { labels: ["customer"] } }, { issueIdOrKey });
    const changes = (await t.heard()).map((body) => body.changelog.items[0].fieldId);
    expect(changes).toEqual(["labels"]);
  });

  test("of certain properties hears of their changes only", async () => {
    const t = setUp();
    const events = ["issue_property_set", "issue_property_deleted"];
    t.register({ ...bugs, events, issuePropertyKeysFilter: ["mine"] });
    const issueIdOrKey = t.create();
    t.act("setIssueProperty", { a: 1 }, { issueIdOrKey, propertyKey: "mine" });
    t.act("setIssueProperty", { a: 1 }, { issueIdOrKey, propertyKey: "other" });
    t.act("deleteIssueProperty", undefined, { issueIdOrKey, propertyKey: "mine" });
    expect(await t.heard()).toMatchObject([
      { webhookEvent: "issue_property_set", property: { key: "mine", value: { a: 1 } } },
      { webhookEvent: "issue_property_deleted", property: { key: "mine" } },
    ]);
  });

  test("is silent after thirty days, unless it was refreshed", async () => {
    const t = setUp();
    t.register(bugs, bugs);
    await t.clock.advance(20 * DAY_MS);
    const refreshed = bodyOf(t.ask("refreshWebhooks", { json: { webhookIds: [2, 77] } }));
    expect(refreshed).toEqual({ expirationDate: t.clock.nowMs() + 30 * DAY_MS });
    await t.clock.advance(10 * DAY_MS);
    t.create();
    expect((await t.heard()).map((body) => body.matchedWebhookIds)).toEqual([[2]]);
    expect(t.list().values.map(({ id }: { id: number }) => id)).toEqual([2]);
    await t.clock.advance(20 * DAY_MS);
    t.ask("refreshWebhooks", { json: { webhookIds: [2] } });
    expect(t.list().total).toBe(0);
  });

  test("is gone once it is deleted; ids of others are ignored", async () => {
    const t = setUp();
    t.register(bugs, bugs);
    expect(t.ask("deleteWebhookById", { json: { webhookIds: [1, 99] } }).status).toBe(202);
    expect(t.list().values.map(({ id }: { id: number }) => id)).toEqual([2]);
  });

  test("belongs to its tenant and add-on alone", () => {
    const t = setUp();
    t.register(bugs);
    place(t.tenants[1]!, t.installation.descriptor);
    const elsewhere = t.room.handlers.getDynamicWebhooksForApp!(restCall(t, t.tenants[1]!));
    expect(bodyOf(elsewhere).total).toBe(0);
  });
});

describe("a registration is refused", () => {
  test.for([
    ["an unknown event", { ...bugs, events: ["project_created"] }, "events.0"],
    ["no event", { ...bugs, events: [] }, "events: must not be empty"],
    ["no filter", { events: bugs.events }, "jqlFilter"],
    ["JQL that cannot be read", { ...bugs, jqlFilter: "project = =" }, "JQL"],
    [
      "a field beyond the subset",
      { ...bugs, jqlFilter: "summary ~ x" },
      "'summary' is not supported",
    ],
    [
      "an operator beyond the subset",
      { ...bugs, jqlFilter: "project is empty" },
      "'is' is not supported",
    ],
    ["sorting", { ...bugs, jqlFilter: "project = A order by created" }, "must not sort"],
    [
      "a field deep inside",
      { ...bugs, jqlFilter: "project = A or (status = B and not created > 2020-01-01)" },
      "'created' is not supported",
    ],
    ["something that is no webhook", "hook", "request body"],
  ] as const)("for %s, beside one that is taken", ([, hook, message]) => {
    const t = setUp();
    const [bad, good] = t.register(hook, bugs);
    expect(bad?.errors?.join()).toContain(message);
    expect(good).toEqual({ createdWebhookId: 1 });
  });

  test.for([
    [
      "an address of somebody else",
      { url: "http://127.0.0.1:9999/x", webhooks: [bugs] },
      "base URL",
    ],
    [
      "an address that only begins alike",
      { url: `${url.replace("/dynamic", "le/x")}`, webhooks: [bugs] },
      "base URL",
    ],
    ["no address", { webhooks: [bugs] }, "url"],
    [
      "a relative address",
      { url: "/dynamic", webhooks: [bugs] },
      "url: must be an absolute address",
    ],
    ["no webhooks", { url, webhooks: [] }, "webhooks: must not be empty"],
    ["no body", undefined, "request body"],
  ] as const)("as a whole for %s", ([, json, message]) => {
    const t = setUp();
    const refused = t.ask("registerDynamicWebhooks", { json });
    expect(refused.status).toBe(400);
    expect(bodyOf(refused).errorMessages.join()).toContain(message);
  });

  test("for a second address while the first is in use", () => {
    const t = setUp();
    t.register(bugs);
    const second = bodyOf(
      t.ask("registerDynamicWebhooks", { json: { url: `${url}/2`, webhooks: [bugs] } }),
    ).webhookRegistrationResult;
    expect(second[0].errors[0]).toContain(`Currently used URL: ${url}`);
  });

  test("beyond a hundred", () => {
    const t = setUp();
    const results = t.register(...Array.from({ length: 101 }, () => bugs));
    expect(results.filter(({ errors }) => errors)).toHaveLength(1);
    expect(t.list().total).toBe(100);
  });

  test.for(["deleteWebhookById", "refreshWebhooks"])("%s without ids says so", (operation) => {
    const t = setUp();
    expect(t.ask(operation, { json: { webhookIds: ["1"] } }).status).toBe(400);
  });

  test("for a caller that is no Connect app", () => {
    const t = setUp();
    expect(t.ask("getDynamicWebhooksForApp", { addonKey: "other" }).status).toBe(403);
  });
});

describe("the list of failed webhooks", () => {
  test("is paged by the failure time and forgets after 72 hours", async () => {
    const t = setUp();
    t.register(bugs);
    t.answerWith(() => answered(500));
    for (let i = 0; i < 3; i++) {
      t.create();
      await t.heard();
      await t.clock.advance(90 * 60_000);
    }
    const page = bodyOf(t.ask("getFailedWebhooks", { query: "maxResults=2" }));
    expect(page.values).toHaveLength(2);
    const next = new URL(page.next);
    expect(next.pathname).toBe(`/s/${t.tenant.name}/rest/api/3/webhook/failed`);
    const rest = bodyOf(t.ask("getFailedWebhooks", { query: next.search.slice(1) }));
    expect(rest.values).toHaveLength(1);
    await t.clock.advance(73 * 3_600_000);
    expect(bodyOf(t.ask("getFailedWebhooks"))).toEqual({ values: [], maxResults: 100 });
  });
});
