import { describe, expect, test } from "vitest";
import { qsh, readJwt, sharedSecretKey, verifyJwt } from "../../core/host/index.ts";
import { descriptorWith } from "../testdata/test-world.ts";
import type { OutboundCall } from "../world/index.ts";
import { created, event, sent, settle, setUp } from "./testdata/scene.ts";

describe("an event is delivered", () => {
  test("to the address of the descriptor, with the envelope that Jira sends", async () => {
    const t = setUp();
    const { key, id } = t.create();
    await settle(t);
    expect(t.calls).toHaveLength(1);
    const [call] = t.calls as [OutboundCall];
    expect(call.method).toBe("POST");
    expect(call.url).toBe(`http://127.0.0.1:7330/app/hooks/created?issue=${key}`);
    expect(call.timeoutMs).toBe(20_000);
    expect(call.connectTimeoutMs).toBe(5_000);
    expect(sent(call)).toMatchObject({
      timestamp: t.clock.nowMs(),
      webhookEvent: "jira:issue_created",
      issue_event_type_name: "issue_created",
      user: { accountType: "atlassian" },
      issue: { id, key, fields: { summary: "It breaks" } },
    });
    expect(t.room.counters()).toMatchObject([{ deliveries: 1, tries: 1, success: 1 }]);
  });

  test("with headers that tell it apart and its flow, and a token bound to the request", async () => {
    const t = setUp();
    t.world.emit(event(t, { accountId: "somebody", trace: "mine", flow: "Secondary" }));
    await settle(t);
    const { headers, url } = t.calls[0]!;
    expect(headers["x-atlassian-webhook-identifier"]).toMatch(/^[0-9a-f]{40}$/);
    expect(headers["x-atlassian-webhook-flow"]).toBe("Secondary");
    expect(headers["x-atlassian-webhook-trace"]).toBe("mine");
    expect(headers["x-atlassian-webhook-retry"]).toBeUndefined();
    const token = readJwt(headers.authorization!.replace(/^JWT /, ""));
    if (token.kind === "refused") throw new Error(token.message);
    expect(
      verifyJwt(token, sharedSecretKey(t.tenant.sharedSecret), {
        nowMs: t.clock.nowMs(),
        iss: t.tenant.clientKey,
        qsh: qsh("POST", url, "http://127.0.0.1:7330/app"),
      }),
    ).toMatchObject({ kind: "verified", claims: { sub: "somebody" } });
  });

  test("without a token to an add-on that does not authenticate", async () => {
    const t = setUp();
    t.installation.descriptor = descriptorWith({
      authentication: { type: "none" },
      modules: { webhooks: [created] },
    });
    t.world.emit(event(t));
    await settle(t);
    expect(t.calls[0]?.headers.authorization).toBeUndefined();
  });

  test("without a body where the webhook wants none", async () => {
    const t = setUp([{ ...created, excludeBody: true }]);
    t.create();
    await settle(t);
    expect(t.calls[0]?.body).toBeNull();
  });

  test("on Confluence in Confluence's own envelope", async () => {
    const t = setUp([{ event: "page_created", url: "/page/{page.id}" }], { product: "confluence" });
    t.world.emit(
      event(t, { type: "page_created", accountId: "ada", payload: { page: { id: 42 } } }),
    );
    await settle(t);
    expect(t.calls[0]?.url).toBe("http://127.0.0.1:7330/app/page/42");
    expect(sent(t.calls[0]!)).toEqual({
      timestamp: t.clock.nowMs(),
      event: "page_created",
      userAccountId: "ada",
      accountType: "customer",
      page: { id: 42 },
    });
  });

  test("to every webhook that names it, with an identifier of its own each", async () => {
    const t = setUp([
      created,
      { ...created, url: "/again" },
      { ...created, event: "jira:issue_deleted" },
    ]);
    t.create();
    await settle(t);
    expect(t.calls.map(({ url }) => url.split("/").at(-1))).toEqual([
      expect.stringMatching(/^created/),
      "again",
    ]);
    expect(new Set(t.calls.map((c) => c.headers["x-atlassian-webhook-identifier"])).size).toBe(2);
  });

  test("also to a webhook registered as a dynamic module", async () => {
    const t = setUp([]);
    t.installation.registered.modules = {
      webhooks: [{ ...created, key: "hook", url: "/dynamic" }],
    };
    t.create();
    await settle(t);
    expect(t.calls.map(({ url }) => url)).toEqual(["http://127.0.0.1:7330/app/dynamic"]);
  });

  test.for(["installing", "disabled", "uninstalled", "failed"] as const)(
    "to nobody whose installation is %s",
    async (state) => {
      const t = setUp();
      t.installation.state = state;
      t.create();
      await settle(t);
      expect(t.calls).toEqual([]);
    },
  );
});

describe("a filter", () => {
  test.for([
    ["project = ROAD", true],
    ["project = OTHER", false],
    ["issuetype = Bug AND summary ~ breaks", true],
    ["issuetype in (Story, Task)", false],
    ["", true],
  ] as const)("%s lets the new bug pass: %s", async ([filter, passes]) => {
    const t = setUp([{ ...created, filter }]);
    t.create();
    await settle(t);
    expect(t.calls).toHaveLength(passes ? 1 : 0);
  });

  test("looks at an issue as it was when it is deleted", async () => {
    const t = setUp([{ event: "jira:issue_deleted", url: "/gone", filter: "summary ~ breaks" }]);
    t.act("deleteIssue", undefined, { issueIdOrKey: t.create().key });
    t.act("deleteIssue", undefined, { issueIdOrKey: t.create("All well").key });
    await settle(t);
    expect(t.calls.map((call) => sent(call).issue.fields.summary)).toEqual(["It breaks"]);
  });

  test("that cannot be read lets nothing pass, and the inspector says why", async () => {
    const t = setUp([{ ...created, filter: "project = = ROAD" }]);
    t.create();
    await settle(t);
    expect(t.calls).toEqual([]);
    expect(t.world.journal.lines({ refusedOnly: true })[0]?.reason).toContain("its filter: ");
  });

  test("does not concern events without an issue", async () => {
    const t = setUp([{ event: "project_created", url: "/p", filter: "project = OTHER" }]);
    t.world.emit(event(t, { type: "project_created", payload: { project: { key: "NEW" } } }));
    await settle(t);
    expect(t.calls).toHaveLength(1);
  });

  test("of property keys looks at the property that changed", async () => {
    const t = setUp([{ event: "issue_property_set", url: "/p", propertyKeys: ["mine"] }]);
    for (const key of ["mine", "other"])
      t.world.emit(event(t, { type: "issue_property_set", payload: { property: { key } } }));
    await settle(t);
    expect(t.calls.map((call) => sent(call).property.key)).toEqual(["mine"]);
  });
});
